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
}

/// <summary>
/// A way to write a row: literals, choices, numbers and gaps in a row. The automaton looks for the texts of one piece, the anchor; the others are compared around it.
/// </summary>
internal sealed record Phrase(Piece[] Pieces)
{
    public const int GapLimit = 6;
    public const int WideGapLimit = 14;

    /// <summary>The piece that ordinary text is least likely to hold; -1 when nothing must stand there.</summary>
    public int Anchor { get; } = Enumerable.Range(0, Pieces.Length).Where(i => Pieces[i].IsRequired).OrderBy(i => Commonness.Of(Pieces[i].Texts)).Select(i => (int?)i).FirstOrDefault() ?? -1;

    public bool IsWide { get; } = Pieces.Any(piece => piece.Kind == PieceKind.WideGap);

    public bool IsLiteral => Pieces.Length == 1 && Pieces[0].Texts.Length == 1;

    public string[] AnchorTexts => Pieces[Anchor].Texts;

    public static bool IsNumber(char symbol) => symbol is >= '0' and <= '9' || "零一二三四五六七八九十百千万亿两半几数".Contains(symbol);
}
