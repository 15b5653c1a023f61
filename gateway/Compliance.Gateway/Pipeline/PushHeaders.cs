using Compliance.Gateway.Model;
using Compliance.Gateway.Recording;
using Compliance.Rules.Messages;

namespace Compliance.Gateway.Pipeline;

/// <summary>The optional <c>Compliance-*</c> request headers. Without them the template registry and the sender's defaults decide.</summary>
internal sealed record PushHeaders
{
    private const int Longest = 128;

    public string? Campaign { get; private init; }

    public string? Purpose { get; private init; }

    public Category? Category { get; private init; }

    public string? Evidence { get; private init; }

    public string? Account { get; private init; }

    public string? IdempotencyKey { get; private init; }

    public bool DryRun { get; private init; }

    /// <summary>What is wrong with the headers, for the caller; null when nothing is.</summary>
    public string? Problem { get; private init; }

    /// <summary>Another campaign, purpose or account is another push; a key is a credential.</summary>
    public static bool SaysWhatIsSent(string name) =>
        name.StartsWith(OwnHeaders.Prefix, StringComparison.OrdinalIgnoreCase)
        && !name.Equals(OwnHeaders.Key, StringComparison.OrdinalIgnoreCase);

    public static PushHeaders Read(IHeaderDictionary headers)
    {
        var problems = Unknown(headers).ToList();
        var category = One(headers, "Compliance-Category", problems);
        var dryRun = One(headers, "Compliance-Dry-Run", problems);
        if (category is not null && WireNames.ToCategory(category) is null)
            problems.Add("Compliance-Category must be marketing, service, transaction or security");
        if (dryRun is not (null or "true" or "false"))
            problems.Add("Compliance-Dry-Run must be true or false");
        return new PushHeaders
        {
            Campaign = One(headers, "Compliance-Campaign", problems),
            Purpose = One(headers, "Compliance-Purpose", problems),
            Category = WireNames.ToCategory(category),
            Evidence = One(headers, "Compliance-Evidence", problems),
            Account = One(headers, "Compliance-Account", problems),
            IdempotencyKey = One(headers, OwnHeaders.Idempotency, problems),
            DryRun = dryRun == "true",
            Problem = problems.Count == 0 ? null : string.Join("; ", problems),
        };
    }

    /// <summary>A misspelt header would be passed over, and a dry run sent. What isn't ours by its name is repeated only as the nearest that is.</summary>
    private static IEnumerable<string> Unknown(IHeaderDictionary headers) =>
        headers.Keys.Where(OwnHeaders.IsMisspelt).Select(name => $"one Compliance-* header is unknown: {OwnHeaders.Meant(name)}");

    /// <summary>These values become index terms and stay for years: one plain word, so that no sentence about a person slips in.</summary>
    private static string? One(IHeaderDictionary headers, string name, List<string> problems)
    {
        if (!headers.TryGetValue(name, out var values) || values.Count == 0)
            return null;
        var value = values[0];
        if (values.Count == 1 && value is { Length: > 0 and <= Longest } && IsPlain(value))
            return value;
        problems.Add($"{name} must be given once, 1 to {Longest} characters, without spaces, control characters or personal data");
        return null;
    }

    private static bool IsPlain(string value)
    {
        foreach (var c in value)
        {
            if (char.IsWhiteSpace(c) || char.IsControl(c) || c is '@')
                return false;
        }

        return !HasPhone(value);
    }

    /// <summary>Eleven digits in a row that start like a mainland mobile.</summary>
    private static bool HasPhone(ReadOnlySpan<char> value)
    {
        var run = 0;
        for (var i = 0; i <= value.Length; i++)
        {
            if (i < value.Length && char.IsAsciiDigit(value[i]))
            {
                run++;
                continue;
            }

            if (run >= 11 && value[i - 11] == '1' && value[i - 10] >= '3')
                return true;
            run = 0;
        }

        return false;
    }
}
