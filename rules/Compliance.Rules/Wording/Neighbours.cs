namespace Compliance.Rules.Wording;

/// <summary>Symbols that may stand right before or behind a phrase's anchor, so that most finds of an anchor are dropped after two look-ups.</summary>
/// <param name="Begins">The phrase may begin with its anchor.</param>
/// <param name="Ends">And end with it.</param>
internal sealed record Neighbours(SymbolSet Before, bool Begins, SymbolSet Behind, bool Ends)
{
    /// <summary>Of a phrase that is nothing but its anchor.</summary>
    private static readonly Neighbours Any = new(new SymbolSet(), true, new SymbolSet(), true);

    public static Neighbours Of(Piece[] pieces, int anchor)
    {
        if (pieces.Length <= 1)
            return Any;
        var (before, behind) = (new SymbolSet(), new SymbolSet());
        return new(
            before,
            Collect(pieces.Take(anchor).Reverse(), piece => piece.Tails, before),
            behind,
            Collect(pieces[(anchor + 1)..], piece => piece.Heads, behind)
        );
    }

    /// <summary>What any of the patterns allows.</summary>
    public static Neighbours OfAny(ReadOnlySpan<Pattern> patterns)
    {
        if (patterns is [var only])
            return only.Phrase.Neighbours;
        var any = new Neighbours(new SymbolSet(), false, new SymbolSet(), false);
        foreach (var pattern in patterns)
        {
            var one = pattern.Phrase.Neighbours;
            if (ReferenceEquals(one, Any))
                return Any;
            any.Before.Add(one.Before);
            any.Behind.Add(one.Behind);
            any = any with { Begins = any.Begins || one.Begins, Ends = any.Ends || one.Ends };
        }
        return any;
    }

    public bool Allow(ReadOnlySpan<char> symbols, int first, int last) =>
        (Begins || first > 0 && Before.MayHave(symbols[first - 1]))
        && (Ends || last + 1 < symbols.Length && Behind.MayHave(symbols[last + 1]));

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
