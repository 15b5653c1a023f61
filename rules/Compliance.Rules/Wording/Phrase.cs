namespace Compliance.Rules.Wording;

internal enum PieceKind
{
    Literal,

    /// <summary>A number: digits or Chinese numerals.</summary>
    Number,

    /// <summary>Up to <see cref="Phrase.GapLimit"/> symbols of the same clause.</summary>
    Gap,

    /// <summary>Up to <see cref="Phrase.WideGapLimit"/> symbols of the same sentence.</summary>
    WideGap,
}

/// <param name="Texts">Folded symbols of a literal, or of each choice, the longest first; an empty one may be missing.</param>
/// <param name="Runs">Bit i: symbol i of a single text stands for a character written at least twice (天天).</param>
internal sealed record Piece(PieceKind Kind, string[] Texts, ulong Runs = 0)
{
    /// <summary>A literal or choice of which one must stand.</summary>
    public bool IsRequired => Kind == PieceKind.Literal && Texts[^1].Length > 0;

    /// <summary>Symbols with which the piece may begin when read forwards.</summary>
    public SymbolSet Heads { get; } = Ends(Kind, Texts, text => text[0]);

    /// <summary>And when read backwards.</summary>
    public SymbolSet Tails { get; } = Ends(Kind, Texts, text => text[^1]);

    private static SymbolSet Ends(PieceKind kind, string[] texts, Func<string, char> end)
    {
        var ends = new SymbolSet();
        foreach (var symbol in kind == PieceKind.Number ? Phrase.Numbers : texts.Where(text => text.Length > 0).Select(end))
            ends.Add(symbol);
        return ends;
    }
}

/// <summary>
/// A way to write a row: literals, choices, numbers and gaps in a row. The automaton looks for the texts of one piece, the anchor; the others are compared around it.
/// </summary>
internal sealed class Phrase
{
    public Phrase(Piece[] pieces)
    {
        Pieces = pieces;
        // Most rows, written out, are one literal.
        Anchor = pieces is [{ IsRequired: true }]
            ? 0
            : Enumerable
                .Range(0, pieces.Length)
                .Where(i => pieces[i].IsRequired)
                .OrderBy(i => Commonness.Of(pieces[i].Texts))
                .Select(i => (int?)i)
                .FirstOrDefault()
                ?? -1;
        IsWide = pieces.Any(piece => piece.Kind == PieceKind.WideGap);
        Neighbours = Neighbours.Of(pieces, Anchor);
    }

    public Piece[] Pieces { get; }

    /// <summary>Symbols of a number.</summary>
    public const string Numbers = "0123456789零一二三四五六七八九十百千万亿两半几数";

    public const int GapLimit = 6;
    public const int WideGapLimit = 14;

    /// <summary>The piece that ordinary text is least likely to hold; -1 when nothing must stand there.</summary>
    public int Anchor { get; }

    public bool IsWide { get; }

    public bool IsLiteral => Pieces.Length == 1 && Pieces[0].Texts.Length == 1;

    public Neighbours Neighbours { get; }

    public string[] AnchorTexts => Pieces[Anchor].Texts;

    public static bool IsNumber(char symbol) => symbol is >= '0' and <= '9' || symbol >= 0x80 && Numbers.Contains(symbol);
}
