using System.Collections.Immutable;
using Compliance.Rules.Wording;

namespace Compliance.Rules.PolicySets;

/// <summary>Kinds that name word files: all their lists are scanned for in one pass over a text.</summary>
public interface IUseWordLists
{
    ImmutableArray<WordList> Lists { get; }
}
