using System.Collections.Immutable;

namespace Compliance.Rules.Decisions;

/// <summary>Ordered by how bad it is.</summary>
public enum CheckEffect
{
    Permit,

    /// <summary>Somebody must prove or look at something first (findings of severity evidence or review).</summary>
    Review,
    Deny,
}

/// <summary>What can be said of a text before anybody is to receive it: no recipient, sender or counter is judged.</summary>
/// <param name="Contents">In the message's order, one a variant.</param>
public sealed record ContentCheck(CheckEffect Effect, CategoryDecision Category, ImmutableArray<ContentDecision> Contents, string Revision);
