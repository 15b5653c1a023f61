namespace Compliance.Rules.Wording;

/// <summary>A sentence of a labelled set: columns text, label (violation|clean), category, evasion, expected spans (any of them, by <c>|</c>).</summary>
public sealed record LabelledSentence(string Text, bool IsViolation, string Category, string Evasion, IReadOnlyList<string> Spans)
{
    /// <summary>Reads a TSV with a header row; lines starting with <c>//</c> are comments.</summary>
    public static IReadOnlyList<LabelledSentence> Parse(string text)
    {
        var sentences = new List<LabelledSentence>();
        foreach (var line in text.Split('\n').Skip(1))
        {
            var columns = line.TrimEnd('\r').Split('\t');
            if (columns.Length >= 4 && !line.StartsWith("//", StringComparison.Ordinal))
                sentences.Add(
                    new(
                        columns[0],
                        columns[1] == "violation",
                        columns[2],
                        columns[3],
                        columns.Length > 4 && columns[4].Length > 0 ? columns[4].Split('|') : []
                    )
                );
        }
        return sentences;
    }
}
