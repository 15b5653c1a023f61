using Compliance.Gateway.Channels;
using Compliance.Rules.Decisions;

namespace Compliance.Gateway.Pipeline;

/// <summary>A decision that denies all, told in one line: which rule, and until when.</summary>
internal static class PolicyRefusal
{
    public static Refusal Of(Decision decision, DateTimeOffset now)
    {
        var hit = Determining(decision);
        var later = decision.RetryAt is { } at ? at - now : (TimeSpan?)null;
        return new Refusal
        {
            Kind = later is null ? RefusalKind.Policy : RefusalKind.Later,
            Reason = hit?.Rule.Id ?? "gateway/no-lawful-basis",
            Message = hit is null ? "没有可以发送的对象" : decision.Tell(hit),
            Place = hit is { Rule.Basis: [var basis, ..] } ? $"《{basis.Law}》第{basis.Article}条" : null,
            RetryAfter = later,
            Decision = decision,
        };
    }

    /// <summary>What refused all, else what refused a text, else what removed the first person.</summary>
    private static RuleHit? Determining(Decision decision) =>
        decision.Denied.FirstOrDefault()
        ?? decision.Contents.SelectMany(content => content.Determining).FirstOrDefault()
        ?? decision.Recipients.SelectMany(recipient => recipient.Determining).FirstOrDefault();
}
