using System.CommandLine;
using Compliance.Policies.Cli.Output;
using Compliance.Policies.Replays;
using Compliance.Rules.PolicySets;

namespace Compliance.Policies.Cli.Commands;

internal static class ReplayCommand
{
    public static Command Create(Screen screen, TimeProvider clock)
    {
        var folder = Arguments.Folder();
        var json = Arguments.Json();
        var cases = new Option<string>("--cases")
        {
            Description = "证据文件（GET /api/evidence 的输出，每行一个案例）；“-”为标准输入",
            Required = true,
        };
        var days = new Option<int?>("--days") { Description = "只重放最近几天的决定；不写则全部" };
        var samples = new Option<int>("--samples") { Description = "最多列出几个有变化的决定", DefaultValueFactory = _ => 5 };
        var command = new Command("replay", "用这套规则重做以往的决定：同一版本应当完全重现，另一版本列出会改变什么")
        {
            folder,
            cases,
            days,
            samples,
            json,
        };
        command.Validators.Add(result =>
        {
            if (result.GetValue(cases) is { } path && path != CaseInput.StandardInput && !File.Exists(path))
                result.AddError($"没有证据文件“{path}”。");
            if (result.GetValue(days) is <= 0)
                result.AddError("--days 应当是正整数。");
        });
        command.SetAction(parsed =>
        {
            var asJson = parsed.GetValue(json);
            if (LoadedSet.From(parsed.GetRequiredValue(folder), asJson, screen, clock) is not { } set)
                return ExitCodes.Diagnosed;
            DateTimeOffset? since = parsed.GetValue(days) is { } number ? clock.GetUtcNow().AddDays(-number) : null;
            return Run(set, parsed.GetRequiredValue(cases), since, parsed.GetValue(samples), asJson, screen);
        });
        return command;
    }

    private static int Run(PolicySet set, string path, DateTimeOffset? since, int samples, bool json, Screen screen)
    {
        var summary = new ReplaySummary(samples);
        var unreadable = new List<int>();
        screen.Progress(
            "重放决定",
            CaseInput.Lines(path),
            line =>
            {
                if (CaseInput.Parse(line.Line) is not { } recorded)
                    unreadable.Add(line.Number);
                else if (since is null || recorded.Message.At >= since)
                    summary.Add(Replay.Run(recorded, set, Engines.Live));
            }
        );
        var well = summary.NotReproduced == 0 && unreadable.Count == 0;
        if (json)
            screen.Json(ReplayOutput.Json(summary, set, unreadable, well));
        else
            ReplayOutput.Write(screen, summary, set, unreadable);
        return well ? ExitCodes.Well : ExitCodes.Diagnosed;
    }
}
