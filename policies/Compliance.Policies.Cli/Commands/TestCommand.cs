using System.Collections.Immutable;
using System.CommandLine;
using Compliance.Policies.Cases.Written;
using Compliance.Policies.Cli.Output;
using Compliance.Policies.Files;
using Compliance.Policies.Loading;
using Compliance.Rules.PolicySets;

namespace Compliance.Policies.Cli.Commands;

internal static class TestCommand
{
    private const string Live = "live";
    private const string Both = "both";

    public static Command Create(Screen screen, TimeProvider clock)
    {
        var folder = Arguments.Folder();
        var json = Arguments.Json();
        var engine = new Option<string>("--engine")
        {
            Description = "用哪个引擎：live 只用网关的引擎；both 再用另写的第二引擎跑一遍，任何不同之处（连同时间和补救办法）都算失败",
            DefaultValueFactory = _ => Live,
        };
        engine.AcceptOnlyFromAmong(Live, Both);
        var command = new Command("test", "运行所有案例：逐条核对，列出没有案例的规则，再逐条拿掉规则看案例是否察觉")
        {
            folder,
            engine,
            json,
        };
        command.SetAction(parsed =>
            Run(parsed.GetRequiredValue(folder), parsed.GetValue(engine) == Both, parsed.GetValue(json), screen, clock)
        );
        return command;
    }

    private static int Run(string folder, bool both, bool json, Screen screen, TimeProvider clock)
    {
        var loaded = PolicyFolder.Load(folder, clock);
        var (cases, faults) = CaseFiles.Read(loaded);
        var diagnostics = loaded.Set is null ? loaded.Diagnostics.AddRange(faults) : faults;
        if (loaded.Set is not { } set || !faults.IsEmpty)
        {
            if (json)
                screen.Json(new { ok = false, diagnostics });
            else
                DiagnosticOutput.Write(screen, diagnostics);
            return ExitCodes.Diagnosed;
        }
        var verdicts = ImmutableArray.CreateBuilder<CaseVerdict>(cases.Length);
        screen.Progress("运行案例", cases, placed => verdicts.Add(CaseRunner.Run(placed, set, Engines.Live)));
        var coverage = CaseCoverage.Of(
            set,
            verdicts.ToImmutable(),
            Engines.Live,
            (rules, trial) => screen.Progress("逐条拿掉规则", rules, trial)
        );
        var failed = verdicts.Where(verdict => !verdict.Passed).ToArray();
        var engines = both ? EngineCheck.Of(cases, set, screen) : null;
        var well =
            failed.Length == 0
            && engines is not { Differences.IsEmpty: false }
            && coverage is { Survivors.IsEmpty: true, WithoutFailure.IsEmpty: true, WithoutNearMiss.IsEmpty: true };
        if (json)
            screen.Json(
                new
                {
                    ok = well,
                    cases = cases.Length,
                    failed = failed.Select(verdict => new
                    {
                        verdict.Placed.Case.Case,
                        verdict.Placed.File,
                        verdict.Placed.Line,
                        verdict.Faults,
                    }),
                    rules = set.Rules.Length,
                    coverage,
                    engines,
                }
            );
        else
        {
            Write(screen, set, verdicts.Count, failed, coverage);
            engines?.Write(screen);
        }
        return well ? ExitCodes.Well : ExitCodes.Diagnosed;
    }

    private static void Write(Screen screen, PolicySet set, int count, CaseVerdict[] failed, CaseCoverage coverage)
    {
        foreach (var verdict in failed)
        {
            screen.Line($"{verdict.Placed.File}:{verdict.Placed.Line}: {verdict.Placed.Case.Case} {verdict.Placed.Case.Title}", "red");
            foreach (var fault in verdict.Faults)
                screen.Line($"    {fault}");
        }
        screen.Line($"案例：{count} 个，通过 {count - failed.Length}，未通过 {failed.Length}。", failed.Length == 0 ? "green" : "red");
        var covered = set.Rules.Length - coverage.WithoutFailure.Union(coverage.WithoutNearMiss).Count();
        screen.Line($"覆盖：{set.Rules.Length} 条规则，{covered} 条两面都有案例。", covered == set.Rules.Length ? "green" : "yellow");
        Names(screen, "没有“只因它失败”的案例", coverage.WithoutFailure);
        Names(screen, "没有“差一点但通过”的案例", coverage.WithoutNearMiss);
        screen.Line(
            $"变异：逐条拿掉 {set.Rules.Length} 条规则，没有被案例察觉的 {coverage.Survivors.Length} 条。",
            coverage.Survivors.IsEmpty ? "green" : "red"
        );
        Names(screen, "没有被察觉", coverage.Survivors);
    }

    private static void Names(Screen screen, string title, ImmutableArray<string> rules)
    {
        if (!rules.IsEmpty)
            screen.Line($"    {title}：{string.Join("、", rules)}");
    }
}
