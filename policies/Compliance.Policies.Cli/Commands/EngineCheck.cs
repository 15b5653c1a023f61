using System.Collections.Immutable;
using Compliance.Policies.Cases;
using Compliance.Policies.Cases.Written;
using Compliance.Policies.Cli.Output;
using Compliance.Rules.PolicySets;

namespace Compliance.Policies.Cli.Commands;

/// <summary>All cases through both engines: what the second one, which is written apart from the first, decides differently.</summary>
internal sealed record EngineCheck(int Cases, ImmutableArray<CaseDifference> Differences)
{
    public static EngineCheck Of(ImmutableArray<PlacedCase> cases, PolicySet set, Screen screen)
    {
        var differences = ImmutableArray.CreateBuilder<CaseDifference>();
        screen.Progress(
            "两个引擎对照",
            cases,
            placed =>
            {
                foreach (var (rule, what, live, second) in CaseRunner.Compare(placed, set, Engines.Live, Engines.Second))
                    differences.Add(new(placed.Case.Case, placed.File, placed.Line, rule, what, live, second));
            }
        );
        return new(cases.Length, differences.ToImmutable());
    }

    public void Write(Screen screen)
    {
        foreach (var (name, file, line, rule, what, live, second) in Differences)
        {
            screen.Line($"{file}:{line}: {name} 两个引擎结果不同：{rule ?? "（不属于某条规则）"}，{what}", "red");
            screen.Line($"    现行引擎：{live ?? "（没有）"}");
            screen.Line($"    第二引擎：{second ?? "（没有）"}");
        }
        screen.Line($"两个引擎：{Cases} 个案例，不同之处 {Differences.Length} 处。", Differences.IsEmpty ? "green" : "red");
    }
}

internal sealed record CaseDifference(string Case, string File, int Line, string? Rule, string What, string? Live, string? Second);
