using System.Collections.Immutable;
using System.Globalization;
using Compliance.Gateway.Model;
using Compliance.Rules.Decisions;
using Compliance.Rules.Messages;
using Compliance.Rules.PolicySets;

namespace Compliance.Gateway.Providers;

internal static class DecisionChecks
{
    private const int MostWords = 5;

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

    /// <summary>How many went without it; a row of somebody who got it by another one is nobody.</summary>
    public static int Removed(this Decision decision) =>
        decision.Recipients.Count(recipient => recipient is { Effect: Effect.Deny, IsRepeated: false });

    /// <summary>Why one recipient was removed; empty when nobody said it.</summary>
    public static ImmutableArray<RuleHit> Hits(this Decision decision, int recipient)
    {
        var own = decision.Recipients[recipient].Determining;
        // Where too few are left, whoever was removed before has a reason of their own.
        var hits =
            decision.Denied.IsEmpty || (!own.IsEmpty && decision.Denied.All(hit => hit.Reason == Reasons.BelowMinimum))
                ? own
                : decision.Denied;
        return hits.IsEmpty && decision.Contents.Length == 1 ? decision.Contents[0].Determining : hits;
    }

    /// <summary>Removed only because the person gets the text by another row: a list of those who were not served must not name them.</summary>
    public static bool IsRepeated(this Decision decision, int recipient) => decision.Recipients[recipient].IsRepeated;

    /// <summary>
    /// What one recipient was removed for. Where a word or a mark made the text marketing, that is the cause, and not the person who agreed to no marketing:
    /// a CRM strikes off whom it reads to be blocked.
    /// </summary>
    public static RefusalKind Kind(this Decision decision, Recipient recipient, int index) =>
        RefusalKinds.Of(decision.Hits(index)) is var kind && kind == RefusalKind.Person ? decision.Cause(recipient.Content) ?? kind : kind;

    private static RefusalKind? Cause(this Decision decision, int content)
    {
        var by = decision.CategoryOf(content).By;
        var found = decision.Contents[content].Findings;
        return found.Any(IsTemplateUnknown) ? RefusalKind.Template
            : found.Any(finding => finding.Rule.Id == by) ? RefusalKind.Category
            : null;
    }

    private static bool IsTemplateUnknown(Finding finding) => finding.Rule.Id == GatewayRule.TemplateUnknown.Id;

    private static CategoryDecision CategoryOf(this Decision decision, int content) =>
        decision.Contents[content].Category ?? decision.Category;

    /// <summary>What the caller is told about one recipient who was removed.</summary>
    public static string Explain(this Decision decision, Recipient recipient, int index) =>
        decision.Hits(index) is { IsEmpty: false } hits && OfKind(hits, RefusalKinds.Of(hits)) is var hit
            ? $"{decision.Tell(hit)} [{hit.Rule.Id}]{decision.Lifted(recipient.Content, hit)}"
            : "网关策略未放行该接收方";

    /// <summary>
    /// What made a text marketing although its label says otherwise, for whoever is refused under the rules of marketing by another rule: without it
    /// "no consent" could not be understood, nor mended. Empty where nothing did.
    /// </summary>
    public static string Lifted(this Decision decision, int content, RuleHit hit)
    {
        var by = decision.CategoryOf(content).By;
        var findings = decision.Contents[content].Findings.Where(finding => finding.Rule.Id == by).ToList();
        if (hit.Reason != Reasons.TemplateUnknown && decision.Contents[content].Findings.Any(IsTemplateUnknown))
            return $"；{GatewayRule.TemplateUnknown.Message} [{GatewayRule.TemplateUnknown.Id}]";
        if (findings.Count == 0 || hit.Rule.Id == by)
            return "";
        var words = Words(findings);
        return $"；{(words.Count == 0 ? findings[0].Rule.Title : $"文案中的{string.Concat(words.Select(word => $"“{word}”"))}")}使它按营销核对 [{by}]";
    }

    /// <summary>The hit that made it this kind.</summary>
    public static RuleHit OfKind(ImmutableArray<RuleHit> hits, RefusalKind kind) =>
        hits.FirstOrDefault(hit => RefusalKinds.Of(hit.Reason) == kind) ?? hits[0];

    /// <summary>The rule's message, with the words that it found; quiet hours and caps also say from when on the same push would pass, and evidence that was named why it didn't help.</summary>
    public static string Tell(this Decision decision, RuleHit hit)
    {
        var words = hit.Reason == Reasons.PersonalData ? [] : Found(decision, hit);
        var message = words.Count == 0 ? hit.Rule.Message : $"{hit.Rule.Message}：{string.Concat(words.Select(word => $"“{word}”"))}";
        if ((hit.Reason == Reasons.QuietHours ? decision.RetryAt : hit.Until) is { } at)
            return $"{message}，最早 {WholeMinute(at).ToOffset(Beijing).ToString("yyyy-MM-dd HH:mm", CultureInfo.InvariantCulture)}（北京时间）可以再发";
        return hit.Reason switch
        {
            // What the rule would have done was not done: its message may say that it was.
            Reasons.NotEditable =>
                $"{hit.Rule.Title}：要改的地方网关改不了（服务商固定的模板原文、签名，或者不能改动的字段），没有改动也没有发出，请改好后再发",
            Reasons.TooLong => $"{hit.Rule.Title}：补上以后超过服务商的长度上限，没有发出，请缩短后再发",
            Reasons.AfterRewrite => $"{hit.Rule.Title}：按规则改动后仍不符合，没有发出，请改好后再发",
            Reasons.Velocity => $"{message}；这一批自己就超过一分钟的上限，请拆小",
            Reasons.EvidenceUnknown => $"{message}；所附的证据编号（Compliance-Evidence）没有登记",
            Reasons.EvidenceNotInForce => $"{message}；所附的证据（Compliance-Evidence）不在有效期内",
            Reasons.EvidenceElsewhere => $"{message}；所附的证据（Compliance-Evidence）不覆盖这一内容",
            _ => message,
        };
    }

    /// <summary>Not before it: who repeats at the minute that was named must pass.</summary>
    private static DateTimeOffset WholeMinute(DateTimeOffset at) =>
        at.AddTicks((TimeSpan.TicksPerMinute - at.Ticks % TimeSpan.TicksPerMinute) % TimeSpan.TicksPerMinute);

    private static List<string> Found(Decision decision, RuleHit hit) =>
        Words(decision.Contents.SelectMany(content => content.Findings).Where(finding => ReferenceEquals(finding.Rule, hit.Rule)));

    private static List<string> Words(IEnumerable<Finding> findings) =>
        [.. findings.Where(finding => finding.Length > 0).Select(finding => finding.Term).Distinct().Take(MostWords)];
}
