using Compliance.Rules.Facts;
using Compliance.Rules.Messages;

namespace Compliance.Rules.PolicySets;

/// <summary>A rule about the message as such (its sender, its template): refuses all or nothing.</summary>
public abstract record WholeMessageRule : Rule
{
    /// <summary>One of <see cref="Decisions.Reasons"/> when the message must not leave, or null.</summary>
    public abstract string? Objection(Message message, KnownFacts facts);

    /// <summary>From when on the same message surely passes, if its sender sends nothing else meanwhile; null where nobody can say so.</summary>
    public virtual DateTimeOffset? Until(string objection, Message message, KnownFacts facts) => null;
}
