namespace Compliance.Rules.Wording;

/// <summary>Symbols that may stand right before or behind a phrase's anchor, so that most finds of an anchor are dropped after two look-ups.</summary>
internal sealed class Neighbours
{
    private readonly SymbolSet _before = new();
    private readonly SymbolSet _behind = new();

    /// <summary>The phrase may begin (end) with its anchor.</summary>
    private readonly bool _begins;
    private readonly bool _ends;

    public Neighbours(Piece[] pieces, int anchor)
    {
        _begins = Collect(pieces.Take(anchor).Reverse(), piece => piece.Tails, _before);
        _ends = Collect(pieces[(anchor + 1)..], piece => piece.Heads, _behind);
    }

    public bool Allow(ReadOnlySpan<char> symbols, int first, int last) =>
        (_begins || first > 0 && _before.MayHave(symbols[first - 1])) && (_ends || last + 1 < symbols.Length && _behind.MayHave(symbols[last + 1]));

    /// <returns>True when anything may stand there, also nothing.</returns>
    private static bool Collect(IEnumerable<Piece> pieces, Func<Piece, SymbolSet> end, SymbolSet symbols)
    {
        foreach (var piece in pieces)
        {
            if (piece.Kind is PieceKind.Gap or PieceKind.WideGap)
                return true;
            symbols.Add(end(piece));
            if (piece.Kind == PieceKind.Number || piece.IsRequired)
                return false;
        }
        return true;
    }
}
