using Compliance.Rules.Decisions;
using Compliance.Rules.Wording;

namespace Compliance.Tests.Rules.Wording;

public sealed class WordMatcherTests
{
    [Fact]
    public void An_allow_phrase_hides_what_lies_inside_it_also_with_noise()
    {
        var matcher = PackWords.Of("包过; block; category=a", "面包过期; allow");
        Assert.Empty(matcher.Found("面包过期下架"));
        Assert.Empty(matcher.Found("面·包\u200B过 期下架"));
        Assert.Equal(["包过"], matcher.Found("协议包过，面包过期"));
    }

    [Fact]
    public void An_allow_phrase_does_not_hide_a_term_that_reaches_out_of_it()
    {
        var matcher = PackWords.Of("销量第一; block; category=a", "第一时间; allow");
        Assert.Equal(["销量第一"], matcher.Found("销量第一时间到"));
    }

    [Theory]
    [InlineData("面包治好了困意")]
    [InlineData("面·包治好了困意")]
    [InlineData("当月入账")]
    public void A_term_that_cuts_a_word_is_none(string text) =>
        Assert.Empty(PackWords.Of("包治好; block; category=a", "月入; block; category=a", "(面包|入账); word").Found(text));

    [Fact]
    public void A_term_that_holds_the_word_counts() =>
        Assert.Equal(["家面包治百病"], PackWords.Of("家面包治百病; block; category=a", "面包; word").Found("我家面包治百病"));

    [Fact]
    public void A_cue_excuses_in_its_own_clause_only()
    {
        var matcher = PackWords.Of(
            "denial; exception; then=pass",
            "警惕; cue; except=denial side=before",
            "稳赚; block; category=a except=denial"
        );
        Assert.Empty(matcher.Found("警惕“稳赚”骗局"));
        Assert.Equal(["稳赚"], matcher.Found("警惕骗局，稳赚项目"));
        Assert.Equal(["稳赚"], matcher.Found("稳赚项目请警惕"));
    }

    [Fact]
    public void An_exception_may_need_time_and_source()
    {
        var matcher = PackWords.Of(
            "dated; exception; clause=6(6) then=evidence parts=time,source",
            "#年; cue; except=dated part=time reach=sentence",
            "数据来源; cue; except=dated part=source reach=sentence",
            "销量第一; block; category=a except=dated"
        );
        var excused = Assert.Single(matcher.Scan("2024年销量第一，数据来源：某协会"));
        Assert.Equal((Severity.Evidence, "6(6)"), (excused.Severity, matcher.Exceptions[excused.Exception].Clause));
        Assert.Equal(Severity.Block, Assert.Single(matcher.Scan("2024年销量第一")).Severity);
    }

    [Fact]
    public void An_unscoped_exception_does_not_hold_against_the_market()
    {
        var matcher = PackWords.Of(
            "own; exception; clause=6(1) unscoped",
            "本店; cue; except=own",
            "(最便宜|全市最低); block; category=a except=own",
            "(全网|全市); scope"
        );
        Assert.Empty(matcher.Found("本店最便宜的套餐"));
        Assert.Equal(["全网最便宜"], matcher.Found("本店全网最便宜"));
        Assert.Equal(["全市最低"], matcher.Found("本店全市最低"));
    }

    [Fact]
    public void A_term_may_need_a_context_to_count()
    {
        var matcher = PackWords.Of(
            "offer; context",
            "(立减|预约); cue; context=offer reach=sentence",
            "最…的; block; category=a needs=offer",
            "痛风; block; category=a needs=nowhere"
        );
        Assert.Equal(["最浪漫的"], matcher.Found("最浪漫的场地，预约送花"));
        Assert.Empty(matcher.Found("最浪漫的一天。预约已确认"));
        Assert.Equal(["痛风"], matcher.Found("痛风"));
    }

    [Fact]
    public void A_term_ends_with_its_number_but_may_begin_behind_one()
    {
        var matcher = PackWords.Of("(第一|万能药); block; category=a");
        Assert.Empty(matcher.Found("第一百货"));
        Assert.Equal(["万能药"], matcher.Found("天下第一万能药"));
    }

    [Fact]
    public void An_exception_that_no_list_defines_excuses_nothing() =>
        Assert.Single(PackWords.Of("顶级; block; category=a except=nowhere").Scan("顶级"));

    [Fact]
    public void Terms_of_another_industry_do_not_count_and_an_unknown_one_takes_all()
    {
        var matcher = PackWords.Of("消炎; block; category=a industry=cosmetics");
        Assert.Empty(matcher.Found("消炎药", "drug"));
        Assert.Single(matcher.Found("消炎面膜", "cosmetics"));
        Assert.Single(matcher.Found("消炎面膜"));
    }

    [Fact]
    public void The_longest_of_overlapping_terms_is_reported_with_its_scope()
    {
        var matcher = PackWords.Of("最低; block; category=a", "最低价; block; category=a", "(全网|全国); scope");
        Assert.Equal(["全网最低价"], matcher.Found("今晚全网最低价"));
        Assert.Equal(["最低价"], matcher.Found("通达全网，最低价"));
    }

    [Fact]
    public void The_gravest_of_overlapping_terms_wins()
    {
        var matcher = PackWords.Of("顶级品质生活; warn; category=a", "顶级; block; category=a");
        Assert.Equal(Severity.Block, Assert.Single(matcher.Scan("顶级品质生活")).Severity);
    }

    [Theory]
    [InlineData("月瘦30斤")]
    [InlineData("月瘦三十斤")]
    [InlineData("月瘦12.5斤")]
    [InlineData("月瘦 1,000 斤")]
    public void A_number_is_any_number(string text) => Assert.Equal([text], PackWords.Of("月瘦#斤; block; category=a").Found(text));

    [Fact]
    public void A_doubled_character_among_choices_is_asked_for_too()
    {
        var matcher = PackWords.Of("(天天|每周)…(分红|返利); block; category=a");
        Assert.Equal(["天天有分红"], matcher.Found("天天有分红，当天有分红"));
    }

    [Fact]
    public void A_gap_stays_in_its_clause_and_a_wide_gap_in_its_sentence()
    {
        var narrow = PackWords.Of("步行…到…地铁; block; category=a");
        Assert.Single(narrow.Found("步行三分钟到八号线地铁站"));
        Assert.Empty(narrow.Found("步行街，到店换地铁票"));
        Assert.Empty(narrow.Found("步行一二三四五六七八九十到地铁"));
        var wide = PackWords.Of("解压……黄酒; block; category=a");
        Assert.Single(wide.Found("解压就喝它，养生黄酒"));
        Assert.Empty(wide.Found("解压玩具。黄酒另售"));
    }

    [Theory]
    [InlineData("稳转不赔")] // one unknown homophone in a long term
    [InlineData("wenzhuanbupei吗")]
    [InlineData("稳zhuan不赔")]
    public void A_risky_term_is_found_by_its_sound(string text) =>
        Assert.Single(PackWords.Of("稳赚不赔; block; category=a risk").Found(text));

    [Theory]
    [InlineData("包裹到了")] // sounds like 包过
    [InlineData("宝果园")]
    [InlineData("bao国")]
    public void Words_that_merely_sound_alike_stay_free(string text) =>
        Assert.Empty(PackWords.Of("包过; block; category=a risk", "过; homophones; 果").Found(text));

    [Fact]
    public void Hits_are_ordered_and_lie_in_the_text()
    {
        const string text = "第一品牌，顶级和牛，稳赚不赔，最先进的技术";
        var hits = PackWords.Matcher.Scan(text);
        Assert.True(hits.Count >= 4);
        Assert.Equal(hits.OrderBy(hit => hit.Start).Select(hit => hit.Start), hits.Select(hit => hit.Start));
        Assert.All(hits, hit => Assert.InRange(hit.End, hit.Start + 1, text.Length));
    }

    [Theory]
    [InlineData("全\n网\n最\n低\n价，限时抢购", "最\n低\n价")]
    [InlineData("国\n家\n级\n品质，到店体验", "国\n家\n级")]
    [InlineData("这是本国\n家级别的")]
    public void A_column_of_single_characters_is_read_though_its_last_line_runs_on(string text, params string[] found) =>
        Assert.Equal(found, PackWords.Of("(最低价|国家级); block; category=a").Found(text));
}
