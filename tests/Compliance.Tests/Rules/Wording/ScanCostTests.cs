using System.Diagnostics;
using Compliance.Rules.Wording;

namespace Compliance.Tests.Rules.Wording;

public sealed class ScanCostTests
{
    private const string Clean = "您的订单已发货，预计周五送达，请保持手机畅通，感谢您的支持与信任。";

    [Fact]
    public void A_clean_text_allocates_nothing()
    {
        var hits = new List<WordHit>();
        var matcher = PackWords.Matcher;
        Assert.Equal(0, Allocations.Least(() => matcher.Scan(Clean, null, hits)));
        Assert.Empty(hits);
    }

    /// <summary>Thirty-two times the text may take at most two hundred times as long, on a busy machine: a quadratic step would take a thousand.</summary>
    [Theory]
    [InlineData("最")]
    [InlineData("第一")]
    [InlineData("最 ")]
    [InlineData("稳赚")]
    [InlineData("步行三分钟到")]
    [InlineData("警惕稳赚")]
    [InlineData("(zui")]
    [InlineData("zhuang")]
    [InlineData("。最。")]
    [InlineData("1")]
    [InlineData("保证解压恭喜")]
    [InlineData("全网")]
    public void A_hostile_text_takes_linear_time(string unit)
    {
        var (small, large) = (
            string.Concat(Enumerable.Repeat(unit, 2000 / unit.Length)),
            string.Concat(Enumerable.Repeat(unit, 64000 / unit.Length))
        );
        var hits = new List<WordHit>();
        Time(large, hits);
        var (shorter, longer) = (Time(small, hits), Time(large, hits));
        Assert.True(longer < 200 * shorter + 5, $"{shorter:0.00} ms → {longer:0.00} ms");
    }

    /// <summary>Words that begin with their own end: at each place of the text a long one nearly stands.</summary>
    [Fact]
    public void Terms_made_for_the_text_take_linear_time()
    {
        var matcher = PackWords.Of([
            .. Enumerable.Range(3, 29).Select(n => string.Concat(Enumerable.Repeat("稳赢", n)) + "吧;block;category=a"),
        ]);
        var hits = new List<WordHit>();
        var (small, large) = (string.Concat(Enumerable.Repeat("稳赢", 1000)), string.Concat(Enumerable.Repeat("稳赢", 32000)));
        Time(large, hits, matcher);
        var (shorter, longer) = (Time(small, hits, matcher), Time(large, hits, matcher));
        Assert.True(longer < 200 * shorter + 5, $"{shorter:0.00} ms → {longer:0.00} ms");
    }

    [Fact]
    public void Twenty_thousand_terms_are_built_in_reasonable_time()
    {
        var random = new Random(5);
        var rows = Enumerable
            .Range(0, 20_000)
            .Select(_ => string.Concat(Enumerable.Range(0, random.Next(3, 6)).Select(_ => (char)random.Next(0x4E00, 0x56C4))))
            .Distinct();
        var file = WordListReader.Parse("many", string.Join('\n', rows.Select(row => row + "\tblock\tcategory=a")));
        var watch = Stopwatch.StartNew();
        var matcher = WordMatcher.Build([file.List]);
        // The goal of one second is measured by the load test `wording`; this machine may be busy.
        Assert.True(watch.ElapsedMilliseconds < 5000, $"{watch.ElapsedMilliseconds} ms");
        Assert.All(
            Enumerable.Range(0, 500),
            entry => Assert.Contains(matcher.Scan(file.List.Entries[entry].Term), hit => hit.Entry == entry)
        );
    }

    private static double Time(string text, List<WordHit> hits) => Time(text, hits, PackWords.Matcher);

    private static double Time(string text, List<WordHit> hits, WordMatcher matcher)
    {
        var best = double.MaxValue;
        for (var i = 0; i < 10; i++)
        {
            hits.Clear();
            var watch = Stopwatch.StartNew();
            matcher.Scan(text, null, hits);
            best = Math.Min(best, watch.Elapsed.TotalMilliseconds);
        }
        return best;
    }
}
