using Compliance.Policies.Binding;
using Compliance.Policies.Cases;
using Compliance.Policies.Cli.Commands;
using Compliance.Rules.Decisions;
using Compliance.Rules.Messages;
using Compliance.Rules.PolicySets;

namespace Compliance.Policies.Cli.Output;

/// <summary>A decision in the order in which it is made: category, whole message, texts, people, result.</summary>
internal static class ExplainOutput
{
    public static void Write(Screen screen, Explained explained)
    {
        var (message, decision) = (explained.Message, explained.Decision);
        var rules = explained.Set.Rules.ToDictionary(rule => rule.Id, StringComparer.Ordinal);
        screen.Line(explained.Title, "bold");
        screen.Line(
            $"  {message.Channel}，{message.At.ToOffset(TimeSpan.FromHours(8)):yyyy-MM-dd HH:mm}（北京时间），发送方 {message.Sender}，收件人 {message.Recipients.Length} 人"
        );
        screen.Line($"1. 类别：{CategoryName(decision.Category.Effective)}（{By(decision.Category)}）");
        screen.Line("2. 整条消息：" + (decision.Denied.IsEmpty ? "没有规则拒绝整条消息。" : "被拒绝。"));
        Hits(screen, decision.Denied, rules, "  ");
        screen.Line("3. 内容：");
        for (var i = 0; i < decision.Contents.Length; i++)
            Content(screen, i, message.Contents[i], decision.Contents[i], rules);
        screen.Line("4. 收件人：");
        for (var i = 0; i < Math.Min(decision.Recipients.Length, 20); i++)
            Recipient(screen, message.Recipients[i], decision.Recipients[i], rules);
        if (decision.Recipients.Length > 20)
            screen.Line($"   另有 {decision.Recipients.Length - 20} 人");
        if (!decision.Shadow.IsEmpty)
        {
            screen.Line("5. 只观察、不生效的规则：");
            Hits(screen, decision.Shadow, rules, "  ");
        }
        if (!decision.Degraded.IsEmpty)
            screen.Line($"   因事实查不到而跳过：{string.Join("、", decision.Degraded)}");
        screen.Line($"结果：{Result(decision)}", decision.Effect == DecisionEffect.Deny ? "red" : "green");
        screen.Line();
    }

    private static void Content(
        Screen screen,
        int index,
        MessageContent content,
        CaseContentDecision decision,
        Dictionary<string, Rule> rules
    )
    {
        screen.Line($"   文案 {index + 1}：{string.Join(" / ", content.Fields.Select(field => $"{field.Name}“{field.Text}”"))}");
        foreach (var finding in decision.Findings)
            screen.Line(
                $"     {SeverityName(finding.Severity)}：{Name(finding.Rule, rules)}：{(finding.Field < 0 ? "" : $"{content.Fields[finding.Field].Name} 第 {finding.Start + 1} 字起 {finding.Length} 字，")}“{finding.Term}”"
            );
        foreach (var obligation in decision.Obligations)
            screen.Line($"     改写：{Name(obligation.Rule, rules)}：{KindName(obligation.Kind)} {obligation.What}");
        foreach (var rewrite in decision.Rewrites)
            screen.Line($"     改后：{content.Fields[rewrite.Field].Name} {(rewrite.Text is null ? "去掉" : $"“{rewrite.Text}”")}");
        Hits(screen, decision.Rules, rules, "    ");
        if (decision is { Findings.IsEmpty: true, Obligations.IsEmpty: true, Rules.IsEmpty: true })
            screen.Line("     没有发现问题。");
    }

    private static void Recipient(Screen screen, Recipient recipient, CaseRecipientDecision decision, Dictionary<string, Rule> rules)
    {
        var basis = decision.Basis is { } hit ? $"，依据：{Name(hit.Rule, rules)}" : "";
        screen.Line($"   {recipient.Identity}：{(decision.Effect == Effect.Permit ? "可以发送" : "移除")}{basis}");
        Hits(screen, decision.Rules, rules, "    ");
        if (!decision.Shadow.IsEmpty)
            screen.Line($"     观察：{string.Join("、", decision.Shadow.Select(hit => hit.Rule))}");
    }

    private static void Hits(Screen screen, IEnumerable<CaseHit> hits, Dictionary<string, Rule> rules, string indent)
    {
        foreach (var hit in hits)
            screen.Line($"{indent} {Name(hit.Rule, rules)}（{hit.Reason}）{Told(hit.Rule, rules)}");
    }

    /// <summary>What the sender is told; only a rule that refuses says it.</summary>
    private static string Told(string id, Dictionary<string, Rule> rules) => rules.TryGetValue(id, out var rule) ? $"：{rule.Message}" : "";

    private static string Name(string id, Dictionary<string, Rule> rules) =>
        rules.TryGetValue(id, out var rule)
            ? $"{id}：{rule.Title}〔{string.Join("；", rule.Basis.Select(basis => $"{basis.Law} 第 {basis.Article} 条"))}〕"
            : id;

    private static string Result(CaseDecision decision) =>
        decision.Effect switch
        {
            DecisionEffect.Permit => "全部发送。",
            DecisionEffect.Partial =>
                $"发给 {decision.Recipients.Count(recipient => recipient.Effect == Effect.Permit)} 人，移除 {decision.Recipients.Count(recipient => recipient.Effect == Effect.Deny)} 人。",
            _ => decision.Remedy switch
            {
                Remedy.Evidence => "不发送；补充证据后可以再发。",
                Remedy.Review => "不发送；人工审核后可以再发。",
                Remedy.RetryAt => $"不发送；{decision.RetryAt?.ToOffset(TimeSpan.FromHours(8)):yyyy-MM-dd HH:mm}（北京时间）以后可以再发。",
                _ => "不发送。",
            },
        };

    private static string By(CategoryDecision category) =>
        category.By switch
        {
            "declared" => "按声明",
            "template" => "按模板登记",
            "channel" => "通道本身是群发",
            "purpose" => "目的属于营销",
            "unknown" => "没有声明，按营销处理",
            var rule => $"由规则 {rule} 认定",
        };

    private static string CategoryName(Category category) =>
        category switch
        {
            Category.Marketing => "营销",
            Category.Service => "服务",
            Category.Transaction => "交易",
            _ => "安全",
        };

    private static string SeverityName(Severity severity) =>
        severity switch
        {
            Severity.Block => "禁止",
            Severity.Evidence => "要有证据",
            Severity.Review => "要审核",
            _ => "提示",
        };

    private static string KindName(ObligationKind kind) =>
        kind switch
        {
            ObligationKind.DropField => "去掉",
            ObligationKind.Mask => "遮盖",
            _ => "补写",
        };
}
