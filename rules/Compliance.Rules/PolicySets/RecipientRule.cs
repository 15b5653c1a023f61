using Compliance.Rules.Evaluation;

namespace Compliance.Rules.PolicySets;

/// <summary>A rule about one person: removes him or does not. Staff, groups and texts are none of its business.</summary>
public abstract record RecipientRule : Rule
{
    /// <summary>One of <see cref="Decisions.Reasons"/> when this person must not receive the message, or null.</summary>
    internal abstract string? Objection(in PersonCase person);
}
