using System.Collections.Immutable;

namespace Compliance.Rules.Decisions;

/// <summary>A slot of a frequency cap that a recipient needs.</summary>
/// <param name="Rule">Id of the cap's rule.</param>
/// <param name="Recipient">Index of the recipient whose person is counted.</param>
/// <param name="Counter">Name of the counter, shared by rules that count together; by default the rule's id.</param>
/// <param name="Window">Label of the window for the record, e.g. <c>2026-11-21</c>.</param>
/// <param name="WindowStart">Slots taken at or after this instant count.</param>
/// <param name="Max">Most slots in the window; <see cref="int.MaxValue"/> for a shadow cap, which counts and never refuses.</param>
public readonly record struct Demand(string Rule, int Recipient, string Counter, string Window, DateTimeOffset WindowStart, int Max);

/// <summary>The counters' answer: for each demand of a draft, in its order, whether a slot was reserved.</summary>
/// <param name="Refused">Per demand: true = no slot. A person gets all of his demands or none.</param>
public sealed record Grants(ImmutableArray<bool> Refused)
{
    /// <summary>No grant at all: what is used when there is no demand.</summary>
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
    public Decision Settle(Grants grants) => throw new NotImplementedException();
}
