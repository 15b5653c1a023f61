using System.Text.Json;
using Compliance.Policies.Cli;

namespace Compliance.Tests.Policies.Cli;

/// <summary>What a person or a program sees of the tool: text or JSON, and the exit code.</summary>
public sealed class PolicyCtlTests : IDisposable
{
    private readonly PacksFolder _packs = new PacksFolder()
        .Write("shop/rules/a.yaml", PacksFolder.Rule("consent-marketing", PacksFolder.Consent))
        .Write(
            "shop/cases/a.yaml",
            """
            - { case: consent/none, title: 没有同意, fails: consent-marketing, message: { channel: wecom, text: 你好 }, to: [{ consent: none }] }
            - { case: consent/granted, title: 同意过, passes: consent-marketing, message: { channel: wecom, text: 你好 } }
            """
        );

    [Fact]
    public void Test_with_both_engines_counts_cases_and_differences() =>
        Assert.Contains(
            "两个引擎：2 个案例，不同之处 0 处。",
            Run("test", _packs.Path, "--engine", "both").Output,
            StringComparison.Ordinal
        );

    [Fact]
    public void Check_of_a_sound_folder_is_well() => Assert.Equal(0, Run("check", _packs.Path).Code);

    [Fact]
    public void Check_tells_file_line_and_column_and_how_to_mend_it()
    {
        _packs.Write("shop/rules/b.yaml", PacksFolder.Rule("b", PacksFolder.Consent.Replace("then:", "than:")));
        var (code, output, _) = Run("check", _packs.Path);
        Assert.Equal(1, code);
        Assert.Contains("shop/rules/b.yaml:11:3: 错误 unknown-key", output);
        Assert.Contains("是不是“then”？", output);
        Assert.DoesNotContain("\u001b", output);
    }

    [Fact]
    public void Check_as_json_is_for_programs()
    {
        _packs.Write("shop/rules/b.yaml", "[");
        using var json = JsonDocument.Parse(Run("check", _packs.Path, "--json").Output);
        Assert.False(json.RootElement.GetProperty("ok").GetBoolean());
        Assert.Equal("syntax", json.RootElement.GetProperty("diagnostics")[0].GetProperty("code").GetString());
    }

    [Theory]
    [InlineData]
    [InlineData("chek")]
    [InlineData("check")]
    [InlineData("check", "a", "b")]
    [InlineData("check", "a", "--colour")]
    [InlineData("test", "a", "--engine", "third")]
    [InlineData("replay", "a")]
    [InlineData("replay", "a", "--cases", "no-such-file.ndjson")]
    [InlineData("new", "rule", "a", "b", "c", "--kind", "no-such-kind")]
    public void Wrong_usage_is_2(params string[] arguments)
    {
        var (code, _, error) = Run(arguments);
        Assert.Equal(2, code);
        Assert.NotEmpty(error);
    }

    [Theory]
    [InlineData("check")]
    [InlineData("test")]
    [InlineData("explain")]
    [InlineData("diff")]
    [InlineData("replay")]
    [InlineData("check-text")]
    [InlineData("new")]
    [InlineData("schema")]
    public void Every_command_explains_itself(string command)
    {
        var (code, output, _) = Run(command, "--help");
        Assert.Equal(0, code);
        Assert.Contains(command, output);
        Assert.Contains("-?, -h, --help", output);
    }

    [Fact]
    public void Test_of_a_covered_pack_is_well()
    {
        var (code, output, _) = Run("test", _packs.Path);
        Assert.Equal(0, code);
        Assert.Contains("案例：2 个，通过 2，未通过 0。", output);
    }

    [Fact]
    public void Test_names_the_rule_that_no_case_notices()
    {
        _packs.Write(
            "shop/rules/b.yaml",
            PacksFolder.Rule("cap", "kind: frequency-cap\ncap: { max: 2, window: calendar-day }\nthen: remove")
        );
        using var json = JsonDocument.Parse(Run("test", _packs.Path, "--json").Output);
        var coverage = json.RootElement.GetProperty("coverage");
        Assert.Equal("cap", Assert.Single(coverage.GetProperty("survivors").EnumerateArray()).GetString());
        Assert.Equal("cap", Assert.Single(coverage.GetProperty("withoutFailure").EnumerateArray()).GetString());
    }

    [Fact]
    public void Test_shows_a_case_that_does_not_hold()
    {
        _packs.Write(
            "shop/cases/b.yaml",
            "- { case: wrong, title: 写反了, fails: consent-marketing, message: { channel: wecom, text: 你好 } }\n"
        );
        var (code, output, _) = Run("test", _packs.Path);
        Assert.Equal(1, code);
        Assert.Contains("shop/cases/b.yaml:1: wrong 写反了", output);
        Assert.Contains("应当命中“consent-marketing”，没有命中", output);
    }

    [Fact]
    public void Test_names_a_case_about_a_rule_that_is_not_there()
    {
        _packs.Write(
            "shop/cases/b.yaml",
            "- { case: wrong, title: 错字, fails: consent-marketin, message: { channel: wecom, text: 你好 } }\n"
        );
        var (code, output, _) = Run("test", _packs.Path);
        Assert.Equal(1, code);
        Assert.Contains("是不是“consent-marketing”？", output);
    }

    [Fact]
    public void Explain_goes_from_the_category_to_the_result()
    {
        var (code, output, _) = Run("explain", _packs.Path, "consent/none");
        Assert.Equal(0, code);
        Assert.Contains("1. 类别：营销", output);
        Assert.Contains("民法典 第 1033 条", output);
        Assert.Contains("结果：不发送。", output);
        Assert.Equal(1, Run("explain", _packs.Path, "no-such-case").Code);
    }

    /// <summary>Why somebody may be written to is the rule's title; what a refused sender would be told stands only where somebody is refused.</summary>
    [Fact]
    public void Explain_names_a_basis_by_its_title()
    {
        var granted = Run("explain", _packs.Path, "consent/granted").Output;
        Assert.Contains("依据：consent-marketing：测试规则〔", granted);
        Assert.DoesNotContain("不发", granted);
        Assert.Contains(
            "consent-marketing：测试规则〔民法典 第 1033 条〕（no-consent）：不发",
            Run("explain", _packs.Path, "consent/none").Output
        );
    }

    [Fact]
    public void Diff_says_in_words_what_changed()
    {
        using var after = new PacksFolder().Write(
            "shop/rules/a.yaml",
            PacksFolder.Rule("consent-marketing", PacksFolder.Consent, "mode: shadow")
        );
        var (code, output, _) = Run("diff", _packs.Path, after.Path);
        Assert.Equal(0, code);
        Assert.Contains("mode：enforce → shadow", output);
    }

    [Fact]
    public void Replay_reproduces_and_names_lines_that_are_no_evidence()
    {
        var set = _packs.Load().Set!;
        var recorded = Replays.ReplayTests.Exported(set, refused: -1);
        var evidence = System.IO.Path.Combine(_packs.Path, "evidence.ndjson");
        File.WriteAllBytes(evidence, [.. recorded.ToJson(), (byte)'\n']);
        var (code, output, _) = Run("replay", _packs.Path, "--cases", evidence);
        Assert.Equal(0, code);
        Assert.Contains("完全重现 1，未重现 0", output);
        Assert.Equal(2, Run("replay", _packs.Path, "--cases", evidence, "--days", "0").Code);

        var forged = recorded with { Decision = recorded.Decision with { Effect = Compliance.Rules.Decisions.DecisionEffect.Permit } };
        File.WriteAllBytes(evidence, [.. forged.ToJson(), .. "\nnonsense\n"u8]);
        using var json = JsonDocument.Parse(Run("replay", _packs.Path, "--cases", evidence, "--json").Output);
        Assert.False(json.RootElement.GetProperty("ok").GetBoolean());
        Assert.Equal(1, json.RootElement.GetProperty("notReproduced").GetInt32());
        Assert.Equal(2, Assert.Single(json.RootElement.GetProperty("unreadableLines").EnumerateArray()).GetInt32());
    }

    [Fact]
    public void Check_text_points_at_the_place()
    {
        _packs
            .Write("shop/words/own.tsv", "最低价\tblock\tcategory=test\n")
            .Write("shop/rules/b.yaml", PacksFolder.Rule("wording-absolute", "kind: wording\nwords: [words/own.tsv]\nthen: deny"));
        var (code, output, _) = Run("check-text", _packs.Path, "全网最低价", "--json");
        Assert.Equal(1, code);
        using var json = JsonDocument.Parse(output);
        Assert.Equal("deny", json.RootElement.GetProperty("effect").GetString());
        var finding = Assert.Single(json.RootElement.GetProperty("findings").EnumerateArray());
        Assert.Equal(
            ("wording-absolute", 2, 3),
            (finding.GetProperty("rule").GetString(), finding.GetProperty("start").GetInt32(), finding.GetProperty("length").GetInt32())
        );
        Assert.Equal(0, Run("check-text", _packs.Path, "会员日到了，欢迎来店里坐坐", "--channel", "sms").Code);
    }

    [Fact]
    public void New_drafts_a_rule_that_begins_in_shadow_and_its_cases()
    {
        Assert.Equal(0, Run("new", "rule", _packs.Path, "shop", "cap-weekly", "--kind", "frequency-cap").Code);
        var loaded = _packs.Load();
        Assert.NotNull(loaded.Set);
        Assert.Equal(Compliance.Rules.PolicySets.RuleMode.Shadow, loaded.Set.Rules.Single(rule => rule.Id == "cap-weekly").Mode);
        Assert.True(File.Exists(System.IO.Path.Combine(_packs.Path, "shop", "cases", "cap-weekly.yaml")));
        Assert.Equal(2, Run("new", "rule", _packs.Path, "shop", "cap-weekly", "--kind", "frequency-cap").Code);
    }

    public void Dispose() => _packs.Dispose();

    private static (int Code, string Output, string Error) Run(params string[] arguments)
    {
        var (output, error) = (new StringWriter(), new StringWriter());
        var code = PolicyCtl.Run(arguments, output, error, terminal: false, PacksFolder.Clock);
        return (code, output.ToString(), error.ToString());
    }
}
