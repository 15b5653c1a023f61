using System.Globalization;
using System.Security.Cryptography;

namespace Compliance.Rules.Wording;

/// <summary>What a character is to the matcher; the first three become symbols of the folded text.</summary>
internal enum Shape : byte
{
    Letter,
    Latin,
    Digit,

    /// <summary>Ends a clause: ，、：</summary>
    ClauseEnd,

    /// <summary>Ends a sentence: 。！？；</summary>
    SentenceEnd,

    /// <summary>Cannot be seen, or changes the character before it: as if it were not there.</summary>
    Invisible,

    /// <summary>Space, punctuation inside a clause, symbol, emoji.</summary>
    Separator,

    /// <summary>Bracket that may open a pinyin gloss; else a separator.</summary>
    Opening,

    /// <summary>Drawn like a digit: one beside digits (1OO%) or behind 第, else a Latin letter or a separator.</summary>
    DigitLike,

    /// <summary>More than one symbol: look it up.</summary>
    Several,
    Surrogate,
}

/// <summary>
/// Character for character: compatibility forms (NFKC), case, marks, traditional to simplified, lookalikes. Built once from the tables in Wording/Tables,
/// since the runtime's own normalisation needs ICU.
/// </summary>
internal static class FoldingTable
{
    // Where shapes begin among the units, so that folding tells them apart without taking units to pieces.
    internal const uint FirstEnd = (uint)Shape.ClauseEnd << 16;
    internal const uint FirstLeftOut = (uint)Shape.Invisible << 16;
    internal const uint FirstToLookAt = (uint)Shape.Opening << 16;
    internal const uint FirstOfSeveral = (uint)Shape.Several << 16;

    /// <summary>Per UTF-16 unit: the folded character in the low half, its <see cref="Shape"/> above.</summary>
    public static readonly uint[] Units = new uint[0x10000];

    /// <summary>Folded text of what is not one UTF-16 unit to one.</summary>
    public static readonly Dictionary<int, string> Several;

    /// <summary>SHA-256 (hex) over the tables: part of the engine's identity in every decision record.</summary>
    public static readonly string Hash;

    static FoldingTable()
    {
        var folds = new Dictionary<int, string>();
        foreach (var line in EmbeddedTable.CompatibilityForms.Rows.Concat(EmbeddedTable.Lookalikes.Rows))
        {
            var tab = line.IndexOf('\t');
            var to = line[(tab + 1)..];
            folds[int.Parse(line.AsSpan(0, tab), NumberStyles.HexNumber, CultureInfo.InvariantCulture)] = to == "-" ? "" : to;
        }
        Several = Fill(folds, Simplified());
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        hash.AppendData(EmbeddedTable.CompatibilityForms.Bytes);
        hash.AppendData(EmbeddedTable.Lookalikes.Bytes);
        hash.AppendData(EmbeddedTable.TraditionalForms.Bytes);
        hash.AppendData(EmbeddedTable.Readings.Bytes);
        hash.AppendData(EmbeddedTable.SplitForms.Bytes);
        hash.AppendData(EmbeddedTable.EverydayWords.Bytes);
        Hash = Convert.ToHexStringLower(hash.GetHashAndReset());
    }

    public static Shape ShapeOf(uint unit) => (Shape)(unit >> 16);

    private static Dictionary<int, string> Simplified()
    {
        var map = new Dictionary<int, string>();
        foreach (var line in EmbeddedTable.TraditionalForms.Rows)
            map[char.ConvertToUtf32(line, 0)] = line[(line.IndexOf('\t') + 1)..].Split(' ')[0];
        return map;
    }

    /// <summary>First every character as it stands, then those that a table folds.</summary>
    private static Dictionary<int, string> Fill(Dictionary<int, string> folds, Dictionary<int, string> simplified)
    {
        var several = new Dictionary<int, string>();
        for (var unit = 0; unit < Units.Length; unit++)
            Units[unit] = char.IsSurrogate((char)unit) ? (uint)Shape.Surrogate << 16 : UnitOf(unit, char.ToLowerInvariant((char)unit));
        foreach (var (code, folded) in folds)
            Set(code, string.Concat(folded.EnumerateRunes().Select(rune => simplified.GetValueOrDefault(rune.Value) ?? rune.ToString())));
        foreach (var (code, folded) in simplified)
            if (!folds.ContainsKey(code))
                Set(code, folded);
        return several;

        void Set(int code, string text)
        {
            if (code <= 0xFFFF)
                Units[code] = Unit(code, text);
            if (code > 0xFFFF || text.Length > 1)
                several[code] = text;
        }
    }

    private static uint Unit(int code, string text) =>
        text.Length switch
        {
            0 => (uint)Shape.Invisible << 16,
            1 => UnitOf(code, text[0]),
            _ => (uint)Shape.Several << 16,
        };

    private static uint UnitOf(int code, char folded) => (uint)ShapeOf(code, folded) << 16 | folded;

    private static Shape ShapeOf(int code, char folded) =>
        folded switch
        {
            _ when code is '(' or '（' or '[' or '［' or '【' => Shape.Opening,
            'o' or 'l' or '|' or '丨' => Shape.DigitLike,
            >= '0' and <= '9' => Shape.Digit,
            >= 'a' and <= 'z' => Shape.Latin,
            '。' or '！' or '？' or '；' or '!' or '?' or ';' or '\n' or '\r' or '\u2028' or '\u2029' => Shape.SentenceEnd,
            '，' or '、' or '：' or ',' or ':' => Shape.ClauseEnd,
            '%' => Shape.Letter,
            _ when code < 0x20
                    || char.GetUnicodeCategory((char)code)
                        is UnicodeCategory.Format
                            or UnicodeCategory.NonSpacingMark
                            or UnicodeCategory.EnclosingMark
                            or UnicodeCategory.Control
                        && !char.IsWhiteSpace((char)code) => Shape.Invisible,
            _ when char.IsLetterOrDigit(folded) => Shape.Letter,
            _ => Shape.Separator,
        };
}
