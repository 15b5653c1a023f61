using System.Collections.Immutable;
using System.Text;
using System.Text.Json;
using System.Text.Json.Serialization;
using Compliance.Gateway.Model;
using Compliance.Rules.Messages;

namespace Compliance.Gateway.Providers.Profiles;

/// <summary>
/// What a provider's calls look like, as data: one checked-in JSON file a channel. It says where things stand; what cannot be said
/// by naming a place is code beside it. A field that a profile does not name is refused, at any depth: nobody here can say whether a
/// provider reads text or more people out of it.
/// </summary>
internal sealed record ChannelProfile
{
    private static readonly JsonSerializerOptions Strict = new(JsonSerializerDefaults.Web)
    {
        UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow,
        Converters = { new JsonStringEnumConverter() },
    };

    public required string Id { get; init; }

    /// <summary>The provider's own host names.</summary>
    public required ImmutableArray<string> Hosts { get; init; }

    public CallNames? Calls { get; init; }

    /// <summary>Parameters that differ between honest repetitions of one request.</summary>
    public ImmutableArray<string> Volatile { get; init; } = [];

    /// <summary>Query parameters that clients are known to send and that change neither text nor audience: they don't leave, and the record says so.</summary>
    public ImmutableArray<string> Ignored { get; init; } = [];

    /// <summary>How the provider itself would refuse for each cause.</summary>
    public required RefusalProfile Refusals { get; init; }

    /// <summary>The calls that are carried. Every other one is refused.</summary>
    public required ImmutableArray<EndpointProfile> Endpoints { get; init; }

    /// <summary>From the assembly of the channel that it describes.</summary>
    public static ChannelProfile Load<TChannel>(string id)
        where TChannel : Channel
    {
        using var stream =
            typeof(TChannel).Assembly.GetManifestResourceStream($"profiles/{id}.json")
            ?? throw new InvalidOperationException($"The profile of channel {id} is not embedded.");
        var profile = JsonSerializer.Deserialize<ChannelProfile>(stream, Strict)!;
        var unnamed = Enum.GetValues<RefusalKind>().Except(profile.Refusals.Codes.Keys).ToList();
        return unnamed.Count == 0
            ? profile
            : throw new InvalidOperationException($"The profile of channel {id} has no code for {string.Join(", ", unnamed)}.");
    }
}

internal sealed record RefusalProfile
{
    /// <summary>When the codes and the lengths of this profile were compared with the provider's documentation.</summary>
    public required DateOnly Checked { get; init; }

    public required ImmutableDictionary<RefusalKind, string> Codes { get; init; }

    /// <summary>HTTP status where it is not 200.</summary>
    public ImmutableDictionary<RefusalKind, int> Statuses { get; init; } = ImmutableDictionary<RefusalKind, int>.Empty;

    public string Code(RefusalKind kind, EndpointProfile? endpoint = null) => endpoint?.Codes.GetValueOrDefault(kind) ?? Codes[kind];

    public int Status(RefusalKind kind) => Statuses.GetValueOrDefault(kind, StatusCodes.Status200OK);
}

internal sealed record EndpointProfile
{
    /// <summary>The provider's name for the call; where calls are told apart by an action, that action.</summary>
    public required string Name { get; init; }

    public required string Path { get; init; }

    /// <summary>Version of the API, where calls carry one: the same action in another version is another call.</summary>
    public string? Version { get; init; }

    /// <summary>Where it differs from the channel's.</summary>
    public string? Family { get; init; }

    /// <summary>What the call is by its nature, whatever the caller declares.</summary>
    public Category? Category { get; init; }

    /// <summary>Codes that differ from the channel's.</summary>
    public ImmutableDictionary<RefusalKind, string> Codes { get; init; } = ImmutableDictionary<RefusalKind, string>.Empty;

    /// <summary>Most recipients that the provider takes in one call; 0 = it names no limit.</summary>
    public int MaximumRecipients { get; init; }

    /// <summary>Longest message in characters that the provider sends, signature and its brackets counted; null where single texts have their limits.</summary>
    public int? MaxMessageCharacters { get; init; }

    public ImmutableArray<RecipientProfile> Recipients { get; init; } = [];

    /// <summary>Places whose mere presence names an audience that nobody can list.</summary>
    public ImmutableArray<string> Unresolvable { get; init; } = [];

    public ImmutableArray<ChoiceProfile> OneOf { get; init; } = [];

    public ImmutableArray<TextProfile> Texts { get; init; } = [];

    /// <summary>Place of the template's id.</summary>
    public string? Template { get; init; }

    /// <summary>Places of single values that no person reads.</summary>
    public ImmutableArray<string> Ids { get; init; } = [];
}

/// <summary>Places are written <c>a.b[].c</c>: a name a property, <c>[]</c> every element of a list.</summary>
internal sealed record RecipientProfile
{
    public required string At { get; init; }

    public required RecipientKind Kind { get; init; }

    /// <summary><c>{}</c> is the text on the wire, <c>{e164}</c> the phone number that the provider would send to, <c>{account}</c> the vendor account's id.</summary>
    public required string Identity { get; init; }

    /// <summary>For phone numbers: how the provider reads those of other countries.</summary>
    public ForeignNumbers Foreign { get; init; }

    /// <summary>Separator, where one text lists several.</summary>
    public string? Split { get; init; }

    /// <summary>The text that names everybody in a group instead of one of them.</summary>
    public string? Everybody { get; init; }

    /// <summary>True where the provider reads an emptied list as nobody. Elsewhere it may mean everybody, and emptying it is refused.</summary>
    public bool MayBecomeEmpty { get; init; }
}

/// <summary>A value that MUST be one of these: another one would carry content that nobody here can read.</summary>
internal sealed record ChoiceProfile
{
    public required string At { get; init; }

    public required ImmutableArray<string> Values { get; init; }
}

internal sealed record TextProfile
{
    public required string At { get; init; }

    public FieldRole Role { get; init; } = FieldRole.Text;

    /// <summary>Longest text in UTF-8 bytes that the provider still shows whole.</summary>
    public int? MaxBytes { get; init; }

    /// <summary>Where the provider counts characters.</summary>
    public int? MaxCharacters { get; init; }

    /// <summary>The provider takes no other text here than the registered one.</summary>
    public bool Fixed { get; init; }

    /// <summary>Null when the provider shows it whole.</summary>
    public Refusal? TooLong(string text, string place)
    {
        if (MaxBytes is { } bytes && Encoding.UTF8.GetByteCount(text) is var length && length > bytes)
            return Refusals.TooLong($"{length} 字节", $"{bytes} 字节", place);
        if (MaxCharacters is { } characters && text.EnumerateRunes().Count() is var count && count > characters)
            return Refusals.TooLong($"{count} 字", $"{characters} 字", place);
        return null;
    }
}
