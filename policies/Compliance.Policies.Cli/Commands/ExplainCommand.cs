using System.CommandLine;
using Compliance.Policies.Cases;
using Compliance.Policies.Cases.Written;
using Compliance.Policies.Cli.Output;
using Compliance.Policies.Loading;
using Compliance.Policies.Replays;
using Compliance.Rules.PolicySets;

namespace Compliance.Policies.Cli.Commands;

internal static class ExplainCommand
{
    public static Command Create(Screen screen, TimeProvider clock)
    {
        var folder = Arguments.Folder();
        var json = Arguments.Json();
        var file = new Argument<string>("case")
        {
            Description = "案例：规则包里的案例编号、案例文件（.yaml），或者证据文件（每行一个 JSON）",
        };
        var line = new Option<int>("--line") { Description = "证据文件的第几行", DefaultValueFactory = _ => 1 };
        var command = new Command("explain", "逐步说明一个案例怎样得出结果") { folder, file, line, json };
        command.SetAction(parsed =>
        {
            var asJson = parsed.GetValue(json);
            var packs = parsed.GetRequiredValue(folder);
            if (LoadedSet.From(packs, asJson, screen, clock) is not { } set)
                return ExitCodes.Diagnosed;
            var named = parsed.GetRequiredValue(file);
            var explained =
                File.Exists(named) && !named.EndsWith(".yaml", StringComparison.Ordinal)
                    ? Recorded(named, parsed.GetValue(line), set)
                    : Written(packs, named, set, clock);
            return Show(explained, named, asJson, screen);
        });
        return command;
    }

    private static IReadOnlyList<Explained> Recorded(string path, int line, PolicySet set)
    {
        var found = CaseInput.Lines(path).FirstOrDefault(candidate => candidate.Number == line);
        if (found.Line is null || CaseInput.Parse(found.Line) is not { } recorded)
            return [];
        return [new Explained($"{path} 第 {line} 行", recorded.Message, Replay.Run(recorded, set, Engines.Live).After, set)];
    }

    private static IReadOnlyList<Explained> Written(string packs, string named, PolicySet set, TimeProvider clock)
    {
        var (cases, _) = CaseFiles.Read(PolicyFolder.Load(packs, clock));
        var wholeFile = named.Replace('\\', '/');
        return
        [
            .. cases
                .Where(placed => placed.Case.Case == named || wholeFile.EndsWith(placed.File, StringComparison.Ordinal))
                .Select(placed => new Explained(
                    $"{placed.Case.Case} {placed.Case.Title}",
                    CaseRunner.InputOf(placed.Case).Message,
                    CaseRunner.Run(placed, set, Engines.Live).Decision,
                    set
                )),
        ];
    }

    private static int Show(IReadOnlyList<Explained> explained, string named, bool json, Screen screen)
    {
        if (explained.Count == 0)
        {
            if (json)
                screen.Json(new { ok = false, missing = named });
            else
                screen.Line($"没有找到案例“{named}”。", "red");
            return ExitCodes.Diagnosed;
        }
        if (json)
            screen.Json(new { ok = true, cases = explained.Select(one => new { one.Title, one.Decision }) });
        else
            foreach (var one in explained)
                ExplainOutput.Write(screen, one);
        return ExitCodes.Well;
    }
}

internal sealed record Explained(string Title, Compliance.Rules.Messages.Message Message, CaseDecision Decision, PolicySet Set);
