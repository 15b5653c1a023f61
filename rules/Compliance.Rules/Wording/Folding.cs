namespace Compliance.Rules.Wording;

/// <summary>What others may know of the folding: what a text is when width, case, script, spacing and what can't be seen are taken away, and which tables it was done with.</summary>
public static class Folding
{
    /// <summary>SHA-256 (hex) over the tables: part of the engine's identity in every decision record.</summary>
    public static string TablesHash => FoldingTable.Hash;

    public static string Of(ReadOnlySpan<char> text)
    {
        var folded = new FoldedText(text.Length * 3);
        folded.Fold(text);
        return new(folded.Symbols, 0, folded.Count);
    }
}
