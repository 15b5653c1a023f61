namespace Compliance.Rules.Wording;

/// <summary>
/// Reads <c>words/*.tsv</c>: UTF-8, one row a line, columns by TAB: phrase, kind, flags, suggestion. Lines starting with <c>#</c> are comments.
/// Kind: <c>block</c> | <c>evidence</c> | <c>review</c> | <c>warn</c> (a term) · <c>allow</c> (an everyday phrase) · <c>exception</c> (phrase is its id) ·
/// <c>cue</c> (of the exception named in the flags) · <c>scope</c> (prefix of a term's span). A row <c>@</c> sets the flags of the rows below it.
/// Flags, by space: <c>category=</c>, <c>industry=a,b</c>, <c>except=id,id</c>, <c>risk</c>; of an exception <c>clause=6(1)</c>, <c>then=pass|warn|review|evidence</c>; of a cue
/// <c>except=id</c>, <c>side=before|after</c>.
/// In a phrase <c>(甲|乙)</c> is a choice, <c>(甲|乙)?</c> may be missing, <c>#</c> is a number and <c>…</c> up to six characters of the same clause.
/// </summary>
public static class WordListReader
{
    /// <param name="name">Path that the list goes by.</param>
    /// <param name="text">The file's decoded text.</param>
    /// <returns>Every row that could be read, and a diagnostic for each that could not.</returns>
    public static WordListFile Parse(string name, string text) => throw new NotImplementedException();
}
