using Compliance.Rules.Decisions;
using Compliance.Rules.Wording;

namespace Compliance.Tests.Rules.Wording;

public sealed class WordListReaderTests
{
    [Fact]
    public void Reads_every_kind_of_row()
    {
        var file = WordListReader.Parse(
            "core/words/a.tsv",
            "// 说明\n\n-\tdefaults\tcategory=absolute risk suggest=写参数\n最佳\tblock\texcept=usage\n最新\tallow\n全网\tscope\nusage\texception\tclause=6(2) then=warn\n饮用\tcue\texcept=usage side=after\n最\thomophones\t嘴醉\n首选\twarn\tindustry=food,drug\t写理由\r\n"
        );
        Assert.Empty(file.Diagnostics);
        var (best, first) = (file.List.Entries[0], file.List.Entries[1]);
        Assert.Equal(
            ("最佳", "absolute", Severity.Block, true, "写参数", 4),
            (best.Term, best.Category, best.Severity, best.HighRisk, best.Suggestion, best.Line)
        );
        Assert.Equal("usage", Assert.Single(best.Exceptions));
        Assert.Equal((Severity.Warn, "写理由", 10), (first.Severity, first.Suggestion, first.Line));
        Assert.Equal("food drug", string.Join(" ", first.Industries));
        Assert.Equal("最新", Assert.Single(file.List.Allowed));
        Assert.Equal("全网", Assert.Single(file.List.Scopes));
        Assert.Equal(("6(2)", Severity.Warn), (file.List.Exceptions[0].Clause, file.List.Exceptions[0].Then));
        Assert.Equal(CueSide.After, file.List.Cues[0].Side);
        Assert.Equal('最', file.List.Homophones[0].Character);
    }

    [Theory]
    [InlineData("最佳", 1, "1 列")]
    [InlineData("最佳\tban\tcategory=a", 4, "ban")]
    [InlineData("最佳\tblock\t", 10, "类别")]
    [InlineData("最佳\tblock\tcategory=a colour=red", 21, "colour")]
    [InlineData("最佳\tblock\tcategory=a side=after", 21, "side")]
    [InlineData("(最佳\tblock\tcategory=a", 1, "括号")]
    [InlineData("最|佳\tblock\tcategory=a", 2, "前面没有")]
    [InlineData("……\tblock\tcategory=a", 1, "文字")]
    [InlineData("警惕\tcue\t", 8, "例外")]
    [InlineData("usage\texception\tthen=maybe", 17, "then=maybe")]
    [InlineData("最佳\thomophones\t家", 1, "谐音")]
    [InlineData("病\tgroup\t", 1, "词组")]
    [InlineData("治(<病>)\tblock\tcategory=a", 3, "词组")]
    public void Says_where_a_row_is_wrong_and_how_to_mend_it(string row, int column, string what)
    {
        var diagnostic = Assert.Single(WordListReader.Parse("a.tsv", "// 第一行\n" + row).Diagnostics);
        Assert.Equal((2, column), (diagnostic.Line, diagnostic.Column));
        Assert.Contains(what, diagnostic.What);
        Assert.NotEmpty(diagnostic.Mend);
    }

    [Fact]
    public void A_group_stands_for_its_words_in_the_rows_below()
    {
        var matcher = PackWords.Of("痛; group; 头痛|牙痛", "病; group; <痛>|失眠", "(治|根治)(<病>); block; category=a");
        Assert.Equal(["治牙痛", "根治失眠"], matcher.Found("治牙痛，根治失眠，治沙"));
    }

    [Fact]
    public void Reports_all_wrong_rows_and_keeps_the_others()
    {
        var file = WordListReader.Parse("a.tsv", "一\n最佳\tblock\tcategory=a\n最佳\tblock\tcategory=a\n二\n");
        Assert.Equal([1, 3, 4], file.Diagnostics.Select(diagnostic => diagnostic.Line));
        Assert.Single(file.List.Entries);
    }

    [Fact]
    public void The_shipped_lists_define_every_exception_that_they_use()
    {
        var defined = PackWords.Lists.SelectMany(list => list.Exceptions).Select(exception => exception.Id).ToHashSet();
        var used = PackWords.Lists.SelectMany(list =>
            list.Entries.SelectMany(entry => entry.Exceptions).Concat(list.Cues.Select(cue => cue.Exception))
        );
        Assert.Empty(used.Distinct().Except(defined));
    }

    [Fact]
    public void Every_shipped_term_offers_compliant_wording() =>
        Assert.All(
            PackWords.Lists.SelectMany(list => list.Entries),
            entry => Assert.False(string.IsNullOrEmpty(entry.Suggestion), entry.Term)
        );
}
