using Compliance.Rules.Wording;

namespace Compliance.Tests.Rules.Wording;

/// <summary>Ways to hide a term that are more than noise between its characters, each beside what only looks like it.</summary>
public sealed class HiddenTermTests
{
    private static readonly WordMatcher Promises = PackWords.Of("(稳赚不赔|国家级|包治百病); block; category=a risk");
    private static readonly WordMatcher Short = PackWords.Of("(包过|天机|手相|最好|顶级|正品); block; category=a risk");

    [Theory]
    [InlineData("稳\n赚\n不\n赔")]
    [InlineData("稳\r\n赚\r\n不\r\n赔")]
    [InlineData("好物推荐\n稳\n赚\n不\n赔\n今日开抢")]
    public void A_column_of_single_characters_is_read_downwards(string text) => Assert.Single(Promises.Found(text));

    [Theory]
    [InlineData("稳赚\n不赔")]
    [InlineData("本店生意很稳\n赚了口碑\n不赔本")]
    [InlineData("先求稳\n再说赚\n要不\n赔了也认")]
    public void Lines_that_only_end_and_begin_so_are_none(string text) => Assert.Empty(Promises.Found(text));

    [Theory]
    [InlineData("赔不赚稳", "赔不赚稳")]
    [InlineData("\u202E赔不赚稳\u202C，了解一下", "赔不赚稳")]
    [InlineData("养生茶，病百治包", "病百治包")]
    public void A_mirrored_term_is_found(string text, string found)
    {
        var hit = Assert.Single(Promises.Scan(text));
        Assert.Equal((found, Evasion.Mirrored), (text.Substring(hit.Start, hit.Length), hit.Evasion));
    }

    [Theory]
    [InlineData("买家国旗")]
    [InlineData("过包的饺子")]
    public void What_reads_as_words_is_no_mirror(string text)
    {
        Assert.Empty(Promises.Found(text));
        Assert.Empty(Short.Found(text));
    }

    [Theory]
    [InlineData("稳Z不赔")]
    [InlineData("稳赚bp")]
    [InlineData("国jia级")]
    public void A_letter_or_a_syllable_stands_for_its_character(string text) =>
        Assert.Equal(Evasion.Respelled, Assert.Single(Promises.Scan(text)).Evasion);

    [Theory]
    [InlineData("买A不赔")]
    [InlineData("ZZBP")]
    [InlineData("WZBP型号")]
    [InlineData("国JJ级")]
    public void Letters_that_stand_for_something_else_or_for_most_of_it_are_none(string text) => Assert.Empty(Promises.Found(text));

    [Theory]
    [InlineData("zheng品", 1)]
    [InlineData("zheng品牌家居馆", 0)]
    [InlineData("天ji泄露", 1)]
    [InlineData("冬天ji能外套", 0)]
    [InlineData("zuihao的面料", 1)]
    [InlineData("zuihaochi的面", 0)]
    [InlineData("d1ng级食材", 1)]
    [InlineData("最ha0的面料", 1)]
    [InlineData("d1级食材", 0)]
    [InlineData("Z∪I好的面料", 1)]
    public void Letters_are_a_syllable_of_the_term_or_a_name_beside_a_word(string text, int found) =>
        Assert.Equal(found, Short.Found(text).Length);

    [Theory]
    [InlineData("DJ品牌", 0)]
    [InlineData("J品牌", 0)]
    [InlineData("D级品牌", 1)]
    [InlineData("QW第一", 1)]
    [InlineData("HW第一", 0)]
    [InlineData("全W第一", 1)]
    public void Letters_beside_a_word_are_a_name_but_for_a_scope(string text, int found) =>
        Assert.Equal(found, PackWords.Of("(顶级品牌|全网第一|好评第一); block; category=a risk", "全网; scope").Found(text).Length);

    [Theory]
    [InlineData("顶\n级食材", 1)]
    [InlineData("就在屋顶\n级联采光", 0)]
    [InlineData("今日手\n相机八折", 0)]
    [InlineData("看手\r\n相", 1)]
    public void A_line_that_ends_inside_of_a_word_hides_no_term(string text, int found) => Assert.Equal(found, Short.Found(text).Length);

    [Theory]
    [InlineData("&#31283;赚不赔", "&#31283;赚不赔")]
    [InlineData("&#x7A33;&#x8D5A;不赔&amp;", "&#x7A33;&#x8D5A;不赔")]
    [InlineData("稳&nbsp;赚&zwnj;不赔", "稳&nbsp;赚&zwnj;不赔")]
    public void Entities_are_read_as_their_characters_and_the_span_holds_them_whole(string text, string found)
    {
        var hit = Assert.Single(Promises.Scan(text));
        Assert.Equal(found, text.Substring(hit.Start, hit.Length));
        Assert.NotEqual(Evasion.None, hit.Evasion);
    }

    [Theory]
    [InlineData("A&B;稳当")]
    [InlineData("Q&A：稳吗&#31283")]
    [InlineData("R&D;&;&#;&#x;")]
    public void What_is_no_entity_stays(string text) => Assert.Empty(Promises.Found(text));

    [Theory]
    [InlineData("吃汉堡过周末")]
    [InlineData("冬天机能外套")]
    [InlineData("携手相伴")]
    [InlineData("山顶级别的风景")]
    [InlineData("屋顶级联采光")]
    [InlineData("一键领取")]
    [InlineData("国际品牌")]
    public void Everyday_words_that_a_term_would_cut_are_left_alone(string text) => Assert.Empty(Short.Found(text));

    [Theory]
    [InlineData("给妈妈的礼物", 0)]
    [InlineData("妈的", 1)]
    [InlineData("妈妈妈的", 1)]
    [InlineData("妈妈的的", 1)]
    public void A_doubled_character_that_is_a_word_repeats_nothing(string text, int found) =>
        Assert.Equal(found, PackWords.Of("妈的; block; category=a").Found(text).Length);

    [Theory]
    [InlineData("协议包过", "包过")]
    [InlineData("泄露天机", "天机")]
    [InlineData("看手相", "手相")]
    [InlineData("顶级的风景", "顶级")]
    [InlineData("买正品", "正品")]
    public void The_same_characters_as_a_word_of_their_own_count(string text, string found) => Assert.Equal([found], Short.Found(text));

    [Theory]
    [InlineData("神奇的老人鞋，今日立减", 1)]
    [InlineData("神奇的鞋，今日立减", 0)]
    [InlineData("神奇的老人鞋", 0)]
    [InlineData("神奇的老人鞋。今日立减", 0)]
    [InlineData("暖心的鞋，今日立减", 1)]
    [InlineData("暖心的老人鞋", 1)]
    [InlineData("暖心的鞋", 0)]
    public void A_term_may_need_two_contexts_together_or_one_of_two(string text, int found) =>
        Assert.Equal(
            found,
            PackWords
                .Of(
                    "offer; context",
                    "people; context",
                    "(立减|预约); cue; context=offer reach=sentence",
                    "老人; cue; context=people reach=sentence",
                    "神奇; block; category=a needs=offer+people",
                    "暖心; block; category=a needs=offer,people"
                )
                .Found(text)
                .Length
        );

    [Fact]
    public void A_number_keeps_its_point_where_it_is_told() =>
        Assert.Equal("成功率99.8%", Assert.Single(PackWords.Of("成功率#%; block; category=a").Scan("手术成功率 99.8%")).Term);

    [Fact]
    public void What_is_suggested_fits_the_words_of_the_family_and_a_rows_own_suggestion_goes_first()
    {
        var matcher = PackWords.Of(
            "-; defaults; category=first suggest=登记证据",
            "(史无前例|销量第一); block",
            "空前绝后; block; ; 自己的",
            "(史无前例|空前); suggest; category=first; 改写为具体的折扣"
        );
        Assert.Equal("改写为具体的折扣", SuggestionFor("史无前例大促"));
        Assert.Equal("登记证据", SuggestionFor("销量第一"));
        Assert.Equal("自己的", SuggestionFor("空前绝后"));

        string? SuggestionFor(string text) =>
            Assert.Single(matcher.Scan(text)) is var hit ? matcher.Entries[hit.Entry].SuggestionFor(hit.Term) : null;
    }

    [Fact]
    public void A_term_that_no_text_can_show_is_told_and_no_other()
    {
        var matcher = PackWords.Of(
            "denial; exception; then=pass",
            "谨防; cue; except=denial",
            "(最近|最后); allow",
            "最近; block; category=a",
            "谨防上当; block; category=a except=denial",
            "(最近|最好); block; category=a",
            "稳赚……#%; block; category=a"
        );
        Assert.Equal(["最近", "谨防上当"], matcher.NeverFound().Select(never => never.Term.Term));
    }
}
