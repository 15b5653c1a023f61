using System.Globalization;
using System.Text;

namespace Compliance.Rules.Wording;

/// <summary>What others may know of the folding: what a text is when width, case, script, spacing and what can't be seen are taken away, and which tables it was done with.</summary>
public static class Folding
{
    private static readonly Dictionary<int, string> Compatibility = EmbeddedTable
        .CompatibilityForms.Rows.Select(row => row.Split('\t'))
        .ToDictionary(row => int.Parse(row[0], NumberStyles.HexNumber, CultureInfo.InvariantCulture), row => row[1] == "-" ? "" : row[1]);

    /// <summary>SHA-256 (hex) over the tables: part of the engine's identity in every decision record.</summary>
    public static string TablesHash => FoldingTable.Hash;

    /// <summary>Each character in its plain form (width, traditional script, case), in its place; what has none of one character stays.</summary>
    public static string Plain(ReadOnlySpan<char> text)
    {
        var plain = new char[text.Length];
        for (var i = 0; i < text.Length; i++)
            plain[i] =
                FoldingTable.Units[text[i]] is var unit && unit is > 0 and < FoldingTable.FirstEnd ? (char)unit
                : text[i] == '．' ? '.'
                : text[i];
        return new(plain);
    }

    public static string Of(ReadOnlySpan<char> text)
    {
        var folded = new FoldedText(text.Length * 3);
        folded.Fold(text);
        return new(folded.Symbols, 0, folded.Count);
    }

    /// <summary>
    /// NFKC and lower case, without what cannot be seen: how an address that was typed, pasted or set full-width compares. Nothing is guessed: lookalikes
    /// stay apart, unlike in the words of a text.
    /// </summary>
    public static string Compatible(string text)
    {
        if (Ascii.IsValid(text))
            return text.ToLowerInvariant();
        var folded = new StringBuilder(text.Length);
        foreach (var rune in text.EnumerateRunes())
            folded.Append(Compatibility.GetValueOrDefault(rune.Value) ?? Rune.ToLowerInvariant(rune).ToString());
        return folded.ToString();
    }
}
