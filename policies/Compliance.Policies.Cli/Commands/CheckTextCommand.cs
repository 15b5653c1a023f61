using System.Collections.Immutable;
using System.CommandLine;
using Compliance.Policies.Binding;
using Compliance.Policies.Cases.Written;
using Compliance.Policies.Cli.Output;
using Compliance.Rules.Decisions;
using Compliance.Rules.Messages;
using Compliance.Rules.PolicySets;
using Compliance.Rules.Wording;

namespace Compliance.Policies.Cli.Commands;

internal static class CheckTextCommand
{
    public static Command Create(Screen screen, TimeProvider clock)
    {
        var folder = Arguments.Folder();
        var json = Arguments.Json();
        var text = new Argument<string>("text") { Description = "要检查的文字；“-”从标准输入读，每行一条" };
        var channel = new Option<string>("--channel") { Description = "通道或者通道族", DefaultValueFactory = _ => "wecom" };
        var category = new Option<string>("--category") { Description = "类别", DefaultValueFactory = _ => "marketing" };
        category.AcceptOnlyFromAmong([.. EnumNames<Category>.All]);
        var industry = new Option<string?>("--industry") { Description = "行业；不写则各行业的规则都适用" };
        var command = new Command("check-text", "只检查文字：发现哪些问题，依据什么，可以怎样改")
        {
            folder,
            text,
            channel,
            category,
            industry,
            json,
        };
        command.SetAction(parsed =>
        {
            var asJson = parsed.GetValue(json);
            if (LoadedSet.From(parsed.GetRequiredValue(folder), asJson, screen, clock) is not { } set)
                return ExitCodes.Diagnosed;
            EnumNames<Category>.TryParse(parsed.GetRequiredValue(category), out var declared);
            var given = parsed.GetRequiredValue(text);
            var texts = given == CaseInput.StandardInput ? CaseInput.Lines(given).Select(line => line.Line) : [given];
            var well = true;
            foreach (var one in texts)
            {
                var message = new WrittenMessage
                {
                    Channel = parsed.GetRequiredValue(channel),
                    Category = declared,
                    Industry = parsed.GetValue(industry),
                    Text = one,
                    At = clock.GetUtcNow(),
                };
                well &= Check(one, message, set, asJson, screen);
            }
            return well ? ExitCodes.Well : ExitCodes.Diagnosed;
        });
        return command;
    }

    private static bool Check(string text, WrittenMessage written, PolicySet set, bool json, Screen screen)
    {
        var check = CaseRunner.Check(written, set);
        var findings = check.Contents.SelectMany(content => content.Findings).Where(finding => finding.Field <= 0).ToImmutableArray();
        if (json)
            screen.Json(
                new
                {
                    text,
                    check.Effect,
                    findings = findings.Select(finding => Json(finding, text, set)),
                }
            );
        else
            Write(screen, text, check.Effect, findings, set);
        return check.Effect == CheckEffect.Permit;
    }

    private static object Json(Finding finding, string text, PolicySet set) =>
        new
        {
            rule = finding.Rule.Id,
            finding.Severity,
            finding.Start,
            finding.Length,
            term = finding is { Field: 0, Rule: WordingRule } ? text.Substring(finding.Start, finding.Length) : finding.Term,
            law = finding.Rule.Basis[0].Law,
            article = finding.Rule.Basis[0].Article,
            finding.Suggestion,
            row = LegalRow.For(finding, text, set),
        };

    private static void Write(Screen screen, string text, CheckEffect effect, ImmutableArray<Finding> findings, PolicySet set)
    {
        screen.Line($"{EnumNames<CheckEffect>.Of(effect)} {text}", effect == CheckEffect.Permit ? "green" : "red");
        foreach (var finding in findings)
        {
            var place = finding.Field < 0 ? "" : $"第 {finding.Start + 1} 字起“{text.Substring(finding.Start, finding.Length)}”，";
            screen.Line(
                $"    {EnumNames<Severity>.Of(finding.Severity)} {finding.Rule.Id}：{place}{finding.Rule.Message}〔{finding.Rule.Basis[0].Law} 第 {finding.Rule.Basis[0].Article} 条〕"
            );
            if (finding.Suggestion is { } suggestion)
                screen.Line($"        → {suggestion}");
            if (LegalRow.For(finding, text, set) is { } row)
                screen.Line($"        法务认为不该拦：{row}");
        }
    }
}
