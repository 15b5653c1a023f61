using Compliance.Rules.Wording;
using Compliance.TestKit;
using Xunit.Abstractions;

namespace Compliance.Tests.Rules.Wording;

/// <summary>The shipped lists on our own labelled sentences; the table stands in the test's output.</summary>
public sealed class LabelledSetTests
{
    private readonly WordingScore _score;
    private readonly IReadOnlyList<LabelledSentence> _sentences;

    public LabelledSetTests(ITestOutputHelper output)
    {
        _sentences = LabelledSentence.Parse(
            File.ReadAllText(Path.Combine(Repository.Root, "tests", "Compliance.Tests", "Rules", "Wording", "Sets", "own.tsv"))
        );
        _score = WordingScore.Of(PackWords.Matcher, _sentences);
        output.WriteLine(
            $"{PackWords.Matcher.Entries.Length} rows, {PackWords.Matcher.PatternCount} ways to write them, {PackWords.Matcher.NodeCount} nodes"
        );
        output.WriteLine(_score.ToString());
        foreach (var mistake in _score.Mistakes)
            output.WriteLine(mistake);
    }

    [Fact]
    public void Holds_at_least_600_different_sentences() =>
        Assert.True(_sentences.Select(sentence => sentence.Text).Distinct().Count() >= 600);

    [Fact]
    public void Catches_violations_and_spares_clean_sentences()
    {
        Assert.True(_score.All.Recall >= 0.95, $"recall {_score.All.Recall:0.000}");
        Assert.True(_score.All.Precision >= 0.97, $"precision {_score.All.Precision:0.000}");
    }

    [Fact]
    public void Catches_every_kind_of_evasion() =>
        Assert.All(_score.ByEvasion, kind => Assert.True(kind.Recall >= 0.85, $"{kind.Name}: {kind.Recall:0.000}"));

    [Fact]
    public void Blocks_next_to_no_exception_of_the_law()
    {
        var exceptions = _score.ByCategory.Where(category => category.Name.StartsWith("exc", StringComparison.Ordinal)).ToArray();
        Assert.True(exceptions.Sum(category => category.Clean) >= 50);
        Assert.True(exceptions.Sum(category => category.Blocked) <= 0.02 * exceptions.Sum(category => category.Clean));
    }

    [Fact]
    public void Marks_the_expected_span() => Assert.True(_score.SpanOverlap >= 0.95, $"overlap {_score.SpanOverlap:0.000}");
}
