using System.Collections.Immutable;
using Compliance.Rules;
using Compliance.Rules.Consent;
using Compliance.Rules.PolicySets;

namespace Compliance.Policies.Cases.Written;

/// <summary>Which rules the cases exercise, and which could be taken away without any case noticing.</summary>
public sealed record CaseCoverage
{
    /// <summary>Rules without a case that they alone fail.</summary>
    public required ImmutableArray<string> WithoutFailure { get; init; }

    /// <summary>Rules without a near miss that passes.</summary>
    public required ImmutableArray<string> WithoutNearMiss { get; init; }

    /// <summary>Rules that were removed, one at a time, without any case changing its outcome.</summary>
    public required ImmutableArray<string> Survivors { get; init; }

    /// <param name="each">Called with each rule whose removal is tried, around the trial.</param>
    public static CaseCoverage Of(
        PolicySet set,
        ImmutableArray<CaseVerdict> verdicts,
        IEngine engine,
        Action<IReadOnlyCollection<Rule>, Action<Rule>> each
    )
    {
        var survivors = ImmutableArray.CreateBuilder<string>();
        each(
            set.Rules,
            rule =>
            {
                if (!Kills(rule, set, verdicts, engine))
                    survivors.Add(rule.Id);
            }
        );
        return new CaseCoverage
        {
            WithoutFailure =
            [
                .. set.Rules.Where(CanFail).Select(rule => rule.Id).Where(id => !verdicts.Any(verdict => verdict.Placed.Case.Fails == id)),
            ],
            WithoutNearMiss =
            [
                .. set.Rules.Select(rule => rule.Id).Where(id => !verdicts.Any(verdict => verdict.Placed.Case.Passes == id)),
            ],
            Survivors = survivors.ToImmutable(),
        };
    }

    /// <summary>A contract or a legal duty is a basis for everybody: such a rule permits and can't be failed.</summary>
    private static bool CanFail(Rule rule) => rule is not ConsentRule { Consent.LawfulBasis: not LawfulBasis.Consent };

    /// <summary>Whether some case that knows the rule fails, or decides otherwise, without it.</summary>
    private static bool Kills(Rule rule, PolicySet set, ImmutableArray<CaseVerdict> verdicts, IEngine engine)
    {
        var concerned = verdicts.Where(verdict => verdict.Touched.Contains(rule.Id) || verdict.LawfulBases.Contains(rule.Id)).ToArray();
        if (concerned.Length == 0)
            return false;
        var without = set.Without(rule);
        return concerned.Any(verdict => !CaseRunner.Run(verdict.Placed, without, engine).Passed);
    }
}
