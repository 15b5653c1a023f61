using Compliance.Rules.Wording;
using Compliance.TestKit;

namespace Compliance.Tests.Rules.Wording;

/// <summary>The word lists of the packs that ship, and small lists of a test's own.</summary>
internal static class PackWords
{
    public static IReadOnlyList<WordList> Lists { get; } =
    [
        .. Directory
            .GetFiles(Path.Combine(Repository.Root, "policies", "packs"), "*.tsv", SearchOption.AllDirectories)
            .Where(path => Path.GetFileName(Path.GetDirectoryName(path)) == "words")
            // What makes a notice marketing is no violation.
            .Where(path => Path.GetFileName(path) is not ("marketing.tsv" or "value-offers.tsv" or "value-ends.tsv" or "value-clauses.tsv"))
            .Order(StringComparer.Ordinal)
            .Select(Read),
    ];

    public static WordMatcher Matcher { get; } = WordMatcher.Build(Lists);

    /// <summary>A matcher of rows, <c>;</c> standing for TAB: <c>phrase ; kind ; flags ; suggestion</c>.</summary>
    public static WordMatcher Of(params string[] rows)
    {
        var file = WordListReader.Parse(
            "test",
            string.Join('\n', rows.Select(row => string.Join('\t', row.Split(';').Select(column => column.Trim()))))
        );
        Assert.Empty(file.Diagnostics);
        return WordMatcher.Build([file.List]);
    }

    public static List<WordHit> Scan(this WordMatcher matcher, string text, string? industry = null)
    {
        var hits = new List<WordHit>();
        matcher.Scan(text, industry, hits);
        return hits;
    }

    /// <summary>What was found, as it stands in the text.</summary>
    public static string[] Found(this WordMatcher matcher, string text, string? industry = null) =>
        [.. matcher.Scan(text, industry).Select(hit => text.Substring(hit.Start, hit.Length))];

    private static WordList Read(string path)
    {
        var file = WordListReader.Parse(Path.GetRelativePath(Repository.Root, path), File.ReadAllText(path));
        Assert.Empty(file.Diagnostics);
        return file.List;
    }
}
