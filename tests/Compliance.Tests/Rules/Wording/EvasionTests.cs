using System.Text;
using Compliance.Rules.Decisions;
using Compliance.Rules.Wording;
using Xunit.Abstractions;

namespace Compliance.Tests.Rules.Wording;

/// <summary>Every kind of evasion against the literal high-risk terms of the lists that ship, each in a clean carrier; what may be missed is counted.</summary>
public sealed class EvasionTests(ITestOutputHelper output)
{
    private static readonly string[] Carriers = ["本周{0}上新，欢迎到店", "老客户专享：{0}，今日开售", "{0}！会员可预约", "新品到货，{0}"];

    private static readonly string[] Terms =
    [
        .. PackWords
            .Lists.SelectMany(list => list.Entries)
            .Where(entry => entry.HighRisk && entry.Severity == Severity.Block)
            .SelectMany(entry => WaysOf(entry.Term))
            .Where(term =>
                term.Length >= 2
                && term.All(c => c is >= '\u4E00' and <= '\u9FFF')
                && term.Zip(term.Skip(1)).All(pair => pair.First != pair.Second)
            )
            .Distinct()
            .Where(term => Carriers.All(carrier => Blocks(string.Format(null, carrier, term), term))),
    ];

    public static TheoryData<string> Kinds => [.. Evasions.Keys];

    private static Dictionary<string, Func<string, string>> Evasions { get; } =
        new()
        {
            ["spacing"] = term => string.Join(' ', term.ToCharArray()),
            ["wide spacing"] = term => string.Join('\u3000', term.ToCharArray()),
            ["punctuation"] = term => string.Join('*', term.ToCharArray()),
            ["dots"] = term => string.Join('·', term.ToCharArray()),
            ["brackets"] = term => string.Concat(term.Select(c => $"【{c}】")),
            ["zero width"] = term => string.Join('\u200B', term.ToCharArray()),
            ["soft hyphen"] = term => string.Join('\u00AD', term.ToCharArray()),
            ["emoji"] = term => string.Join("🔥", term.ToCharArray()),
            ["joined emoji"] = term => string.Join("❤️", term.ToCharArray()),
            ["repeat"] = term => string.Concat(term.Select(c => new string(c, 2))),
            ["gloss"] = term => term[0] + "(ab)" + term[1..],
            ["combining mark"] = term => term[0] + "\u0301" + term[1..],
            ["mixed"] = term => string.Join("\u200B ", term.ToCharArray()),
        };

    [Fact]
    public void There_are_terms_enough() => Assert.True(Terms.Length > 1500, $"{Terms.Length}");

    [Theory]
    [MemberData(nameof(Kinds))]
    public void No_noise_hides_a_term_and_the_span_covers_it(string kind)
    {
        var missed = new StringBuilder();
        var misses = 0;
        for (var i = 0; i < Terms.Length; i++)
        {
            var written = Evasions[kind](Terms[i]);
            var text = string.Format(null, Carriers[i % Carriers.Length], written);
            if (Blocks(text, written))
                continue;
            misses++;
            missed.Append(text).Append('\n');
        }
        output.WriteLine($"{kind}: {misses} of {Terms.Length} missed\n{missed}");
        Assert.True(misses <= 0.01 * Terms.Length, $"{kind}: {misses} of {Terms.Length}");
    }

    [Fact]
    public void The_carriers_alone_are_clean() =>
        Assert.All(Carriers, carrier => Assert.Empty(PackWords.Matcher.Found(string.Format(null, carrier, "好物"))));

    /// <summary>What blocks covers what was written, all of it but for one character in ten.</summary>
    private static bool Blocks(string text, string written)
    {
        written = written.Trim('【', '】');
        var start = text.IndexOf(written, StringComparison.Ordinal);
        var blocks = PackWords.Matcher.Scan(text).Where(hit => hit.Severity == Severity.Block).ToArray();
        return Enumerable.Range(start, written.Length).Count(i => blocks.Any(hit => hit.Start <= i && i < hit.End)) >= 0.9 * written.Length;
    }

    /// <summary>The ways to write a row that is one choice, or no choice at all.</summary>
    private static IEnumerable<string> WaysOf(string row) =>
        row.StartsWith('(')
        && row.IndexOf(')') is var close
        && (
            close == row.Length - 1
            || row[(close + 1)..] is { } rest
                && rest.StartsWith('(')
                && rest.EndsWith(")?", StringComparison.Ordinal)
                && rest.IndexOf('(', 1) < 0
        )
            ? row[1..close].Split('|')
        : row.AsSpan().IndexOfAny("(#…") < 0 ? [row]
        : [];
}
