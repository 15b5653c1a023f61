namespace Compliance.Rules.Wording;

/// <summary>Matches the rest of a phrase around its anchor, which the trie has found. Every step is bounded.</summary>
internal static class PhraseMatch
{
    private const int LongestNumber = 12;

    /// <param name="last">The anchor's last symbol; on return the phrase's.</param>
    public static bool TryExtend(Pattern pattern, FoldedText folded, ReadOnlySpan<char> text, ref int first, ref int last)
    {
        var phrase = pattern.Phrase;
        if (
            !phrase.IsLiteral && !phrase.Neighbours.Allow(folded.Symbols.AsSpan(0, folded.Count), first, last)
            || !HasItsRuns(phrase.Runs, folded, text, first)
        )
            return false;
        if (phrase.IsLiteral)
            return true;
        var from = Walk(phrase, folded, text, phrase.Anchor - 1, first, -1, pattern.Role == Role.Term);
        var to = from < 0 ? -1 : Walk(phrase, folded, text, phrase.Anchor + 1, last, 1, pattern.Role == Role.Term);
        if (to < 0)
            return false;
        (first, last) = (from, to);
        return true;
    }

    /// <summary>A term written with a doubled character is not found in a text with a single one.</summary>
    private static bool HasItsRuns(ulong runs, FoldedText folded, ReadOnlySpan<char> text, int first)
    {
        for (; runs != 0; runs &= runs - 1)
            if (!folded.IsRun(text, first + System.Numerics.BitOperations.TrailingZeroCount(runs)))
                return false;
        return true;
    }

    /// <param name="ofTerm">A gap must not cut words; what only excuses a term may.</param>
    /// <returns>The outermost symbol of the pieces from <paramref name="index"/> on, seen from <paramref name="edge"/>; -1 when they do not fit.</returns>
    private static int Walk(Phrase phrase, FoldedText folded, ReadOnlySpan<char> text, int index, int edge, int step, bool ofTerm)
    {
        if (index < 0 || index >= phrase.Pieces.Length)
            return edge;
        var piece = phrase.Pieces[index];
        switch (piece.Kind)
        {
            case PieceKind.Literal:
                if ((uint)(edge + step) < (uint)folded.Count)
                {
                    var symbol = folded.Symbols[edge + step];
                    var ends = EndsOf(piece, step);
                    for (var i = ends.Next(symbol, 0); i >= 0; i = ends.Next(symbol, i + 1))
                        if (
                            piece.Texts[i] is var literal
                            && Stands(literal, IsWide(phrase, index - step), folded, text, edge, step)
                            && HasItsRuns(piece.Runs, folded, text, step > 0 ? edge + 1 : edge - literal.Length)
                            && Walk(phrase, folded, text, index + step, edge + step * literal.Length, step, ofTerm) is >= 0 and var end
                        )
                            return end;
                }
                return piece.IsRequired ? -1 : Walk(phrase, folded, text, index + step, edge, step, ofTerm);
            case PieceKind.Number:
                for (var length = NumberLength(folded, text, edge, step); length > 0; length--)
                    if (Walk(phrase, folded, text, index + step, edge + step * length, step, ofTerm) is >= 0 and var end)
                        return end;
                return -1;
            default:
                var limit = piece.Kind == PieceKind.Gap ? Phrase.GapLimit : Phrase.WideGapLimit;
                var needed = Needed(phrase, index + step, step);
                var symbols = folded.Symbols.AsSpan(0, folded.Count);
                var filled = 0;
                for (var length = 0; length <= limit; length++)
                {
                    var behind = edge + step * (length + 1);
                    if (needed is not null && !((uint)behind < (uint)symbols.Length && needed.Have(symbols[behind])))
                        continue;
                    // What fills the gap is looked at only once something may stand behind it.
                    for (; filled < length; filled++)
                        if (!Follows(piece.Kind == PieceKind.WideGap, folded, text, edge + step * (filled + 1), step))
                            return -1;
                    if (
                        Walk(phrase, folded, text, index + step, edge + step * length, step, ofTerm) is >= 0 and var end
                        && !(ofTerm && Cuts(folded, edge, length, step))
                    )
                        return end;
                }
                return -1;
        }
    }

    /// <summary>A gap that begins or ends inside of an everyday word, as that of 最…的 in 最近的, is none.</summary>
    private static bool Cuts(FoldedText folded, int edge, int length, int step) =>
        length > 0
        && (
            EverydayWords.CutThrough(folded, step > 0 ? edge + 1 : edge)
            || EverydayWords.CutThrough(folded, step > 0 ? edge + 1 + length : edge - length)
        );

    /// <summary>Symbols of which one must stand where the piece begins, seen in the direction of the walk; null when none must.</summary>
    private static PieceEnds? Needed(Phrase phrase, int index, int step) =>
        (uint)index >= (uint)phrase.Pieces.Length
        || phrase.Pieces[index] is not { } piece
        || !piece.IsRequired && piece.Kind != PieceKind.Number
            ? null
            : EndsOf(piece, step);

    private static PieceEnds EndsOf(Piece piece, int step) => step > 0 ? piece.Heads : piece.Tails;

    private static int NumberLength(FoldedText folded, ReadOnlySpan<char> text, int edge, int step)
    {
        var length = 0;
        for (
            var i = edge + step;
            i >= 0
                && i < folded.Count
                && length < LongestNumber
                && Phrase.IsNumber(folded.Symbols[i])
                && SameClause(folded, text, i, i - step);
            i += step
        )
            length++;
        return length;
    }

    /// <summary>The symbol at the edge belongs to those before it, seen in the direction of the walk.</summary>
    private static bool Follows(bool wide, FoldedText folded, ReadOnlySpan<char> text, int edge, int step) =>
        (uint)edge < (uint)folded.Count && Belongs(wide, folded, text, edge, edge - step);

    private static bool Stands(string literal, bool wide, FoldedText folded, ReadOnlySpan<char> text, int edge, int step)
    {
        var from = step > 0 ? edge + 1 : edge - literal.Length;
        return from >= 0
            && from + literal.Length <= folded.Count
            && folded.Symbols.AsSpan(from, literal.Length).SequenceEqual(literal)
            && Belongs(wide, folded, text, step > 0 ? from : edge, step > 0 ? edge : edge - 1);
    }

    private static bool IsWide(Phrase phrase, int index) => phrase.Pieces[index].Kind == PieceKind.WideGap;

    private static bool Belongs(bool wide, FoldedText folded, ReadOnlySpan<char> text, int one, int other) =>
        wide ? SameSentence(folded, text, one, other) : SameClause(folded, text, one, other);

    private static bool SameSentence(FoldedText folded, ReadOnlySpan<char> text, int one, int other)
    {
        var left = Math.Min(one, other);
        for (var i = folded.Starts[left] + 1; i < folded.Starts[left + 1]; i++)
            if (FoldingTable.ShapeOf(FoldingTable.Units[text[i]]) == Shape.SentenceEnd)
                return false;
        return true;
    }

    /// <summary>No end of a clause between two neighbouring symbols; a point or comma between digits is part of the number.</summary>
    private static bool SameClause(FoldedText folded, ReadOnlySpan<char> text, int one, int other)
    {
        var left = Math.Min(one, other);
        for (var i = folded.Starts[left] + 1; i < folded.Starts[left + 1]; i++)
            if (FoldingTable.ShapeOf(FoldingTable.Units[text[i]]) is Shape.ClauseEnd or Shape.SentenceEnd)
                return text[i] == ',' && char.IsAsciiDigit(folded.Symbols[left]) && char.IsAsciiDigit(folded.Symbols[left + 1]);
        return true;
    }
}
