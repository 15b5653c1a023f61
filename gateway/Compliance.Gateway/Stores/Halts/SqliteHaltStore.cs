using System.Collections.Immutable;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Compliance.Gateway.Stores.Activity;
using Compliance.Gateway.Stores.Sqlite;
using Compliance.Rules.Facts;
using Compliance.Rules.Messages;

namespace Compliance.Gateway.Stores.Halts;

internal sealed class SqliteHaltStore : IHaltStore
{
    private const string Schema = """
        CREATE TABLE IF NOT EXISTS halts (
            id TEXT PRIMARY KEY, scope INTEGER NOT NULL, value TEXT NOT NULL, reason TEXT NOT NULL, by TEXT NOT NULL, at INTEGER NOT NULL,
            lifted_by TEXT, lifted_at INTEGER)
        """;

    private const string WithText = "ALTER TABLE halts ADD COLUMN text BLOB";

    /// <summary>Value and reason of a halt since they are sealed: what people write may speak of somebody.</summary>
    private const string WithSaid = "ALTER TABLE halts ADD COLUMN said BLOB";

    private readonly SqliteFile _file;
    private readonly byte[] _key;
    private readonly CampaignContents _campaigns;
    private readonly Remembered<List<Halt>> _active;

    /// <param name="key">That of <see cref="ContentNames"/>.</param>
    public SqliteHaltStore(SqliteFolder folder, CampaignContents campaigns, byte[] key)
    {
        _campaigns = campaigns;
        _key = HKDF.Expand(HashAlgorithmName.SHA256, key, 32, "halted text"u8.ToArray());
        _file = folder.Open("halts", Schema, WithText, WithSaid);
        _active = new Remembered<List<Halt>>(_file, Read);
    }

    public ValueTask<Fact<ImmutableArray<HaltFact>>> CoveringAsync(Message message, CarriedContent carried, bool unnamed) =>
        ValueTask.FromResult(Covering(message, carried, unnamed));

    private Fact<ImmutableArray<HaltFact>> Covering(Message message, CarriedContent carried, bool unnamed)
    {
        if (_active.Value is not { } active)
            return Fact.Unavailable<ImmutableArray<HaltFact>>();
        if (active.Count == 0)
            return Fact.Nothing<ImmutableArray<HaltFact>>();
        var covering = ImmutableArray.CreateBuilder<HaltFact>();
        foreach (var halt in active)
        {
            if (Covers(halt, message, carried, unnamed) is not { } covers)
                return Fact.Unavailable<ImmutableArray<HaltFact>>();
            if (covers)
                covering.Add(new HaltFact(ScopeOf(halt), halt.Reason));
        }

        return covering.Count == 0 ? Fact.Nothing<ImmutableArray<HaltFact>>() : Fact.Known(covering.ToImmutable());
    }

    public async Task AddAsync(Halt halt)
    {
        await _file.WriteAsync(session =>
            session.Execute(
                "INSERT INTO halts (id, scope, value, reason, by, at, text, said) VALUES ($0, $1, '', '', $2, $3, $4, $5)",
                halt.Id,
                (int)halt.Scope,
                halt.By,
                halt.At.ToUnixTimeMilliseconds(),
                halt.Text is { } text ? Seal(halt.Id, text) : null,
                Seal(halt.Id, JsonSerializer.Serialize(new Said(halt.Value, halt.Reason)))
            )
        );
        _active.Forget();
    }

    public async Task<bool> LiftAsync(string id, string by, DateTimeOffset at)
    {
        var lifted = await _file.WriteAsync(session =>
            session.Execute(
                "UPDATE halts SET lifted_by = $1, lifted_at = $2, text = NULL, said = NULL WHERE id = $0 AND lifted_at IS NULL",
                id,
                by,
                at.ToUnixTimeMilliseconds()
            )
        );
        _active.Forget();
        return lifted > 0;
    }

    public IReadOnlyList<Halt> Active() => _active.Required;

    /// <returns>Null when nobody can say.</returns>
    private bool? Covers(Halt halt, Message message, CarriedContent carried, bool unnamed) =>
        halt.Scope switch
        {
            HaltScope.Campaign when message.Campaign is { } campaign && ContentNames.SameCampaign(halt.Value, campaign) => true,
            HaltScope.Campaign => unnamed ? _campaigns.Carried(halt.Value, carried) : false,
            HaltScope.Template => message.TemplateId is { } template && HaltedTemplate.Of(halt.Value).Is(message.Channel, template),
            HaltScope.Text => halt.Spelled is { } said
                ? carried.Spelled.Any(text => text.Contains(said, StringComparison.Ordinal))
                : carried.Texts.Contains(halt.Value),
            HaltScope.Sender => halt.Value == message.Sender,
            HaltScope.Channel => halt.Value == message.Channel || halt.Value == message.Family,
            _ => true,
        };

    private static string ScopeOf(Halt halt) =>
        halt.Scope == HaltScope.All ? "all" : $"{halt.Scope.ToString().ToLowerInvariant()}:{halt.Value}";

    private List<Halt> Read(SqliteSession session) =>
        session.Rows(
            "SELECT id, scope, value, reason, by, at, text, said FROM halts WHERE lifted_at IS NULL ORDER BY at",
            row =>
            {
                var halt = new Halt(
                    row.GetString(0),
                    (HaltScope)row.GetInt32(1),
                    row.GetString(2),
                    row.GetString(3),
                    row.GetString(4),
                    DateTimeOffset.FromUnixTimeMilliseconds(row.GetInt64(5)),
                    row.IsDBNull(6) ? null : Open(row.GetString(0), row.GetFieldValue<byte[]>(6))
                );
                return row.IsDBNull(7) ? halt : With(halt, Open(halt.Id, row.GetFieldValue<byte[]>(7)));
            }
        );

    /// <summary>One that nobody can read stops everything: nobody can say what it does not stop.</summary>
    private static Halt With(Halt halt, string? said) =>
        said is not null && JsonSerializer.Deserialize<Said>(said) is { } read
            ? halt with
            {
                Value = read.Value,
                Reason = read.Reason,
            }
            : halt with
            {
                Scope = HaltScope.All,
                Reason = "停发的范围无法解读，在有人重新写明之前全部停发",
            };

    private byte[] Seal(string id, string text) => SealedBytes.Seal(_key, Encoding.UTF8.GetBytes(text), Encoding.UTF8.GetBytes(id));

    /// <summary>Under another key nobody can read it, nor know its name again.</summary>
    private string? Open(string id, byte[] text)
    {
        try
        {
            return Encoding.UTF8.GetString(SealedBytes.Open(_key, text, Encoding.UTF8.GetBytes(id)));
        }
        catch (CryptographicException)
        {
            return null;
        }
    }

    private sealed record Said(string Value, string Reason);
}
