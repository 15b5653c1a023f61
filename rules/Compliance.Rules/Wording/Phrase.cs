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

    /// <summary>Symbols with which the piece may begin when read forwards: of each text its first, in their order.</summary>
    public PieceEnds Heads => field ??= new(this, text => text[0]);

    /// <summary>And when read backwards.</summary>
    public PieceEnds Tails => field ??= new(this, text => text[^1]);
}

/// <summary>The symbols at one end of a piece's texts, so that only those texts are compared that may stand.</summary>
internal sealed class PieceEnds
{
    private readonly SymbolSet _set;

    public PieceEnds(Piece piece, Func<string, char> end)
    {
        Symbols =
            piece.Kind == PieceKind.Number
                ? Phrase.Numbers.ToCharArray()
                : Array.ConvertAll(Array.FindAll(piece.Texts, text => text.Length > 0), text => end(text));
        foreach (var symbol in Symbols)
            _set.Add(symbol);
    }

    public char[] Symbols { get; }

    public bool Have(char symbol) => _set.MayHave(symbol) && Array.IndexOf(Symbols, symbol) >= 0;

    /// <returns>Index of the next text that has the symbol at this end; -1 when there is none.</returns>
    public int Next(char symbol, int from)
    {
        var distance = Symbols.AsSpan(from).IndexOf(symbol);
        return distance < 0 ? -1 : from + distance;
    }
}

/// <summary>
/// A way to write a row: literals, choices, numbers and gaps in a row. The trie holds the texts of one piece, the anchor; the others are compared around it.
/// Most rows, written out, are one literal: these share one phrase, and each is known by its text.
/// </summary>
internal sealed class Phrase
{
    private static readonly Phrase Plain = new([], 0, 0);
    private readonly Neighbours _neighbours;

    private Phrase(Piece[] pieces, int anchor, ulong runs)
    {
        (Pieces, Anchor, Runs) = (pieces, anchor, runs);
        IsWide = Array.Exists(pieces, piece => piece.Kind == PieceKind.WideGap);
        _neighbours = Neighbours.Of(pieces, anchor);
    }

    /// <summary>Symbols of a number.</summary>
    public const string Numbers = "0123456789零一二三四五六七八九十百千万亿两半几数";

    public const int GapLimit = 6;
    public const int WideGapLimit = 14;

    /// <summary>Empty where the anchor is all there is.</summary>
    public Piece[] Pieces { get; }

    /// <summary>The piece that ordinary text is least likely to hold.</summary>
    public int Anchor { get; }

    /// <summary>Of the anchor, as <see cref="Piece.Runs"/>.</summary>
    public ulong Runs { get; }

    public bool IsWide { get; }

    public bool IsLiteral => Pieces.Length == 0;

    public ref readonly Neighbours Neighbours => ref _neighbours;

    public static Phrase OfLiteral(ulong runs) => runs == 0 ? Plain : new([], 0, runs);

    /// <returns>Null when nothing must stand there.</returns>
    public static Phrase? Of(Piece[] pieces)
    {
        var anchor = -1;
        var rarest = double.MaxValue;
        for (var i = 0; i < pieces.Length; i++)
            if (pieces[i].IsRequired && Commonness.Of(pieces[i].Texts) is var commonness && commonness < rarest)
                (anchor, rarest) = (i, commonness);
        return anchor < 0 ? null
            : pieces is [{ Texts.Length: 1 }] ? OfLiteral(pieces[0].Runs)
            : new(pieces, anchor, pieces[anchor].Runs);
    }

    public static bool IsNumber(char symbol) => symbol is >= '0' and <= '9' || symbol >= 0x80 && Numbers.Contains(symbol);
}
