using Compliance.Rules.Decisions;
using Compliance.Rules.Links;
using Compliance.Rules.PolicySets;

namespace Compliance.Tests.Rules.Links;

public sealed class LinksRuleTests
{
    private static readonly LinksRule Rule = Given.Rule<LinksRule>("links", Outcome.Deny) with
    {
        Links = new() { Allowed = ["brand.com", "t.brand.cn"] },
    };

    private static string[] Hosts(string text) =>
        [.. Given.Set(Given.ConsentRule, Rule).Decide(Given.Sms(text)).Contents[0].Findings.Select(finding => finding.Term)];

    [Theory]
    [InlineData("见 https://brand.com/618")]
    [InlineData("见https://www.brand.com点击")]
    [InlineData("见 http://T.BRAND.CN:8080/x?a=http")]
    [InlineData("见 brand.com。")]
    [InlineData("见 brand.com/a.html，回复R")]
    [InlineData("来信 service@brand.com 或者 a.b@other.com")]
    [InlineData("规格2.5kg，版本v1.2，约3.14元，No.1")]
    [InlineData("你好...再见。OK。走")]
    [InlineData("文件 a.txt")]
    [InlineData("https://user:pw@brand.com/")]
    public void The_brands_own_addresses_and_what_is_no_address_pass(string text) => Assert.Empty(Hosts(text));

    [Theory]
    [InlineData("见 https://evil.com/618", "evil.com")]
    [InlineData("见 t.cn/A6xyz", "t.cn")]
    [InlineData("见dwz.cn/x", "dwz.cn")]
    [InlineData("https://brand.com.evil.com/", "brand.com.evil.com")]
    [InlineData("https://evilbrand.com/", "evilbrand.com")]
    [InlineData("https://brand.com@evil.com/", "evil.com")]
    [InlineData("https://brand.com:80@evil.com/", "evil.com")]
    [InlineData("https:\\\\evil.com", "evil.com")]
    [InlineData("https://brand.com\\@evil.com/", "brand.com\\@evil.com")]
    [InlineData("https://evil.com\\@brand.com/", "evil.com\\@brand.com")]
    [InlineData("ｈｔｔｐｓ：／／ｅｖｉｌ．ｃｏｍ", "evil.com")]
    [InlineData("evil。com", "evil.com")]
    [InlineData("HTTPS://EVIL.COM./", "evil.com")]
    [InlineData("weixin://dl/business", "dl")]
    [InlineData("www.evil.zip/x", "www.evil.zip")]
    [InlineData("点击www.evil.com领取", "www.evil.com")]
    public void Other_addresses_are_found_by_where_they_lead(string text, string host) => Assert.Contains(host, Hosts(text));

    [Fact]
    public void The_finding_covers_the_address()
    {
        var finding = Assert.Single(
            Given.Set(Given.ConsentRule, Rule).Decide(Given.Sms("戳https://evil.com/a?b=c领取")).Contents[0].Findings
        );
        Assert.Equal((1, "https://evil.com/a?b=c".Length), (finding.Start, finding.Length));
    }

    [Theory]
    [InlineData("brand.com", 0)]
    [InlineData("https://brand.com", 1)]
    [InlineData("brand.com/x", 1)]
    [InlineData("10.0.0.1", 1)]
    public void Only_domains_can_be_allowed(string domain, int problems) =>
        Assert.Equal(problems, (Rule with { Links = new() { Allowed = [domain] } }).Problems().Count());
}
