namespace Compliance.Rules.Wording;

/// <summary>
/// Symbols that may stand right before or behind a phrase's anchor, so that most finds of an anchor are dropped after two look-ups. Two hundred and fifty-six bits
/// for each side, by the symbol's low byte: what it lets through is compared in full.
/// </summary>
internal sealed class Neighbours
{
    private readonly ulong[] _before = new ulong[4];
    private readonly ulong[] _behind = new ulong[4];

    /// <summary>The phrase may begin (end) with its anchor.</summary>
    private readonly bool _begins;
    private readonly bool _ends;

    public Neighbours(Piece[] pieces, int anchor)
    {
        _begins = Collect(pieces, anchor - 1, -1, _before);
        _ends = Collect(pieces, anchor + 1, 1, _behind);
    }

    public bool Allow(ReadOnlySpan<char> symbols, int first, int last) =>
        (_begins || first > 0 && Has(_before, symbols[first - 1])) && (_ends || last + 1 < symbols.Length && Has(_behind, symbols[last + 1]));

    private static bool Has(ulong[] bits, char symbol) => (bits[symbol >> 6 & 3] >> symbol & 1) != 0;

    /// <returns>True when anything may stand there, also nothing.</returns>
    private static bool Collect(Piece[] pieces, int index, int step, ulong[] bits)
    {
        for (; index >= 0 && index < pieces.Length; index += step)
        {
            var piece = pieces[index];
            if (piece.Kind is PieceKind.Gap or PieceKind.WideGap)
                return true;
            foreach (var symbol in piece.Kind == PieceKind.Number ? Phrase.Numbers : piece.Texts.Where(text => text.Length > 0).Select(text => step > 0 ? text[0] : text[^1]))
                bits[symbol >> 6 & 3] |= 1UL << symbol;
            if (piece.Kind == PieceKind.Number || piece.IsRequired)
                return false;
        }
        return true;
    }
}
