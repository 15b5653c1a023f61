using System.Collections.Immutable;
using Compliance.Rules.PolicySets;

namespace Compliance.Rules.Decisions;

/// <summary>A slot of a frequency cap that a recipient needs.</summary>
/// <param name="Rule">Id of the cap's rule.</param>
/// <param name="Recipient">Index of the recipient whose person is counted.</param>
/// <param name="Counter">Name of the counter, shared by rules that count together; by default the rule's id.</param>
/// <param name="Window">Label of the window for the record, e.g. <c>2026-11-21</c>.</param>
/// <param name="WindowStart">Slots taken at or after this instant count.</param>
/// <param name="Max">Most slots in the window; <see cref="int.MaxValue"/> for a shadow cap, which counts and never refuses.</param>
public readonly record struct Demand(string Rule, int Recipient, string Counter, string Window, DateTimeOffset WindowStart, int Max);

/// <summary>The counters' answer to the demands of a draft.</summary>
/// <param name="Refused">
/// For each demand, in its order: true = that cap is full. A recipient gets all of his demands or none: with one refused, nothing is reserved for him.
/// Empty although there are demands = the counters could not be asked; each cap then says what that means (<see cref="Rule.Unavailable"/>).
/// </param>
public sealed record Grants(ImmutableArray<bool> Refused)
{
    /// <summary>Nobody was asked: right when there is no demand; otherwise the counters are unavailable.</summary>
    public static Grants None { get; } = new([]);
}

/// <summary>Everything but the caps is judged; <see cref="Demands"/> must be reserved, then <see cref="Settle"/> decides.</summary>
public sealed class Draft
{
    internal Draft(Decision undecided, ImmutableArray<Demand> demands)
    {
        Undecided = undecided;
        Demands = demands;
    }

    internal Decision Undecided { get; }

    public ImmutableArray<Demand> Demands { get; }

    /// <summary>Removes who got no slot and applies the channel's floor. Pure; may be called again with recorded grants.</summary>
    /// <exception cref="ArgumentException">There are grants, but not one for each demand.</exception>
    public Decision Settle(Grants grants) => throw new NotImplementedException();
}
