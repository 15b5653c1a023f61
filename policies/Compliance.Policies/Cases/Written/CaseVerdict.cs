using System.Collections.Immutable;

namespace Compliance.Policies.Cases.Written;

/// <summary>What became of a written case.</summary>
/// <param name="Faults">What is not as the case says, in Chinese; empty when the case passed.</param>
/// <param name="Touched">Rules that left a trace.</param>
/// <param name="LawfulBases">Consent rules that found a basis for somebody.</param>
public sealed record CaseVerdict(
    PlacedCase Placed,
    CaseDecision Decision,
    ImmutableArray<string> Faults,
    ImmutableSortedSet<string> Touched,
    ImmutableSortedSet<string> LawfulBases
)
{
    public bool Passed => Faults.IsEmpty;
}
