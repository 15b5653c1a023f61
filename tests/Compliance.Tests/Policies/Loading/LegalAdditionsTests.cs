using Compliance.Policies.Cases;
using Compliance.Policies.Cases.Written;
using Compliance.Policies.Files;
using Compliance.Policies.Loading;
using Compliance.Rules.Decisions;
using Compliance.Rules.PolicySets;
using Compliance.TestKit;

namespace Compliance.Tests.Policies.Loading;

/// <summary>
/// What a lawyer writes into the word lists that ship, in a copy of the packs: each addition works the first time, or check names its line and how to mend it.
/// </summary>
public sealed class LegalAdditionsTests(LegalAdditionsTests.Added added) : IClassFixture<LegalAdditionsTests.Added>
{
    private const string Own = "core/words/own.tsv";

    [Theory]
    [InlineData("一个词", "今晚王炸价，速来", "wording-own")]
    [InlineData("一个词，别的词里有它", "这是王炸价值观", null)]
    [InlineData("要审核的词", "买断级服务", "wording-own")]
    [InlineData("要证据的词", "零添加蔗糖的酸奶", "wording-own")]
    [InlineData("词组", "能调三高的香梨", "wording-own")]
    [InlineData("词组以外", "能调口味的香梨", null)]
    [InlineData("risk：谐音", "项目躺嬴", "wording-own")]
    [InlineData("risk：拼音", "项目躺ying", "wording-own")]
    [InlineData("risk：空格", "项目躺 赢", "wording-own")]
    [InlineData("数字", "保证日涨500粉", "wording-own")]
    [InlineData("省略号", "扫码一键办理退税", "wording-own")]
    [InlineData("省略号不过句", "扫码入群，退税政策见官网", null)]
    [InlineData("繁体写的", "这是稳赢盘口", "wording-own")]
    [InlineData("全角写的", "vip保录班", "wording-own")]
    [InlineData("英文整词", "Results GUARANTEED!", "wording-own")]
    [InlineData("英文词的一部分", "unguaranteed", null)]
    [InlineData("行业以内", "冷萃秘方", "wording-own", "food")]
    [InlineData("行业以外", "冷萃秘方", null, "cosmetics")]
    [InlineData("行业不明", "冷萃秘方", "wording-own")]
    [InlineData("例外：有线索", "公益捐赠：旧衣白送", null)]
    [InlineData("例外：没有线索", "新衣白送", "wording-own")]
    [InlineData("语境：两个都有", "老来宝，老人专用，今日立减", "wording-own")]
    [InlineData("语境：只有一个", "老来宝，老人专用", null)]
    [InlineData("语境：用已有的", "随心贷，立减三元", "wording-own")]
    [InlineData("word：不许切开", "小王炸鸡店", null)]
    [InlineData("原有的词：自己的例外", "全村最大的桥通车了", null)]
    public void Each_addition_works_the_first_time(string what, string text, string? rule, string? industry = null)
    {
        var findings = added.Check(text, industry).Where(found => found.Severity > Severity.Warn).ToArray();
        if (rule is null)
            Assert.Empty(findings);
        else
            Assert.True(findings.Any(found => found.Rule.Id == rule), $"{what}：{text}");
    }

    [Fact]
    public void A_scope_belongs_to_the_span_and_a_suggestion_to_its_family()
    {
        const string Text = "全宇宙王炸价";
        var found = Assert.Single(added.Check(Text, null), found => found.Rule.Id == "wording-own");
        Assert.Equal(Text, Text.Substring(found.Start, found.Length));
        Assert.Equal("写活动价和起止时间", found.Suggestion);
    }

    [Fact]
    public void Nothing_of_it_is_doubtful() => Assert.Empty(added.Diagnostics);

    [Theory]
    [InlineData("王炸价 block", "word-list", "TAB")]
    [InlineData("王炸价\t禁止", "word-list", "类型是")]
    [InlineData("王炸价\tblock\tindustry=foods category=own", "unknown-industry", "food")]
    [InlineData("王炸价\tblock\tcategory=own riks", "word-list", "risk")]
    [InlineData("王炸价\tblock", "word-list", "category=")]
    [InlineData("王炸价\tblock\tcategory=own\n王炸价\treview\tcategory=own", "word-list", "删去其中一行", 2)]
    [InlineData("(王炸|超神价\tblock\tcategory=own", "word-list", "不能嵌套")]
    [InlineData("(<水果>)抗癌\tblock\tcategory=own", "word-list", "group")]
    [InlineData("#…\tblock\tcategory=own", "word-list", "至少写一个")]
    [InlineData("王炸价\tblock\tcategory=own needs=oferr", "unknown-context", "offer")]
    [InlineData("王炸价\tblock\tcategory=own except=qutation", "unknown-exception", "quotation")]
    [InlineData("王炸\tcue\texcept=nowhere", "unknown-exception", "exception")]
    [InlineData("王炸价\tblock\tcategory=own\n王炸\tsuggest\tcategory=own", "word-list", "第四列", 2)]
    [InlineData("王炸价\tblock\tcategory=own\n王炸\tsuggest\tcategory=won\t改", "word-list", "category=", 2)]
    [InlineData("赢\thomophones", "word-list", "谐音字")]
    [InlineData("最近\tblock\tcategory=own", "never-found", "allow")]
    public void What_cannot_work_is_told_with_its_line_and_how_to_mend_it(string rows, string code, string mend, int line = 1)
    {
        using var packs = new PacksFolder()
            .Write(
                "shop/rules/a.yaml",
                PacksFolder.Rule("own", "kind: wording\nwhen: { category: marketing }\nwords: [words/own.tsv, words/core.tsv]\nthen: deny")
            )
            .Write(
                "shop/words/core.tsv",
                "offer\tcontext\n立减\tcue\tcontext=offer\nquotation\texception\n骗局\tcue\texcept=quotation\n最近\tallow\n"
            )
            .Write("shop/words/own.tsv", rows);
        var told = Assert.Single(packs.Load().Diagnostics, diagnostic => diagnostic.Code == code);
        Assert.Equal(("shop/words/own.tsv", line), (told.File, told.Line));
        Assert.Contains(mend, told.What + told.Mend);
    }

    [Fact]
    public void A_list_that_no_rule_names_is_told()
    {
        using var packs = new PacksFolder()
            .Write("shop/rules/a.yaml", PacksFolder.Rule("consent-marketing", PacksFolder.Consent))
            .Write("shop/words/own.tsv", "王炸价\tblock\tcategory=own");
        var told = Assert.Single(packs.Load().Diagnostics, diagnostic => diagnostic.Code == "unused-words");
        Assert.Contains("words/own.tsv", told.Mend);
    }

    /// <summary>A copy of the packs with a list of the brand's own, and with rows in the lists that ship.</summary>
    public sealed class Added : IDisposable
    {
        private const string Rows = """
            -	defaults	category=own suggest=改写为事实
            王炸价	block
            王炸价值观	allow
            (王炸鸡|炸鸡)	word
            王炸	block	needs=offer
            (王炸)	suggest	category=own	写活动价和起止时间
            买断级	review		改为实际数量
            零添加蔗糖	evidence
            果品	group	苹果|香梨|脐橙
            (调|降)(三高|血糖)的(<果品>)	block
            躺赢	block	risk
            赢	homophones	嬴瀛
            日涨#粉	block
            扫码…退税	block
            穩贏盤	block
            ＶＩＰ保录	block
            guaranteed	block
            冷萃秘方	block	industry=food
            charity	exception	then=pass
            公益捐赠	cue	except=charity reach=sentence
            白送	block	except=charity
            elder	context
            老人	cue	context=elder reach=sentence
            老来宝	block	needs=elder+offer
            随心贷	block	needs=offer
            全宇宙	scope
            全村	cue	except=self-compare
            """;

        private readonly TemporaryFolder _folder = new();
        private readonly PolicySet _set;

        public Added()
        {
            var packs = Path.Combine(Repository.Root, "policies", "packs");
            foreach (var file in Directory.GetFiles(packs, "*", SearchOption.AllDirectories))
            {
                var copy = _folder.At(Path.GetRelativePath(packs, file).Split(Path.DirectorySeparatorChar));
                Directory.CreateDirectory(Path.GetDirectoryName(copy)!);
                File.Copy(file, copy);
            }
            File.WriteAllText(_folder.At(Own.Split('/')), Rows);
            File.WriteAllText(
                _folder.At("core", "rules", "own.yaml"),
                PacksFolder.Rule("wording-own", "kind: wording\nwhen: { category: marketing }\nwords: [words/own.tsv]\nthen: deny")
            );
            var loaded = PolicyFolder.Load(_folder.Path, PacksFolder.Clock);
            Diagnostics =
            [
                .. loaded.Diagnostics.Select(diagnostic => $"{diagnostic.File}:{diagnostic.Line} {diagnostic.What} {diagnostic.Mend}"),
            ];
            _set = loaded.Set ?? throw new InvalidOperationException(string.Join('\n', Diagnostics));
        }

        public string[] Diagnostics { get; }

        public Finding[] Check(string text, string? industry) =>
            [
                .. CaseRunner
                    .Check(
                        new WrittenMessage
                        {
                            Channel = "wecom",
                            Text = text,
                            Industry = industry,
                        },
                        _set
                    )
                    .Contents.SelectMany(content => content.Findings)
                    .Where(found => found.Field == 0),
            ];

        public void Dispose() => _folder.Dispose();
    }
}
