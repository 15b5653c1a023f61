using System.Globalization;
using System.Text;
using Compliance.Rules.Decisions;

namespace Compliance.Rules.Wording;

/// <summary>
/// How well a matcher does on a labelled set. A sentence counts as caught when it has a finding of <see cref="Severity.Block"/>. Overlap of a caught violation with
/// an expected span: characters in both over characters of the expected one that fits best.
/// </summary>
public sealed class WordingScore
{
    private WordingScore(
        IReadOnlyList<Row> byCategory,
        IReadOnlyList<Row> byEvasion,
        Row all,
        double spanOverlap,
        IReadOnlyList<string> mistakes
    ) => (ByCategory, ByEvasion, All, SpanOverlap, Mistakes) = (byCategory, byEvasion, all, spanOverlap, mistakes);

    public IReadOnlyList<Row> ByCategory { get; }

    public IReadOnlyList<Row> ByEvasion { get; }

    public Row All { get; }

    public double SpanOverlap { get; }

    /// <summary>Each sentence that came out wrong, with what was found.</summary>
    public IReadOnlyList<string> Mistakes { get; }

    public static WordingScore Of(WordMatcher matcher, IReadOnlyList<LabelledSentence> sentences)
    {
        var judged = sentences.Select(sentence => Judge(matcher, sentence)).ToArray();
        var caught = judged.Where(one => one.Sentence.IsViolation && one.Blocked && one.Sentence.Spans.Count > 0).ToArray();
        return new WordingScore(
            Rows(judged, one => one.Sentence.Category),
            Rows(judged.Where(one => one.Sentence.IsViolation), one => one.Sentence.Evasion),
            RowOf("all", judged),
            caught.Length == 0 ? 1 : caught.Average(one => one.Overlap),
            [
                .. judged
                    .Where(one => one.Blocked != one.Sentence.IsViolation || one.Blocked && one.Overlap < 0.5)
                    .Select(one => one.ToString()),
            ]
        );
    }

    public override string ToString()
    {
        var table = new StringBuilder("group                 violations  caught  recall   asked  clean  blocked   asked  precision  F1\n");
        foreach (var row in ByCategory.Concat(ByEvasion.Select(row => row with { Name = "evasion " + row.Name })).Append(All))
            table.Append(
                CultureInfo.InvariantCulture,
                $"{row.Name, -22}{row.Violations, 10}{row.Caught, 8}{row.Recall, 8:0.000}{row.Asked, 8}{row.Clean, 7}{row.Blocked, 9}{row.CleanAsked, 8}{row.Precision, 11:0.000}{row.F1, 7:0.000}\n"
            );
        return table.Append(CultureInfo.InvariantCulture, $"span overlap {SpanOverlap:0.000}\n").ToString();
    }

    private static Judged Judge(WordMatcher matcher, LabelledSentence sentence)
    {
        var hits = new List<WordHit>();
        matcher.Scan(sentence.Text, null, hits);
        var blocks = hits.Where(hit => hit.Severity == Severity.Block).ToArray();
        var overlap = sentence.Spans.Count == 0 ? 1 : sentence.Spans.Max(span => Overlap(sentence.Text, span, blocks));
        return new(
            sentence,
            blocks.Length > 0,
            blocks.Length == 0 && hits.Exists(hit => hit.Severity is Severity.Evidence or Severity.Review),
            overlap,
            string.Join(" ", hits.Select(hit => $"[{sentence.Text.Substring(hit.Start, hit.Length)} {hit.Severity} {hit.Term}]"))
        );
    }

    private static double Overlap(string text, string span, WordHit[] blocks)
    {
        var at = text.IndexOf(span, StringComparison.Ordinal);
        if (at < 0)
            return 0;
        var covered = Enumerable.Range(at, span.Length).Count(i => blocks.Any(hit => hit.Start <= i && i < hit.End));
        return (double)covered / span.Length;
    }

    private static Row[] Rows(IEnumerable<Judged> judged, Func<Judged, string> group) =>
        [.. judged.GroupBy(group).OrderBy(rows => rows.Key, StringComparer.Ordinal).Select(rows => RowOf(rows.Key, [.. rows]))];

    private static Row RowOf(string name, Judged[] judged) =>
        new(
            name,
            judged.Count(one => one.Sentence.IsViolation),
            judged.Count(one => one.Sentence.IsViolation && one.Blocked),
            judged.Count(one => one.Sentence.IsViolation && one.Asked),
            judged.Count(one => !one.Sentence.IsViolation),
            judged.Count(one => !one.Sentence.IsViolation && one.Blocked),
            judged.Count(one => !one.Sentence.IsViolation && one.Asked)
        );

    /// <param name="Asked">Violations that were not blocked but asked evidence or a review for: the second tier.</param>
    /// <param name="Clean">Sentences without a violation.</param>
    /// <param name="Blocked">Clean ones that were blocked all the same.</param>
    /// <param name="CleanAsked">And those that are asked about.</param>
    public sealed record Row(string Name, int Violations, int Caught, int Asked, int Clean, int Blocked, int CleanAsked)
    {
        public double Recall => Violations == 0 ? 1 : (double)Caught / Violations;

        public double Precision => Caught + Blocked == 0 ? 1 : (double)Caught / (Caught + Blocked);

        public double F1 => Caught == 0 ? 0 : 2 * Recall * Precision / (Recall + Precision);
    }

    private sealed record Judged(LabelledSentence Sentence, bool Blocked, bool Asked, double Overlap, string Found)
    {
        public override string ToString() =>
            $"{(Sentence.IsViolation ? Blocked ? "span  " : "missed" : "false ")} {Sentence.Category}/{Sentence.Evasion}: {Sentence.Text} {string.Join("|", Sentence.Spans)} → {Found}";
    }
}
