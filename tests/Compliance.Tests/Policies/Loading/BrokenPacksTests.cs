using System.Text;
using Compliance.Policies.Files;
using Compliance.Policies.Loading;

namespace Compliance.Tests.Policies.Loading;

/// <summary>What people really do to a rule file: each is told with its place, and nothing goes live.</summary>
public sealed class BrokenPacksTests
{
    private static readonly string Sound = PacksFolder.Rule("consent-marketing", PacksFolder.Consent);

    [Fact]
    public void The_pack_that_the_others_break_is_sound()
    {
        using var packs = new PacksFolder().Write("shop/rules/a.yaml", Sound);
        var loaded = packs.Load();
        Assert.Empty(loaded.Diagnostics);
        Assert.NotNull(loaded.Set);
    }

    public static TheoryData<string, string, string, int> Broken =>
        new()
        {
            { "syntax", "shop/rules/a.yaml", Sound.Replace("  owner: legal", "   owner: legal"), 4 },
            { "syntax", "shop/rules/a.yaml", Sound.Replace("  owner: legal", "\towner: legal"), 4 },
            { "syntax", "shop/rules/a.yaml", Sound.Replace("message: 不发", "message: \"不发"), 7 },
            { "unknown-kind", "shop/rules/a.yaml", Sound.Replace("kind: consent", "kind: consents"), 8 },
            { "missing-key", "shop/rules/a.yaml", Sound.Replace("  kind: consent\n", ""), 1 },
            { "missing-key", "shop/rules/a.yaml", Sound.Replace(", article: \"1033\"", ""), 3 },
            { "missing-key", "shop/rules/a.yaml", Sound.Replace("  basis: [{ law: 民法典, article: \"1033\" }]\n", ""), 1 },
            { "too-few", "shop/rules/a.yaml", Sound.Replace("[{ law: 民法典, article: \"1033\" }]", "[]"), 3 },
            { "anchor", "shop/rules/a.yaml", Sound.Replace("owner: legal", "owner: &who legal"), 4 },
            { "alias", "shop/rules/a.yaml", Sound.Replace("owner: legal", "owner: *who"), 4 },
            { "syntax", "shop/rules/a.yaml", Sound.Replace("[{", "[{ }, {").Replace("}]", "}"), 3 },
            { "tag", "shop/rules/a.yaml", Sound.Replace("owner: legal", "owner: !include legal.yaml"), 4 },
            { "second-document", "shop/rules/a.yaml", Sound + "---\n" + Sound, 13 },
            { "duplicate-key", "shop/rules/a.yaml", Sound.Replace("owner: legal", "title: 又一个\n  owner: legal"), 4 },
            { "not-a-date", "shop/rules/a.yaml", Sound.Replace("2027-03-31", "2027-3-31"), 5 },
            { "empty-value", "shop/rules/a.yaml", Sound.Replace("owner: legal", "owner:"), 4 },
            { "bad-form", "shop/rules/a.yaml", Sound.Replace("rule: consent-marketing", "rule: Consent Marketing"), 1 },
            { "outcome-not-of-kind", "shop/rules/a.yaml", Sound.Replace("then: remove", "then: mask"), 11 },
            { "unknown-channel", "shop/rules/a.yaml", Sound.Replace("{ category: marketing }", "{ channel: tencent_sms }"), 9 },
            { "unknown-industry", "shop/rules/a.yaml", Sound.Replace("{ category: marketing }", "{ industry: [food, cosmetic] }"), 9 },
            { "not-a-list", "shop/rules/a.yaml", "rule: a\n", 1 },
            { "empty-file", "shop/rules/a.yaml", "# 没有内容\n", 1 },
            {
                "leading-zero",
                "shop/rules/a.yaml",
                PacksFolder.Rule("cap", "kind: frequency-cap\ncap: { max: 010, window: calendar-day }\nthen: remove"),
                9
            },
            {
                "out-of-range",
                "shop/rules/a.yaml",
                PacksFolder.Rule("cap", "kind: frequency-cap\ncap: { max: 0, window: calendar-day }\nthen: remove"),
                9
            },
            {
                "setting",
                "shop/rules/a.yaml",
                PacksFolder.Rule("cap", "kind: frequency-cap\ncap: { max: 2, window: rolling }\nthen: remove"),
                9
            },
            {
                "setting",
                "shop/rules/a.yaml",
                PacksFolder.Rule("price", "kind: claims\nclaims: { claim: price, patterns: ['原价(?=[0-9])'] }\nthen: evidence"),
                9
            },
            {
                "setting",
                "shop/rules/a.yaml",
                PacksFolder.Rule("price", "kind: claims\nclaims: { claim: price, patterns: ['原价[0-9'] }\nthen: evidence"),
                9
            },
            { "no-such-file", "shop/rules/a.yaml", PacksFolder.Rule("words", "kind: wording\nwords: [words/absolute.tsv]\nthen: deny"), 9 },
            {
                "no-such-file",
                "shop/rules/a.yaml",
                PacksFolder.Rule("words", "kind: wording\nwords: [../other/words/absolute.tsv]\nthen: deny"),
                9
            },
            { "not-a-mapping", "shop/rules/a.yaml", "- 只有一个词\n", 1 },
            { "not-a-mapping", "shop/rules/a.yaml", Sound.Replace("{ category: marketing }", "marketing"), 9 },
            { "key-not-text", "shop/rules/a.yaml", Sound.Replace("owner: legal", "[owner]: legal"), 4 },
            { "not-a-value", "shop/rules/a.yaml", Sound.Replace("owner: legal", "owner: [legal]"), 4 },
            {
                "not-a-number",
                "shop/rules/a.yaml",
                PacksFolder.Rule("cap", "kind: frequency-cap\ncap: { max: 1_000, window: calendar-day }\nthen: remove"),
                9
            },
            {
                "not-a-time",
                "shop/rules/a.yaml",
                PacksFolder.Rule("quiet", "kind: quiet-hours\nquiet: { from: \"9:00\", to: \"21:00\" }\nthen: remove"),
                9
            },
            {
                "not-a-truth",
                "shop/rules/a.yaml",
                PacksFolder.Rule("signed", "kind: disclosure\ndisclosure: { signature: yes }\nthen: deny"),
                9
            },
            { "effective-order", "shop/rules/a.yaml", Sound.Replace("{ from: 2026-01-01 }", "{ from: 2026-02-01, to: 2026-01-31 }"), 6 },
            {
                "duplicate-evidence",
                "shop/evidence.yaml",
                """
                    - { id: e1, clause: "6(6)", covers: [a], from: 2026-01-01, to: 2027-01-01 }
                    - { id: e1, clause: "6(6)", covers: [b], from: 2026-01-01, to: 2027-01-01 }
                    """,
                2
            },
            { "pack-name", "shop/pack.yaml", "pack: shop2\ntitle: 测试\nowner: legal\n", 1 },
            { "pack-name", "gateway/pack.yaml", "pack: gateway\ntitle: 测试\nowner: legal\n", 1 },
            { "duplicate-rule", "shop/rules/b.yaml", Sound, 1 },
            { "not-a-list", "shop/evidence.yaml", "id: e1\n", 1 },
        };

    [Theory]
    [MemberData(nameof(Broken))]
    public void Is_diagnosed_with_its_line(string code, string path, string text, int line)
    {
        using var packs = new PacksFolder().Write("shop/rules/a.yaml", Sound).Write(path, text);
        var loaded = packs.Load();
        Assert.Null(loaded.Set);
        Assert.Contains(
            loaded.Diagnostics,
            found => found.Code == code && found.File == path && found.Line == line && found.Severity == DiagnosticSeverity.Error
        );
        Assert.All(loaded.Diagnostics, found => Assert.True(found.What.Length > 0 && found.Mend.Length > 0));
    }

    [Fact]
    public void A_term_of_an_industry_that_nobody_knows_is_told_with_the_likely_one()
    {
        using var packs = new PacksFolder()
            .Write("shop/words/a.tsv", "// 词\n消炎\tblock\tcategory=a industry=food,cosmetic\n止痒\tblock\tcategory=a industry=cosmetic\n")
            .Write("shop/rules/a.yaml", PacksFolder.Rule("words", "kind: wording\nwords: [words/a.tsv]\nthen: deny"));
        var found = Assert.Single(packs.Load().Diagnostics, found => found.Code == "unknown-industry");
        Assert.Equal(("shop/words/a.tsv", 2), (found.File, found.Line));
        Assert.Contains("是不是“cosmetics”", found.Mend);
    }

    [Theory]
    [InlineData("最佳\tforbid\tcategory=a\n")]
    [InlineData("最佳\n")]
    public void A_row_of_a_word_list_that_says_nothing_known_is_told_with_its_line(string row)
    {
        using var packs = new PacksFolder()
            .Write("shop/words/a.tsv", "// 词\n" + row)
            .Write("shop/rules/a.yaml", PacksFolder.Rule("words", "kind: wording\nwords: [words/a.tsv]\nthen: deny"));
        var loaded = packs.Load();
        Assert.Null(loaded.Set);
        Assert.Contains(loaded.Diagnostics, found => found is { Code: "word-list", File: "shop/words/a.tsv", Line: 2 });
    }

    [Fact]
    public void A_folder_without_any_pack_is_no_policy()
    {
        using var folder = new Compliance.TestKit.TemporaryFolder();
        var loaded = PolicyFolder.Load(folder.Path, PacksFolder.Clock);
        Assert.Null(loaded.Set);
        Assert.Equal("no-packs", Assert.Single(loaded.Diagnostics).Code);
    }

    [Fact]
    public void A_folder_without_a_pack_file_is_named()
    {
        using var packs = new PacksFolder().Write("other/rules/a.yaml", Sound);
        Assert.Contains(packs.Load().Diagnostics, found => found is { Code: "no-pack-file", File: "other/pack.yaml" });
    }

    [Fact]
    public void Reports_all_unknown_keys_of_all_files_at_once()
    {
        using var packs = new PacksFolder()
            .Write("shop/rules/a.yaml", Sound.Replace("owner: legal", "ower: legal\n  colour: red\n  owner: legal"))
            .Write(
                "shop/rules/b.yaml",
                PacksFolder.Rule("cap", "kind: frequency-cap\ncap: { maxx: 2, max: 2, window: calendar-day }\nthen: remove")
            );
        var unknown = packs.Load().Diagnostics.Where(found => found.Code == "unknown-key").ToArray();
        Assert.Equal(
            [("shop/rules/a.yaml", 4, 3), ("shop/rules/a.yaml", 5, 3), ("shop/rules/b.yaml", 9, 10)],
            unknown.Select(found => (found.File, found.Line, found.Column))
        );
        Assert.Contains("owner", unknown[0].Mend);
    }

    [Fact]
    public void Duplicate_ids_in_two_packs_name_both_places()
    {
        using var packs = new PacksFolder()
            .Write("shop/rules/a.yaml", Sound)
            .Write("zoo/pack.yaml", "pack: zoo\ntitle: 测试\nowner: legal\n")
            .Write("zoo/rules/z.yaml", Sound);
        var found = Assert.Single(packs.Load().Diagnostics, found => found.Code == "duplicate-rule");
        Assert.Equal("zoo/rules/z.yaml", found.File);
        Assert.Contains("shop/rules/a.yaml", found.What);
    }

    [Theory]
    [InlineData("[")]
    [InlineData("{a: ")]
    [InlineData("- ")]
    [InlineData("? ")]
    public void Deep_nesting_is_told_and_does_not_take_the_process_down(string opening)
    {
        using var packs = new PacksFolder().Write("shop/rules/a.yaml", string.Concat(Enumerable.Repeat(opening, 200_000 / opening.Length)));
        Assert.Contains(packs.Load().Diagnostics, found => found is { Code: "too-deep" or "syntax", File: "shop/rules/a.yaml" });
    }

    [Fact]
    public void A_file_of_ten_megabytes_is_not_read()
    {
        using var packs = new PacksFolder().Write("shop/rules/a.yaml", new byte[10 * 1024 * 1024]);
        Assert.Equal("file-too-large", Assert.Single(packs.Load().Diagnostics).Code);
    }

    [Fact]
    public void A_binary_file_is_named()
    {
        using var packs = new PacksFolder().Write("shop/rules/a.yaml", [.. "- rule: a\n"u8, 0, 1, 2]);
        var found = Assert.Single(packs.Load().Diagnostics);
        Assert.Equal(("binary-file", 2), (found.Code, found.Line));
    }

    [Theory]
    [InlineData("shop/rules/a.yaml")]
    [InlineData("shop/words/a.tsv")]
    public void A_file_in_gbk_is_named_with_the_line(string path)
    {
        byte[] gbk = [.. "# ok\n"u8, 0xD7, 0xEE, 0xBC, 0xD1, (byte)'\n'];
        using var packs = new PacksFolder()
            .Write("shop/rules/words.yaml", PacksFolder.Rule("words", "kind: wording\nwords: [words/a.tsv]\nthen: deny"))
            .Write("shop/words/a.tsv", "")
            .Write(path, gbk);
        Assert.Contains(packs.Load().Diagnostics, found => found is { Code: "not-utf8", Line: 2 } && found.File == path);
    }

    [Fact]
    public void A_byte_order_mark_is_no_fault()
    {
        using var packs = new PacksFolder().Write("shop/rules/a.yaml", [.. Encoding.UTF8.Preamble, .. Encoding.UTF8.GetBytes(Sound)]);
        Assert.Empty(packs.Load().Diagnostics);
    }

    [Fact]
    public void A_file_that_can_not_be_read_is_a_diagnostic()
    {
        using var packs = new PacksFolder().Write("shop/rules/a.yaml", Sound);
        File.CreateSymbolicLink(
            System.IO.Path.Combine(packs.Path, "shop", "rules", "b.yaml"),
            System.IO.Path.Combine(packs.Path, "nowhere.yaml")
        );
        var loaded = packs.Load();
        Assert.Null(loaded.Set);
        Assert.Contains(loaded.Diagnostics, found => found is { Code: "unreadable", File: "shop/rules/b.yaml" });
    }

    [Fact]
    public void A_folder_without_packs_refuses_to_load()
    {
        var loaded = PolicyFolder.Load(System.IO.Path.Combine(System.IO.Path.GetTempPath(), "no-such-packs"), PacksFolder.Clock);
        Assert.Null(loaded.Set);
        Assert.Equal("no-folder", loaded.Diagnostics[0].Code);
    }

    [Fact]
    public void A_file_that_nobody_reads_is_a_warning_and_the_set_loads()
    {
        using var packs = new PacksFolder()
            .Write("shop/rules/a.yaml", Sound)
            .Write("shop/rules/b.yml", Sound)
            .Write("shop/rules/.a.yaml.swp", "x");
        var loaded = packs.Load();
        Assert.NotNull(loaded.Set);
        Assert.Equal(("not-read", "shop/rules/b.yml"), (Assert.Single(loaded.Diagnostics).Code, loaded.Diagnostics[0].File));
    }
}
