using BenchmarkDotNet.Attributes;
using Compliance.Rules.Wording;

namespace Compliance.LoadTests.Wording;

[MemoryDiagnoser]
public class BuildBenchmark
{
    private readonly IReadOnlyList<WordList> many = WordingCorpus.WithFiller(20_000);

    [Benchmark]
    public WordMatcher Twenty_thousand_terms() => WordMatcher.Build(many);

    [Benchmark]
    public WordMatcher Shipped_lists() => WordMatcher.Build(WordingCorpus.Shipped);
}
