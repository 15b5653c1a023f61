using System.Buffers;
using BenchmarkDotNet.Attributes;
using Compliance.Rules.Wording;

namespace Compliance.LoadTests.Wording;

[MemoryDiagnoser]
public class ScanBenchmark
{
    private const int Length = 100_000;
    private readonly List<WordHit> hits = new(1024);
    private readonly string text = WordingCorpus.Text(Length);
    private readonly string sms = WordingCorpus.Text(70);
    private WordMatcher matcher = null!;
    private SearchValues<string> values = null!;

    [Params(1_000, 20_000)]
    public int Terms { get; set; }

    [GlobalSetup]
    public void Build()
    {
        matcher = WordMatcher.Build(WordingCorpus.WithFiller(Terms));
        matcher.Scan(text, null, hits);
        if (hits.Count > 0)
            throw new InvalidOperationException("The text is to be clean: " + hits[0].Term);
        values = SearchValues.Create([.. WordingCorpus.Filler(Terms)], StringComparison.Ordinal);
    }

    /// <summary>Time for 100,000 characters of clean text: 1.667 ms is 60 million a second.</summary>
    [Benchmark]
    public int Folded_text()
    {
        hits.Clear();
        matcher.Scan(text, null, hits);
        return hits.Count;
    }

    [Benchmark]
    public int One_sms()
    {
        hits.Clear();
        matcher.Scan(sms, null, hits);
        return hits.Count;
    }

    /// <summary>The runtime's own search on text that is already normal: no folding, no spans, no exceptions.</summary>
    [Benchmark(Baseline = true)]
    public int Search_values_on_normal_text() => text.AsSpan().IndexOfAny(values);
}
