using System.Collections.Immutable;
using System.Globalization;
using Compliance.Rules.Decisions;

namespace Compliance.Gateway.Channels;

internal static class DecisionChecks
{
    private static readonly TimeSpan Beijing = TimeSpan.FromHours(8);

    /// <summary>A decision that lets nobody through reaches no vendor, whoever asks.</summary>
    public static void MustForward(Decision decision)
    {
        if (
            decision.Effect == DecisionEffect.Deny
            || !decision.Denied.IsEmpty
            || decision.Recipients.All(recipient => recipient.Effect == Effect.Deny)
        )
            throw new InvalidOperationException("A denied message must not be rewritten for a vendor.");
    }

    public static bool Sends(this Decision decision, int recipient) => decision.Recipients[recipient].Effect == Effect.Permit;

    /// <summary>Why one recipient was removed; empty when nobody said it.</summary>
    public static ImmutableArray<RuleHit> Hits(this Decision decision, int recipient)
    {
        var hits = decision.Denied.IsEmpty ? decision.Recipients[recipient].Determining : decision.Denied;
        return hits.IsEmpty && decision.Contents.Length == 1 ? decision.Contents[0].Determining : hits;
    }

    /// <summary>What the caller is told about one recipient who was removed.</summary>
    public static string Explain(this Decision decision, int recipient) =>
        decision.Hits(recipient) is [var hit, ..] ? $"{decision.Tell(hit)} [{hit.Rule.Id}]" : "网关策略未放行该接收方";

    /// <summary>The rule's message; quiet hours also say from when on the same push would pass, and evidence that was named why it didn't help.</summary>
    public static string Tell(this Decision decision, RuleHit hit) =>
        hit.Reason switch
        {
            Reasons.QuietHours when decision.RetryAt is { } at =>
                $"{hit.Rule.Message}，最早 {at.ToOffset(Beijing).ToString("yyyy-MM-dd HH:mm", CultureInfo.InvariantCulture)}（北京时间）可以再发",
            Reasons.EvidenceUnknown => $"{hit.Rule.Message}；所附的证据编号（Compliance-Evidence）没有登记",
            Reasons.EvidenceNotInForce => $"{hit.Rule.Message}；所附的证据（Compliance-Evidence）不在有效期内",
            Reasons.EvidenceElsewhere => $"{hit.Rule.Message}；所附的证据（Compliance-Evidence）不覆盖这一内容",
            _ => hit.Rule.Message,
        };
}
