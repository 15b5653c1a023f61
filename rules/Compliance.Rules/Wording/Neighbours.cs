namespace Compliance.Rules.Wording;

/// <summary>Symbols that may stand right before or behind a phrase's anchor, so that most finds of an anchor are dropped after two look-ups.</summary>
internal struct Neighbours
{
    private SymbolSet _before;
    private SymbolSet _behind;

    /// <summary>The phrase may begin with its anchor.</summary>
    private bool _begins;

    /// <summary>And end with it.</summary>
    private bool _ends;

    public static Neighbours Of(Piece[] pieces, int anchor)
    {
        var (before, behind) = (Collect(pieces, anchor, -1), Collect(pieces, anchor, 1));
        var neighbours = new Neighbours { _begins = before is null, _ends = behind is null };
        foreach (var symbol in before ?? [])
            neighbours._before.Add(symbol);
        foreach (var symbol in behind ?? [])
            neighbours._behind.Add(symbol);
        return neighbours;
    }

    /// <summary>Anything may stand there.</summary>
    public readonly bool IsAny => _begins && _ends;

    /// <summary>Allows what the other allows, too.</summary>
    public void Add(in Neighbours other)
    {
        _before.Add(other._before);
        _behind.Add(other._behind);
        _begins |= other._begins;
        _ends |= other._ends;
    }

    public readonly bool Allow(ReadOnlySpan<char> symbols, int first, int last) =>
        (_begins || first > 0 && _before.MayHave(symbols[first - 1]))
        && (_ends || last + 1 < symbols.Length && _behind.MayHave(symbols[last + 1]));

    /// <summary>The symbols of which one has to stand right beside the anchor.</summary>
    /// <param name="step">1 = behind it, -1 = before it.</param>
    /// <returns>Null when anything may stand there, also nothing.</returns>
    public static List<char>? Collect(Piece[] pieces, int anchor, int step)
    {
        List<char>? symbols = null;
        for (var i = anchor + step; (uint)i < (uint)pieces.Length; i += step)
        {
            if (pieces[i].Kind is PieceKind.Gap or PieceKind.WideGap)
                return null;
            (symbols ??= []).AddRange((step > 0 ? pieces[i].Heads : pieces[i].Tails).Symbols);
            if (pieces[i].Kind == PieceKind.Number || pieces[i].IsRequired)
                return symbols;
        }
        return null;
    }
}
