namespace Compliance.Rules.Wording;

internal enum PieceKind
{
    Literal,

    /// <summary>A number: digits or Chinese numerals.</summary>
    Number,

    /// <summary>Up to <see cref="Phrase.GapLimit"/> symbols of the same clause.</summary>
    Gap,
}

/// <param name="Text">Folded symbols of a literal.</param>
/// <param name="Runs">Bit i: symbol i stands for a character written at least twice (天天).</param>
internal sealed record Piece(PieceKind Kind, string Text = "", ulong Runs = 0);

/// <summary>One way to write a term: literals, numbers and gaps in a row. The longest literal is what the automaton looks for.</summary>
/// <param name="Written">As the list writes it, with its choices made.</param>
internal sealed record Phrase(string Written, Piece[] Pieces)
{
    public const int GapLimit = 6;

    public int Anchor { get; } = LongestLiteral(Pieces);

    public bool IsLiteral => Pieces.Length == 1;

    public string AnchorText => Pieces[Anchor].Text;

    public static bool IsNumber(char symbol) => symbol is >= '0' and <= '9' || "零一二三四五六七八九十百千万亿两半几数".Contains(symbol);

    private static int LongestLiteral(Piece[] pieces)
    {
        var best = -1;
        for (var i = 0; i < pieces.Length; i++)
            if (pieces[i].Kind == PieceKind.Literal && (best < 0 || pieces[i].Text.Length > pieces[best].Text.Length))
                best = i;
        return best;
    }
}
