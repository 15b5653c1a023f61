using System.Text.RegularExpressions;
using Compliance.Rules.Wording;
using FsCheck;
using FsCheck.Fluent;

namespace Compliance.Tests.Rules.Wording;

/// <summary>
/// The matcher against the plainest way to say the same: each row as a regular expression. Terms only, Chinese only, nothing to fold. What the text around makes part of
/// other words (冬|天机|能) need not be found there, but by itself; what fills a gap may do the same.
/// </summary>
public sealed class ReferenceTests
{
    private const string Ordinary = "的一是不了在有人这个上大来为到说时要就会可对生过年们好自家天月新店买今明周送您请";

    private const string InsideNumber = "(?!(?<=一)[十百千万亿])";

    private static readonly (string Term, Regex Pattern)[] Rows =
    [
        .. PackWords
            .Lists.SelectMany(list => list.Entries)
            .Select(entry => entry.Term)
            .Distinct()
            .Where(term => !Regex.IsMatch(term, "[A-Za-z0-9%]|(.)\\1"))
            .Select(term => (term, new Regex(Written(term), RegexOptions.CultureInvariant))),
    ];

    private static readonly WordMatcher Matcher = PackWords.Of([.. Rows.Select(row => row.Term + ";block;category=a")]);

    /// <summary>Parts of terms and ordinary characters in a row, no character twice.</summary>
    private static Gen<string> Texts =>
        from parts in Gen.Frequency(
                (3, Gen.Elements(Rows).SelectMany(row => OneOf(row.Term))),
                (2, Gen.Elements(Rows).SelectMany(row => OneOf(row.Term)).Select(text => text[..Math.Max(1, text.Length / 2)])),
                (3, Gen.Elements(Ordinary.ToCharArray()).Select(c => c.ToString()))
            )
            .ArrayOf(6)
        select Regex.Replace(string.Concat(parts), "(.)\\1+", "$1");

    [Fact]
    public void Finds_what_a_regular_expression_finds() =>
        Prop.ForAll(
                Texts.ToArbitrary(),
                text =>
                {
                    var hits = Matcher.Scan(text);
                    var expected = Rows.SelectMany(row => row.Pattern.Matches(text)).ToArray();
                    return (
                        Rows.All(row =>
                            row.Pattern.Matches(text)
                                .All(match =>
                                    hits.Any(hit => hit.Start < match.Index + match.Length && match.Index < hit.End)
                                    || row.Term.Contains('…', StringComparison.Ordinal)
                                    || Matcher.Scan(match.Value).Count > 0
                                )
                        )
                        && hits.All(hit =>
                            Rows.Any(row =>
                                row.Term == Matcher.Entries[hit.Entry].Term && row.Pattern.IsMatch(text.Substring(hit.Start, hit.Length))
                            )
                        )
                    ).Label(
                        $"{text}: {string.Join(" ", hits.Select(hit => hit.Term))} / {string.Join(" ", expected.Select(match => match.Value))}"
                    );
                }
            )
            .Check(Config.QuickThrowOnFailure.WithMaxTest(1000));

    /// <summary>No row ends inside a number: 第一百 is not 第一.</summary>
    private static string Written(string term) =>
        $"(?:{term})"
            .Replace("……", ".{0,14}", StringComparison.Ordinal)
            .Replace("…", ".{0,6}", StringComparison.Ordinal)
            .Replace("#", "[零一二三四五六七八九十百千万亿两半几数]{1,12}", StringComparison.Ordinal) + InsideNumber;

    /// <summary>One way to write a row; a gap becomes ordinary text.</summary>
    private static Gen<string> OneOf(string term) =>
        from seed in Gen.Choose(0, int.MaxValue - 1)
        select OneOf(term, new System.Random(seed));

    private static string OneOf(string term, System.Random random)
    {
        var text = Regex.Replace(
            term,
            "\\(([^)]*)\\)(\\?)?",
            match =>
                match.Groups[2].Length > 0 && random.Next(2) == 0 ? ""
                : match.Groups[1].Value.Split('|') is var choices ? choices[random.Next(choices.Length)]
                : ""
        );
        text = text.Replace("#", "三", StringComparison.Ordinal);
        return Regex.Replace(
            text,
            "…+",
            match =>
                string.Concat(Enumerable.Range(0, random.Next(1, 5 * match.Length)).Select(_ => Ordinary[random.Next(Ordinary.Length)]))
        );
    }
}
