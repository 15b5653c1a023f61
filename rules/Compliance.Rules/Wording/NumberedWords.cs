namespace Compliance.Rules.Wording;

/// <summary>Which of the words that were given are the trie's word of a number.</summary>
internal sealed class NumberedWords(int[] order, Range[] found)
{
    /// <summary>Their indices, the last one first.</summary>
    public ReadOnlySpan<int> Of(int word) => order.AsSpan(found[word]);

    /// <summary>Words that differ; the first has number 1.</summary>
    public int Count => found.Length - 1;
}
