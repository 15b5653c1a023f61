using Compliance.Policies.Files;

namespace Compliance.Tests.Policies.Analysis;

public sealed class PolicyAnalysisTests
{
    private const string Laws =
        "- { law: 民法典, version: 2020-05-28, in_force: 2021-01-01, articles: 1260 }\n- { law: 旧办法, version: 2015-01-01, in_force: 2015-01-01, until: 2026-04-30 }\n";

    private static string Cap(string id, string cap, string when = "{ category: marketing }") =>
        PacksFolder.Rule(id, $"kind: frequency-cap\nwhen: {when}\ncap: {{ {cap} }}\nthen: remove");

    private static string Quiet(string id, string from, string to) =>
        PacksFolder.Rule(
            id,
            $"kind: quiet-hours\nwhen: {{ category: marketing }}\nquiet: {{ from: \"{from}\", to: \"{to}\" }}\nthen: remove"
        );

    private static Diagnostic[] Load(string rules)
    {
        using var packs = new PacksFolder().Write("shop/laws.yaml", Laws).Write("shop/rules/a.yaml", rules);
        var loaded = packs.Load();
        Assert.NotNull(loaded.Set);
        return [.. loaded.Diagnostics];
    }

    [Theory]
    [InlineData("law: 民法", "unknown-law")]
    [InlineData("law: 民法典, version: 1999-01-01", "unknown-law-version")]
    [InlineData("law: 旧办法", "law-superseded")]
    public void Names_a_basis_that_the_law_table_does_not_know(string basis, string code) =>
        Assert.Equal((code, 3), Only(Load(PacksFolder.Rule("a", PacksFolder.Consent).Replace("law: 民法典", basis))));

    [Theory]
    [InlineData("1261", "no-such-article")]
    [InlineData("010", "article-form")]
    [InlineData("第13条", "article-form")]
    public void Names_an_article_that_the_law_does_not_have(string article, string code) =>
        Assert.Equal(code, Assert.Single(Load(PacksFolder.Rule("a", PacksFolder.Consent).Replace("1033", article))).Code);

    [Fact]
    public void Names_a_review_that_is_overdue() =>
        Assert.Equal(("review-overdue", 5), Only(Load(PacksFolder.Rule("a", PacksFolder.Consent).Replace("2027-03-31", "2026-11-20"))));

    [Fact]
    public void Names_an_ended_rule_on_which_a_whole_category_leans() =>
        Assert.Equal(
            ("expired-relied-on", 6),
            Only(Load(PacksFolder.Rule("a", PacksFolder.Consent).Replace("from: 2026-01-01", "from: 2026-01-01, to: 2026-11-20")))
        );

    [Fact]
    public void Names_an_ended_rule_on_which_nothing_leans() =>
        Assert.Equal(
            ("expired-rule", 6),
            Only(
                Load(
                    PacksFolder.Rule("a", "kind: suppression\nthen: remove").Replace("from: 2026-01-01", "from: 2026-01-01, to: 2026-11-20")
                )
            )
        );

    [Fact]
    public void Names_evidence_that_has_run_out()
    {
        using var packs = new PacksFolder().Write(
            "shop/evidence.yaml",
            "- { id: e1, clause: \"6(6)\", covers: [最低价], from: 2026-01-01, to: 2026-11-20 }\n"
        );
        var found = Assert.Single(packs.Load().Diagnostics);
        Assert.Equal(
            (DiagnosticSeverity.Warning, "evidence-expired", "shop/evidence.yaml", 1),
            (found.Severity, found.Code, found.File, found.Line)
        );
        Assert.Contains("“e1”", found.What);
    }

    [Fact]
    public void Names_an_ended_rule_that_is_still_covered_by_evidence()
    {
        using var packs = new PacksFolder()
            .Write("shop/evidence.yaml", "- { id: e1, clause: \"6(6)\", covers: [words], from: 2026-01-01, to: 2027-01-01 }\n")
            .Write(
                "shop/rules/a.yaml",
                PacksFolder.Rule("words", "kind: suppression\nthen: remove").Replace("from: 2026-01-01", "from: 2026-01-01, to: 2026-11-20")
            );
        Assert.Equal("expired-relied-on", Assert.Single(packs.Load().Diagnostics).Code);
    }

    [Fact]
    public void Names_a_guard_that_no_message_reaches()
    {
        var rules = PacksFolder.Rule("guard", "kind: category-guard\nwhen: { category: marketing }\nguard: { links: true }\nthen: record");
        Assert.Equal("unreachable-rule", Assert.Single(Load(rules)).Code);
    }

    [Fact]
    public void Names_a_degrade_that_can_never_apply()
    {
        var rules = PacksFolder.Rule("a", PacksFolder.Consent, "unavailable: degrade");
        Assert.Equal("unreachable-setting", Assert.Single(Load(rules)).Code);
    }

    [Theory]
    [InlineData("max: 2, window: calendar-day", "max: 14, window: calendar-week", true)]
    [InlineData("max: 2, window: calendar-day", "max: 13, window: calendar-week", false)]
    [InlineData("max: 2, window: calendar-day", "max: 62, window: calendar-month", true)]
    [InlineData("max: 2, window: calendar-day", "max: 61, window: calendar-month", false)]
    [InlineData("max: 2, window: calendar-day", "max: 4, window: rolling, hours: 24", true)]
    [InlineData("max: 2, window: calendar-day", "max: 3, window: rolling, hours: 24", false)]
    [InlineData("max: 3, window: rolling, hours: 48", "max: 6, window: rolling, hours: 96", true)]
    [InlineData("max: 3, window: rolling, hours: 48", "max: 5, window: rolling, hours: 96", false)]
    [InlineData("max: 2, window: calendar-day", "max: 3, window: calendar-day", true)]
    [InlineData("max: 2, window: calendar-day, zone: UTC", "max: 14, window: calendar-week", false)]
    public void Names_a_cap_that_can_never_bind(string tight, string loose, bool never) =>
        Assert.Equal(never, Load(Cap("tight", tight) + Cap("loose", loose)).Any(found => found.Code == "cap-never-binds"));

    [Fact]
    public void A_cap_of_a_wider_scope_binds_on_its_own() =>
        Assert.Empty(
            Load(
                Cap("tight", "max: 2, window: calendar-day", "{ channel: sms }")
                    + Cap("loose", "max: 14, window: calendar-week", "{ channel: [sms, push] }")
            )
        );

    [Fact]
    public void A_family_covers_its_channels() =>
        Assert.Equal(
            "cap-never-binds",
            Assert
                .Single(
                    Load(
                        Cap("tight", "max: 2, window: calendar-day", "{ channel: sms }")
                            + Cap("loose", "max: 2, window: calendar-day", "{ channel: tencent-sms }")
                    )
                )
                .Code
        );

    [Fact]
    public void Names_a_rule_behind_a_stricter_one()
    {
        var rules =
            PacksFolder.Rule("under-18", "kind: minors\nminors: { under: 18, unknown: remove }\nthen: remove")
            + PacksFolder.Rule("under-14", "kind: minors\nwhen: { channel: sms }\nminors: { under: 14, unknown: permit }\nthen: remove");
        Assert.Equal(("hidden-rule", 12), Only(Load(rules)));
    }

    [Fact]
    public void A_shadow_rule_hides_nothing()
    {
        var rules =
            PacksFolder.Rule("under-18", "kind: minors\nminors: { under: 18, unknown: remove }\nthen: remove", "mode: shadow")
            + PacksFolder.Rule("under-14", "kind: minors\nwhen: { channel: sms }\nminors: { under: 14, unknown: permit }\nthen: remove");
        Assert.Empty(Load(rules));
    }

    [Fact]
    public void Names_a_sliver_between_two_quiet_spans() =>
        Assert.Equal("quiet-gap", Assert.Single(Load(Quiet("evening", "21:00", "23:59") + Quiet("night", "00:00", "08:00"))).Code);

    [Fact]
    public void Quiet_spans_that_meet_are_no_gap_and_a_siesta_is_a_choice() =>
        Assert.Empty(Load(Quiet("night", "21:00", "08:00") + Quiet("noon", "12:00", "14:00") + Quiet("late-noon", "14:00", "15:00")));

    private static (string Code, int Line) Only(Diagnostic[] found) => (Assert.Single(found).Code, found[0].Line);
}
