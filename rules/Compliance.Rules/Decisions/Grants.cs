using System.Collections.Immutable;
using Compliance.Rules.PolicySets;

namespace Compliance.Rules.Decisions;

/// <summary>The counters' answer to the demands of a draft.</summary>
/// <param name="Refused">
/// For each demand, in its order: true = that cap is full. A recipient gets all of his demands or none: with one refused, nothing is reserved for him.
/// Only what is full in a shadow cap is reserved all the same.
/// Empty although there are demands = the counters could not be asked; each cap then says what that means (<see cref="Rule.Unavailable"/>).
/// </param>
public sealed record Grants(ImmutableArray<bool> Refused)
{
    /// <summary>Nobody was asked: right when there is no demand; otherwise the counters are unavailable.</summary>
    public static Grants None { get; } = new([]);
}
