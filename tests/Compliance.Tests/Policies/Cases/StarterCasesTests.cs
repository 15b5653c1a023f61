using System.Collections.Immutable;
using Compliance.Policies.Cases.Written;
using Compliance.Policies.Loading;
using Compliance.Rules.PolicySets;
using Compliance.TestKit;
using Compliance.Tests.Rules;

namespace Compliance.Tests.Policies.Cases;

/// <summary>
/// The promise of the starter set: each rule fails alone in one case, passes a near miss, and is missed when it is gone. To take a rule with word
/// lists away is to compile twenty thousand words anew: of those the short form tries every eighth, of the others all.
/// <c>policyctl test policies/packs</c> is the long form.
/// </summary>
public sealed class StarterCasesTests
{
    private const int EachOfWords = 8;

    [Fact]
    public void Every_case_holds_and_no_rule_goes_missing_unnoticed()
    {
        var loaded = PolicyFolder.Load(Path.Combine(Repository.Root, "policies", "packs"), PacksFolder.Clock);
        var set = loaded.Set!;
        var (cases, faults) = CaseFiles.Read(loaded);
        Assert.Empty(faults);
        Assert.True(cases.Length >= 2 * set.Rules.Length - 3, $"{cases.Length} cases, {set.Rules.Length} rules");
        var verdicts = cases.Select(placed => CaseRunner.Run(placed, set, Given.Engine)).ToImmutableArray();
        Assert.Empty(
            verdicts.Where(verdict => !verdict.Passed).Select(verdict => $"{verdict.Placed.Case.Case}: {string.Join('；', verdict.Faults)}")
        );

        var tried = 0;
        var coverage = CaseCoverage.Of(
            set,
            verdicts,
            Given.Engine,
            (rules, trial) =>
            {
                foreach (
                    var rule in rules.Where(rule => !HasWords(rule)).Concat(rules.Where(HasWords).Where((_, i) => i % EachOfWords == 0))
                )
                {
                    trial(rule);
                    tried++;
                }
            }
        );
        Assert.True(tried > set.Rules.Length / 3, $"{tried} of {set.Rules.Length} rules");
        Assert.Empty(coverage.Survivors);
        Assert.Empty(coverage.WithoutFailure);
        Assert.Empty(coverage.WithoutNearMiss);
    }

    private static bool HasWords(Rule rule) => rule is IUseWordLists { Lists.IsEmpty: false };
}
