using System.Collections.Immutable;

namespace Compliance.Rules.Decisions;

/// <summary>Everything but the caps is judged; <see cref="Demands"/> must be reserved, then <see cref="Settle"/> decides.</summary>
public sealed class Draft
{
    private readonly Func<Grants, Decision> _settle;

    internal Draft(ImmutableArray<Demand> demands, Func<Grants, Decision> settle) => (Demands, _settle) = (demands, settle);

    /// <summary>Slots that must be reserved, by recipient; a recipient gets all of his or none. Empty when nobody can be permitted.</summary>
    public ImmutableArray<Demand> Demands { get; }

    /// <summary>Removes who got no slot and applies the channel's floor. Pure; may be called again with recorded grants.</summary>
    /// <exception cref="ArgumentException">There are grants, but not one for each demand.</exception>
    public Decision Settle(Grants grants)
    {
        if (!grants.Refused.IsEmpty && grants.Refused.Length != Demands.Length)
            throw new ArgumentException($"{grants.Refused.Length} grants for {Demands.Length} demands.", nameof(grants));
        return _settle(grants);
    }
}
