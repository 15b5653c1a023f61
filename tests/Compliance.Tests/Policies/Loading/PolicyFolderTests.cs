using System.Security.Cryptography;
using System.Text;
using Compliance.Policies.Files;
using Compliance.Policies.Loading;
using Compliance.Rules.Frequency;
using Compliance.Rules.Messages;
using Compliance.Rules.PolicySets;
using Compliance.TestKit;
using FsCheck.Fluent;

namespace Compliance.Tests.Policies.Loading;

public sealed class PolicyFolderTests
{
    [Fact]
    public void The_starter_set_loads_without_a_single_remark()
    {
        var loaded = PolicyFolder.Load(System.IO.Path.Combine(Repository.Root, "policies", "packs"), PacksFolder.Clock);
        Assert.Empty(loaded.Diagnostics);
        Assert.NotNull(loaded.Set);
    }

    [Fact]
    public void Reads_a_rule_as_legal_writes_it()
    {
        using var packs = new PacksFolder().Write(
            "shop/rules/a.yaml",
            """
            - rule: cap-sms-daily
              title: 短信每人每天最多 2 条
              kind: frequency-cap
              basis: [{ law: 民法典, article: 1033 }]
              owner: legal
              review_due: 2027-03-31
              effective: { from: 2026-12-01 }
              mode: shadow
              when: { channel: sms, category: [marketing, service] }
              cap: { per: person, max: 2, window: calendar-day, zone: recipient }
              then: remove
              message: 该用户今日短信已达上限
            """
        );
        var rule = Assert.IsType<FrequencyCapRule>(Assert.Single(packs.Load().Set!.Rules));
        Assert.Equal(("cap-sms-daily", "shop", "1033"), (rule.Id, rule.Pack, rule.Basis[0].Article));
        Assert.Equal(["sms"], rule.When.Channel.ToArray());
        Assert.Equal([Category.Marketing, Category.Service], rule.When.Category.ToArray());
        Assert.Equal((RuleMode.Shadow, Outcome.Remove, 2, CapWindow.CalendarDay), (rule.Mode, rule.Then, rule.Cap.Max, rule.Cap.Window));
        Assert.Equal(new DateOnly(2026, 12, 1), rule.Effective.From);
    }

    [Fact]
    public void A_scope_may_name_segments_regions_and_hours()
    {
        using var packs = new PacksFolder().Write(
            "shop/rules/a.yaml",
            PacksFolder.Rule(
                "a",
                "kind: suppression\nthen: remove\nwhen:\n  segment: vip\n  region: [310000, \"4403\"]\n  time: { from: \"21:00\", to: \"08:00\", days: [friday, saturday], zone: Asia/Shanghai }"
            )
        );
        var when = Assert.Single(packs.Load().Set!.Rules).When;
        Assert.Equal(["vip"], when.Segment.ToArray());
        Assert.Equal(["310000", "4403"], when.Region.ToArray());
        Assert.Equal((new TimeOnly(21, 0), new TimeOnly(8, 0), "Asia/Shanghai"), (when.Time!.From, when.Time.To, when.Time.Zone));
        Assert.Equal([DayOfWeek.Friday, DayOfWeek.Saturday], when.Time.Days.ToArray());
    }

    [Theory]
    [InlineData("region: 上海", "when.region")]
    [InlineData("region: \"3\"", "when.region")]
    [InlineData("time: { from: \"08:00\", to: \"08:00\" }", "when.time.to")]
    [InlineData("time: { from: \"08:00\", to: \"09:00\", zone: Beijing }", "when.time.zone")]
    public void What_is_wrong_with_a_scope_is_told_where_it_stands(string scope, string key)
    {
        using var packs = new PacksFolder().Write(
            "shop/rules/a.yaml",
            PacksFolder.Rule("a", $"kind: suppression\nthen: remove\nwhen: {{ {scope} }}")
        );
        var fault = Assert.Single(packs.Load().Diagnostics);
        Assert.Equal("setting", fault.Code);
        Assert.StartsWith(key, fault.What, StringComparison.Ordinal);
        Assert.True(fault.Line > 1);
    }

    [Fact]
    public void The_industry_of_a_pack_is_that_of_its_rules_unless_they_say_otherwise()
    {
        using var packs = new PacksFolder()
            .Write("shop/pack.yaml", "pack: shop\ntitle: 测试\nowner: legal\nindustry: [food]\n")
            .Write(
                "shop/rules/a.yaml",
                PacksFolder.Rule("a", "kind: suppression\nthen: remove")
                    + PacksFolder.Rule("b", "kind: suppression\nthen: remove\nwhen: { industry: finance }")
            );
        var rules = packs.Load().Set!.Rules;
        Assert.Equal(["food"], rules[0].When.Industry.ToArray());
        Assert.Equal(["finance"], rules[1].When.Industry.ToArray());
    }

    [Fact]
    public void The_revision_is_computed_as_the_design_says()
    {
        using var packs = new PacksFolder()
            .Write("shop/rules/a.yaml", PacksFolder.Rule("a", PacksFolder.Consent))
            .Write("shop/cases/a.yaml", "[]");
        var loaded = packs.Load();
        var lines = Directory
            .GetFiles(packs.Path, "*", SearchOption.AllDirectories)
            .Select(file =>
                (
                    Path: System.IO.Path.GetRelativePath(packs.Path, file),
                    Hash: Convert.ToHexStringLower(SHA256.HashData(File.ReadAllBytes(file)))
                )
            )
            .OrderBy(file => file.Path, StringComparer.Ordinal)
            .Select(file => $"{file.Path} {file.Hash}\n");
        Assert.Equal(Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(string.Concat(lines)))), loaded.Manifest.Revision);
        Assert.Equal(loaded.Manifest.Revision, loaded.Set!.Revision);
    }

    [Fact]
    public void The_same_files_give_the_same_revision_and_one_changed_byte_another()
    {
        using var packs = new PacksFolder().Write("shop/rules/a.yaml", PacksFolder.Rule("a", PacksFolder.Consent));
        var first = packs.Load().Manifest.Revision;
        Assert.Equal(first, packs.Load().Manifest.Revision);
        packs.Write("shop/rules/a.yaml", PacksFolder.Rule("a", PacksFolder.Consent) + "\n");
        Assert.NotEqual(first, packs.Load().Manifest.Revision);
    }

    /// <summary>Whatever stands in a file, loading answers with diagnostics.</summary>
    [Fact]
    public void Never_throws_on_content()
    {
        var sound = PacksFolder.Rule("a", PacksFolder.Consent);
        var pieces = Gen.Elements(
            "- ",
            "rule: ",
            "\n",
            "  ",
            ": ",
            "[",
            "]",
            "{",
            "}",
            "&a ",
            "*a",
            "!t ",
            "| ",
            "> ",
            "%YAML 9.9\n",
            "---\n",
            "...\n",
            "? ",
            "\"",
            "'",
            "#",
            "\t",
            "null",
            "010",
            "𠮷",
            "\u0085",
            "\u2028",
            "<<: ",
            "when",
            "cap: { max: 1 }"
        );
        var spoiled =
            from at in Gen.Choose(0, sound.Length)
            from added in pieces.ListOf()
            select sound[..at] + string.Concat(added) + sound[at..];
        using var packs = new PacksFolder();
        FsCheck.Check.One(
            FsCheck.Config.QuickThrowOnFailure,
            Prop.ForAll(
                spoiled.ToArbitrary(),
                text =>
                {
                    var loaded = packs.Write("shop/rules/a.yaml", text).Load();
                    return loaded.Set is not null || loaded.Diagnostics.Any(found => found.Severity == DiagnosticSeverity.Error);
                }
            )
        );
    }

    [Fact]
    public void Never_throws_on_a_word_list()
    {
        var pieces = Gen.Elements(
            "最佳",
            "(",
            ")",
            "|",
            "(甲|乙)",
            "?",
            "#",
            "…",
            "\t",
            "block",
            "allow",
            "exception",
            "cue",
            "scope",
            "homophones",
            "defaults",
            "category=a",
            "except=x",
            "risk",
            "clause=6(1)",
            "-",
            "\n",
            "//",
            " ",
            "𠮷",
            "\u200B",
            "壹",
            "zui"
        );
        using var packs = new PacksFolder().Write(
            "shop/rules/a.yaml",
            PacksFolder.Rule("words", "kind: wording\nwords: [words/a.tsv]\nthen: deny")
        );
        FsCheck.Check.One(
            FsCheck.Config.QuickThrowOnFailure,
            Prop.ForAll(
                pieces.ListOf().Select(string.Concat).ToArbitrary(),
                text =>
                {
                    var loaded = packs.Write("shop/words/a.tsv", text).Load();
                    return loaded.Set is not null || loaded.Diagnostics.Any(found => found.Severity == DiagnosticSeverity.Error);
                }
            )
        );
    }
}
