namespace Compliance.Rules.Wording;

/// <summary>Ends of the clauses and sentences of a text, and what stands where.</summary>
internal sealed class ClauseMap
{
    private readonly List<int> _clauseEnds = [];
    private readonly List<int> _sentenceEnds = [];

    public void Read(ReadOnlySpan<char> text)
    {
        _clauseEnds.Clear();
        _sentenceEnds.Clear();
        for (var i = 0; i < text.Length; i++)
        {
            var shape = FoldingTable.ShapeOf(FoldingTable.Units[text[i]]);
            if (shape is Shape.ClauseEnd or Shape.SentenceEnd && text[i] is not ('、' or '：' or ':'))
                _clauseEnds.Add(i);
            if (shape == Shape.SentenceEnd)
                _sentenceEnds.Add(i);
        }
    }

    /// <summary>Number of the clause in which the character stands; 、 and ： do not end one.</summary>
    public int ClauseOf(int at) => Number(_clauseEnds, at);

    public int SentenceOf(int at) => Number(_sentenceEnds, at);

    private static int Number(List<int> ends, int at)
    {
        var found = ends.BinarySearch(at);
        return found < 0 ? ~found : found;
    }
}
