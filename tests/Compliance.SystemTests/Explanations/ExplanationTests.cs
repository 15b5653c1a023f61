using System.Globalization;
using Compliance.SystemTests.Faults;
using Compliance.TestKit.Callers;
using Compliance.TestKit.Gateways;

namespace Compliance.SystemTests.Explanations;

/// <summary>Refused, masked, refused until a time, removed: each explained to an officer in Chinese with law and article.</summary>
/// <remarks>A gateway of their own: they move its clock, always on to another morning.</remarks>
public sealed class ExplanationTests(MorningScene morning) : IClassFixture<MorningScene>
{
    private const string IdCard = "11010519491231002X";

    private readonly Scene _scene = morning.Scene;

    [Fact]
    public async Task A_banned_word_is_refused()
    {
        var person = await _scene.ConsentingPersonAsync();
        var answer = await _scene.Caller.WecomAsync("国家级品质的春茶，全国销量第一", [person.Customer]);
        Channels.AssertRefusedInTheProvidersShape("wecom", answer, "wording-absolute");
        Assert.DoesNotContain(_scene.Vendor.Pushes, push => push.Recipients.Contains(person.Customer));
        (await ExplainAsync(answer)).Counts(asked: 1, sent: 0, removed: 1).Says("广告法", "第 9", "国家级");
    }

    [Fact]
    public async Task An_id_card_number_in_a_template_variable_is_masked()
    {
        var person = await _scene.ConsentingPersonAsync();
        var answer = await _scene.Caller.TencentAsync([person.E164], [$"王女士（证件{IdCard}）", "春茶"]);
        Channels.AssertAccepted("tencent-sms", answer);
        var push = Assert.Single(_scene.Vendor.Pushes, push => push.Recipients.Contains(person.E164));
        Assert.Null(push.Flaw);
        var sent = (string)push.Request.Json["TemplateParamSet"]![0]!;
        Assert.DoesNotContain("19491231", sent, StringComparison.Ordinal);
        Assert.Matches(@"王女士（证件1\S*\*+\S*）", sent);
        (await ExplainAsync(answer)).Counts(asked: 1, sent: 1, removed: 0).Names("mask-id-card").Says("个人信息保护法", "28");
    }

    [Fact]
    public async Task An_sms_at_half_past_ten_in_the_evening_is_refused_until_eight()
    {
        var person = await _scene.ConsentingPersonAsync();
        var today = _scene.Clock.GetUtcNow().ToOffset(TimeSpan.FromHours(8));
        var evening = new DateTimeOffset(today.Date, today.Offset).AddHours(22.5);
        _scene.Clock.MoveTo(evening);
        var answer = await _scene.Caller.TencentAsync([person.E164], ["王女士", "春茶"]);
        Channels.AssertRefusedInTheProvidersShape("tencent-sms", answer, "quiet-hours-marketing");
        Assert.DoesNotContain(_scene.Vendor.Pushes, push => push.Recipients.Contains(person.E164));
        var decision = await ExplainAsync(answer);
        decision.Names("quiet-hours-marketing").Says("民法典", "1033");
        var eight = evening.AddHours(9.5);
        Assert.Equal(eight, DateTimeOffset.Parse(decision.RetryAt!, CultureInfo.InvariantCulture));
        var wait = TimeSpan.FromSeconds(int.Parse(answer.Headers["retry-after"], CultureInfo.InvariantCulture));
        // The moved clock is read from a file by whole seconds: the gateway may stand a moment before the evening that was asked for.
        Assert.InRange(wait, eight - evening - TimeSpan.FromMinutes(5), eight - evening + TimeSpan.FromSeconds(5));

        _scene.Clock.MoveTo(eight.AddSeconds(2));
        Channels.AssertAccepted("tencent-sms", await _scene.Caller.TencentAsync([person.E164], ["王女士", "春茶"]));
    }

    [Fact]
    public async Task The_third_sms_of_the_day_is_removed_on_whatever_channel_it_comes()
    {
        var person = await _scene.ConsentingPersonAsync();
        var fresh = await _scene.ConsentingPersonAsync();
        Channels.AssertAccepted("tencent-sms", await Channels.PushAsync(_scene, "tencent-sms", [person]));
        Channels.AssertAccepted("aliyun-sms", await Channels.PushAsync(_scene, "aliyun-sms", [person]));
        var third = await Channels.PushAsync(_scene, "tencent-sms", [person, fresh]);
        Assert.Equal(("partial", 1), (third.Decision, third.Removed));
        Assert.Equal([fresh.E164], _scene.Vendor.Pushes[^1].Recipients);
        (await ExplainAsync(third)).Counts(asked: 2, sent: 1, removed: 1).Names("cap-sms-daily").Says("民法典", "1033");

        // The window is the recipient's calendar day, and outlives a restart.
        await _scene.Gateway.KillAsync();
        await _scene.Gateway.StartAsync();
        Channels.AssertRefusedInTheProvidersShape(
            "tencent-sms",
            await Channels.PushAsync(_scene, "tencent-sms", [person]),
            "cap-sms-daily"
        );
        _scene.Clock.MoveBy(TimeSpan.FromDays(1));
        Channels.AssertAccepted("tencent-sms", await Channels.PushAsync(_scene, "tencent-sms", [person]));
    }

    [Fact]
    public async Task A_stranger_gets_no_marketing_and_an_unknown_template_is_marketing()
    {
        var stranger = Person.New();
        var answer = await Channels.PushAsync(_scene, "tencent-sms", [stranger]);
        Channels.AssertRefusedInTheProvidersShape("tencent-sms", answer, "consent-marketing");
        (await ExplainAsync(answer)).Names("consent-marketing").Says("个人信息保护法", "13");
    }

    [Fact]
    public async Task A_decision_is_found_by_person_rule_law_and_campaign_and_has_a_proof()
    {
        var person = await _scene.WithdrawnPersonAsync();
        var answer = await Channels.PushAsync(_scene, "wecom", [person], ("Compliance-Campaign", "618"));
        foreach (
            var query in (string[])
                [
                    $"identity={Uri.EscapeDataString(person.CustomerIdentity)}",
                    $"identity={Uri.EscapeDataString(person.PhoneIdentity)}&rule=consent-marketing",
                    "campaign=618",
                    "law=" + Uri.EscapeDataString("个人信息保护法/15"),
                    "effect=deny&channel=wecom",
                ]
        )
        {
            Assert.Contains(answer.DecisionId, await _scene.Admin.DecisionsAsync(query));
        }

        using var proof = await _scene.Admin.Http.GetAsync(new Uri($"/api/decisions/{answer.DecisionId}/proof", UriKind.Relative));
        Assert.StartsWith("c2sp.org/tlog-proof@v1", await proof.Content.ReadAsStringAsync(), StringComparison.Ordinal);
    }

    private async Task<Explanation> ExplainAsync(PushAnswer answer) => Explanation.Of(await _scene.Admin.DecisionAsync(answer.DecisionId));
}
