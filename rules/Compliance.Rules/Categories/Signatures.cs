using System.Collections.Immutable;
using Compliance.Rules.Wording;

namespace Compliance.Rules.Categories;

/// <summary>Whether a message is signed as one of the templates is. Width, case and brackets make no other name.</summary>
internal static class Signatures
{
    public static bool Contain(ImmutableArray<string> registered, ReadOnlySpan<char> signature)
    {
        foreach (var known in registered)
            if (signature.SequenceEqual(known))
                return true;
        var folded = Folding.Of(signature);
        foreach (var known in registered)
            if (Folding.Of(known) == folded)
                return true;
        return false;
    }
}
