using System.Collections.Immutable;
using Compliance.Gateway.Channels;
using Compliance.Rules.Decisions;

namespace Compliance.Gateway.Pipeline;

/// <summary>A decision that denies all, told in one line: which rule, and until when.</summary>
internal static class PolicyRefusal
{
    public static Refusal Of(Decision decision, DateTimeOffset now)
    {
        var kind = RefusalKinds.Of(decision);
        var hit = Determining(decision, kind);
        return new Refusal
        {
            Kind = kind,
            Reason = hit?.Rule.Id ?? "gateway/no-lawful-basis",
            Message = hit is null ? "没有可以发送的对象" : decision.Tell(hit),
            Place = hit is { Rule.Basis: [var basis, ..] } ? $"《{basis.Law}》第{basis.Article}条" : null,
            RetryAfter = Later(decision, kind) - now,
            Decision = decision,
        };
    }

    /// <summary>What refused all, else what removed the first recipient for this kind of reason.</summary>
    private static RuleHit? Determining(Decision decision, RefusalKind kind) =>
        decision
            .Denied.Concat(Enumerable.Range(0, decision.Recipients.Length).SelectMany(recipient => decision.Hits(recipient).AsEnumerable()))
            .FirstOrDefault(hit => RefusalKinds.Of(hit.Reason) == kind);

    /// <summary>When all of them would pass: a caller that repeats earlier is refused again.</summary>
    private static DateTimeOffset? Later(Decision decision, RefusalKind kind) =>
        kind switch
        {
            RefusalKind.QuietHours => decision.RetryAt,
            RefusalKind.Cap => decision.Recipients.SelectMany(recipient => recipient.Determining).Max(hit => hit.Until),
            _ => null,
        };
}
