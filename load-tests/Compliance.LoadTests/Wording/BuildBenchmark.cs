using BenchmarkDotNet.Attributes;
using Compliance.Rules.Wording;

namespace Compliance.LoadTests.Wording;

[MemoryDiagnoser]
public class BuildBenchmark
{
    private readonly IReadOnlyList<WordList> _many = WordingCorpus.WithFiller(20_000);

    [Benchmark]
    public WordMatcher Twenty_thousand_terms() => WordMatcher.Build(_many);

    [Benchmark]
    public WordMatcher Shipped_lists() => WordMatcher.Build(WordingCorpus.Shipped);
}
