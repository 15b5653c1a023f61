using System.CommandLine;
using Compliance.Policies.Cli.Output;
using Compliance.Policies.Differences;
using Compliance.Rules.PolicySets;

namespace Compliance.Policies.Cli.Commands;

internal static class DiffCommand
{
    public static Command Create(Screen screen, TimeProvider clock)
    {
        var before = Arguments.Folder("before");
        before.Description = "原来的规则包目录";
        var after = Arguments.Folder("after");
        after.Description = "修改后的规则包目录";
        var json = Arguments.Json();
        var command = new Command("diff", "用文字说明两套规则有什么不同") { before, after, json };
        command.SetAction(parsed =>
        {
            var asJson = parsed.GetValue(json);
            if (
                LoadedSet.From(parsed.GetRequiredValue(before), asJson, screen, clock) is not { } old
                || LoadedSet.From(parsed.GetRequiredValue(after), asJson, screen, clock) is not { } now
            )
                return ExitCodes.Diagnosed;
            var difference = PolicyDifference.Between(old, now);
            if (asJson)
                screen.Json(Json(old, now, difference));
            else
                Write(screen, old, now, difference);
            return ExitCodes.Well;
        });
        return command;
    }

    private static object Json(PolicySet old, PolicySet now, PolicyDifference difference) =>
        new
        {
            ok = true,
            before = old.Revision,
            after = now.Revision,
            added = difference.Added.Select(rule => new
            {
                rule = rule.Id,
                rule.Title,
                rule.Pack,
            }),
            removed = difference.Removed.Select(rule => new
            {
                rule = rule.Id,
                rule.Title,
                rule.Pack,
            }),
            changed = difference.Changed.Select(change => new
            {
                rule = change.After.Id,
                change.After.Title,
                change.Keys,
                change.WordsAdded,
                change.WordsRemoved,
            }),
            difference.EvidenceAdded,
            difference.EvidenceRemoved,
        };

    private static void Write(Screen screen, PolicySet old, PolicySet now, PolicyDifference difference)
    {
        screen.Line($"{old.Revision[..12]} → {now.Revision[..12]}");
        if (difference.IsEmpty)
            screen.Line("规则没有不同。", "green");
        foreach (var rule in difference.Added)
            screen.Line($"新增 {rule.Pack}/{rule.Id}：{rule.Title}", "green");
        foreach (var rule in difference.Removed)
            screen.Line($"删除 {rule.Pack}/{rule.Id}：{rule.Title}", "red");
        foreach (var change in difference.Changed)
        {
            screen.Line($"修改 {change.After.Pack}/{change.After.Id}：{change.After.Title}", "yellow");
            foreach (var key in change.Keys)
                screen.Line($"    {key.Key}：{key.Before ?? "（没有）"} → {key.After ?? "（没有）"}");
            Words(screen, "增加用语", change.WordsAdded);
            Words(screen, "删除用语", change.WordsRemoved);
        }
        if (!difference.EvidenceAdded.IsEmpty)
            screen.Line($"证据增加或者修改：{string.Join("、", difference.EvidenceAdded)}");
        if (!difference.EvidenceRemoved.IsEmpty)
            screen.Line($"证据删除或者修改：{string.Join("、", difference.EvidenceRemoved)}");
    }

    private static void Words(Screen screen, string title, IReadOnlyCollection<string> words)
    {
        if (words.Count > 0)
            screen.Line($"    {title}：{string.Join("、", words)}");
    }
}
