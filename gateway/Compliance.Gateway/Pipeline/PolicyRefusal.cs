using System.Collections.Immutable;
using Compliance.Gateway.Model;
using Compliance.Gateway.Providers;
using Compliance.Rules.Decisions;
using Compliance.Rules.Messages;

namespace Compliance.Gateway.Pipeline;

/// <summary>A decision that denies all, told in one line: which rule, and until when.</summary>
internal static class PolicyRefusal
{
    private const int MostPlaces = 20;

    public static Refusal Of(Message message, Decision decision)
    {
        var kind = RefusalKinds.Of(message, decision);
        var (hit, recipient) = Determining(message, decision, kind);
        return new Refusal
        {
            Kind = kind,
            Reason = hit?.Rule.Id ?? "gateway/no-lawful-basis",
            Message = hit is null
                ? "没有可以发送的对象"
                : decision.Tell(hit) + Places(decision, kind) + decision.Lifted(message.Recipients[recipient].Content, hit),
            Place = hit is { Rule.Basis: [var basis, ..] } ? $"《{basis.Law}》第{basis.Article}条" : null,
            RetryAfter = Later(decision, kind) - message.At,
            Decision = decision,
        };
    }

    /// <summary>What refused all, else what removed the first recipient for this kind of reason, and which one that is.</summary>
    private static (RuleHit? Hit, int Recipient) Determining(Message message, Decision decision, RefusalKind kind)
    {
        if (!decision.Denied.IsEmpty)
            return (DecisionChecks.OfKind(decision.Denied, kind), 0);
        for (var index = 0; index < decision.Recipients.Length; index++)
            if (decision.Kind(message.Recipients[index], index) == kind && decision.Hits(index) is { IsEmpty: false } hits)
                return (DecisionChecks.OfKind(hits, RefusalKinds.Of(hits)), index);
        return (null, 0);
    }

    /// <summary>All or nothing: whom the caller would have to leave out, by their places, since a number is personal data.</summary>
    private static string Places(Decision decision, RefusalKind kind)
    {
        if (kind != RefusalKind.Minimum)
            return "";
        var removed = Enumerable
            .Range(0, decision.Recipients.Length)
            .Where(index => !decision.Recipients[index].Determining.IsEmpty)
            .ToList();
        var places = string.Join('、', removed.Take(MostPlaces).Select(index => index + 1));
        return $"：第 {places} 个{(removed.Count > MostPlaces ? $"等 {removed.Count} 个" : "")}接收方不能发送";
    }

    /// <summary>When all of them would pass: a caller that repeats earlier is refused again.</summary>
    private static DateTimeOffset? Later(Decision decision, RefusalKind kind) =>
        kind switch
        {
            RefusalKind.QuietHours => decision.RetryAt,
            RefusalKind.Cap or RefusalKind.Rate => decision
                .Denied.Concat(decision.Recipients.SelectMany(recipient => recipient.Determining))
                .Max(hit => hit.Until),
            _ => null,
        };
}
