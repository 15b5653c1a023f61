using System.Collections.Immutable;
using Compliance.Rules.Decisions;

namespace Compliance.Policies.Cases;

/// <summary>What the counters answered for one demand of one recipient.</summary>
/// <param name="Refused">Null when the counters could not be asked.</param>
public sealed record CaseGrant(int Recipient, string Rule, string Counter, string Window, bool? Refused)
{
    internal static ImmutableArray<CaseGrant> Of(ImmutableArray<Demand> demands, Grants grants)
    {
        if (demands.IsEmpty)
            return [];
        var answers = ImmutableArray.CreateBuilder<CaseGrant>(demands.Length);
        for (var i = 0; i < demands.Length; i++)
        {
            var demand = demands[i];
            answers.Add(
                new CaseGrant(
                    demand.Recipient,
                    demand.Rule,
                    demand.Counter,
                    demand.Window,
                    grants.Refused.IsEmpty ? null : grants.Refused[i]
                )
            );
        }
        return answers.MoveToImmutable();
    }
}
