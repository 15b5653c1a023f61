using Compliance.Rules.Wording;

namespace Compliance.Tests.Rules.Wording;

public sealed class FoldingTests
{
    private static readonly WordMatcher Matcher = PackWords.Of(
        "顶级; block; category=a risk",
        "no1; block; category=a",
        "稳赚不赔; block; category=a risk",
        "天天特价; block; category=a",
        "m2; block; category=a"
    );

    [Theory]
    [InlineData("頂級", Evasion.Form)]
    [InlineData("ＮＯ．１", Evasion.Separated)]
    [InlineData("ｎｏ１", Evasion.Form)]
    [InlineData("Nо1", Evasion.Form)] // Cyrillic o
    [InlineData("𝐍𝐎𝟏", Evasion.Form)]
    [InlineData("ⓃⓄ①", Evasion.Form)]
    [InlineData("NÓ1", Evasion.Form)]
    [InlineData("㎡", Evasion.Form)]
    [InlineData("顶\u200B级", Evasion.Invisible)]
    [InlineData("顶\u202E级", Evasion.Invisible)]
    [InlineData("顶\u0301级", Evasion.Invisible)]
    [InlineData("顶 级", Evasion.Separated)]
    [InlineData("顶💎级", Evasion.Separated)]
    [InlineData("顶👨‍👩‍👧级", Evasion.Separated)]
    [InlineData("顶顶级级", Evasion.Repeated)]
    [InlineData("顶(dǐng)级", Evasion.Separated)]
    [InlineData("稳。赚。不。赔", Evasion.Separated)]
    [InlineData("稳赚，不赔", Evasion.Separated)]
    [InlineData("顶:级", Evasion.Separated, ":海鲜")]
    [InlineData("ding级", Evasion.Respelled)]
    [InlineData("dǐng级", Evasion.Respelled)]
    [InlineData("d.i.n.g级", Evasion.Respelled)]
    [InlineData("d\u200Bing 级", Evasion.Respelled)]
    [InlineData("丁页纟及", Evasion.Respelled)]
    [InlineData("稳贝兼不赔", Evasion.Respelled)]
    public void Finds_the_whole_disguise(string disguise, Evasion kind, string behind = "到店")
    {
        var text = $"今日{disguise}{behind}";
        var hit = Assert.Single(Matcher.Scan(text));
        Assert.Equal(disguise, text.Substring(hit.Start, hit.Length));
        Assert.Equal(kind, hit.Evasion);
    }

    [Theory]
    [InlineData("已到顶。级别不变")]
    [InlineData("【山顶】级别不变")]
    [InlineData("山顶\n级别")]
    [InlineData("顶 - - - - 级")]
    [InlineData("no12")]
    [InlineData("no1.5")]
    [InlineData("piano1")]
    [InlineData("天特价")]
    [InlineData("www.dingji.com")]
    [InlineData("dingji@shop.cn")]
    public void Leaves_neighbours_alone_that_noise_does_not_explain(string text) => Assert.Empty(Matcher.Found(text));

    [Theory]
    [InlineData("月", "3㋀", "㋀")] // 1月
    [InlineData("日", "1㏠2", "㏠")] // 1日
    [InlineData("1", "½")]
    public void A_term_may_begin_or_end_inside_one_character(string term, string text, params string[] found) =>
        Assert.Equal(found, PackWords.Of(term + "; block; category=a").Found(text));

    [Fact]
    public void Names_the_term_in_its_normal_form() => Assert.Equal("顶级", Assert.Single(Matcher.Scan("頂  級")).Term);
}
