using System.Net;
using System.Net.Http.Json;
using System.Text.Json.Nodes;
using Compliance.SystemTests.Faults;
using Compliance.SystemTests.Policies;
using Compliance.TestKit;
using Compliance.TestKit.Callers;
using Compliance.TestKit.Gateways;

namespace Compliance.SystemTests.NothingGetsPast;

/// <summary>What is halted, or limited in its reach, is bound to what is sent: to leave a label out, to split a batch or to change a digit opens nothing.</summary>
public sealed class SplittingTests(SplittingScene splitting) : IClassFixture<SplittingScene>
{
    private const string Campaign = "c618-春茶";

    private Scene Scene => splitting.Scene;

    [Theory]
    [MemberData(nameof(Channels.All), MemberType = typeof(Channels))]
    public async Task A_halted_campaign_stays_halted_without_its_name_or_under_another_spelling(string channel)
    {
        var campaign = $"{Campaign}-{channel}";
        var first = await PushAsync(channel, ("Compliance-Campaign", campaign));
        Assert.True(first.Decision == "permit", first.Text);
        var halt = await HaltAsync("campaign", campaign);
        foreach (
            var spelling in (string[])
                [campaign, "C618春茶" + channel.ToUpperInvariant(), "ｃ６１８-春茶_" + channel, $"c618–春茶.{channel}"]
        )
            await AssertHaltedAsync(await PushAsync(channel, ("Compliance-Campaign", spelling)));
        await AssertHaltedAsync(await PushAsync(channel));

        // Another campaign is not held up by this one, nor is another text of the sender.
        Assert.Equal("permit", (await PushAsync(channel, ("Compliance-Campaign", "c1111"))).Decision);
        var other = await Scene.Caller.WecomAsync("门店周年，感谢一路相伴", [(await Scene.ConsentingPersonAsync()).Customer]);
        Assert.Equal("permit", other.Decision);
        using var lifted = await Scene.Admin.Http.DeleteAsync(new Uri($"/api/halts/{halt}", UriKind.Relative));
        lifted.EnsureSuccessStatusCode();
        Assert.Equal("permit", (await PushAsync(channel)).Decision);
    }

    [Fact]
    public async Task A_text_or_a_template_can_be_halted_itself()
    {
        var text = await HaltAsync("text", "端午将至，满300减40，欢迎到店");
        var person = await Scene.ConsentingPersonAsync();
        await AssertHaltedAsync(
            await Scene.Caller.WecomAsync("端午将至，满 ３００ 减 50，欢迎到店", [person.Customer], ("Compliance-Campaign", "x1"))
        );
        Assert.Equal("permit", (await Scene.Caller.WecomAsync("端午将至，欢迎到店品茶", [person.Customer])).Decision);
        var template = await HaltAsync("template", Templates.Aliyun.ToLowerInvariant());
        await AssertHaltedAsync(await PushAsync("aliyun-sms"));
        Assert.Equal("permit", (await PushAsync("tencent-sms")).Decision);
        foreach (var halt in (string[])[text, template])
            (await Scene.Admin.Http.DeleteAsync(new Uri($"/api/halts/{halt}", UriKind.Relative))).EnsureSuccessStatusCode();
        Assert.DoesNotContain(
            "端午",
            await Scene.Admin.Http.GetStringAsync(new Uri("/api/halts", UriKind.Relative)),
            StringComparison.Ordinal
        );
    }

    /// <summary>Who halts a part of a text, or a template as lists write it, means what he says; the list says what is stopped, and nobody's number.</summary>
    [Fact]
    public async Task A_halt_stops_what_it_says_and_says_what_it_stops()
    {
        var text = await HaltAsync("text", "重阳登高，致电13800138000");
        var person = await Scene.ConsentingPersonAsync();
        await AssertHaltedAsync(await Scene.Caller.WecomAsync("亲，重陽登高 致电13800138001 报名", [person.Customer]));
        Assert.Equal("permit", (await Scene.Caller.WecomAsync("重阳将至，欢迎到店品茶", [person.Customer])).Decision);
        var listed = await Scene.Admin.Http.GetStringAsync(new Uri("/api/halts", UriKind.Relative));
        Assert.Contains("重阳登高，致电138****8000", listed, StringComparison.Ordinal);
        var store = Path.Combine(Scene.Gateway.DataDirectory, "stores");
        foreach (var file in Directory.EnumerateFiles(store, "halts.db*"))
            Assert.DoesNotContain("重阳", await ReadAsync(file), StringComparison.Ordinal);
        var template = await HaltAsync("template", "tencent-sms:" + Templates.Tencent);
        await AssertHaltedAsync(await PushAsync("tencent-sms"));
        Assert.Equal("permit", (await PushAsync("aliyun-sms")).Decision);
        foreach (var halt in (string[])[text, template])
            (await Scene.Admin.Http.DeleteAsync(new Uri($"/api/halts/{halt}", UriKind.Relative))).EnsureSuccessStatusCode();

        static async Task<string> ReadAsync(string file)
        {
            await using var stream = new FileStream(file, FileMode.Open, FileAccess.Read, FileShare.ReadWrite);
            using var reader = new StreamReader(stream, System.Text.Encoding.UTF8);
            return await reader.ReadToEndAsync();
        }
    }

    /// <summary>It would be believed to hold.</summary>
    [Theory]
    [InlineData("template", "900002", "ahead")]
    [InlineData("template", "aliyun-sms:1110001", "tencent-sms:1110001")]
    [InlineData("text", "春茶", "至少|独特的一段")]
    [InlineData("text", "2026年", "独特的一段")]
    [InlineData("sender", "nobody", "crm")]
    [InlineData("channel", "smss", "sms")]
    [InlineData("campaign", "13800138000", "个人信息")]
    public async Task A_halt_that_can_stop_nothing_is_refused_with_what_to_write(string scope, string value, string cure)
    {
        using var answer = await Scene.Admin.Http.PostAsJsonAsync(
            "/api/halts",
            new
            {
                scope,
                value,
                reason = "投诉激增",
            }
        );
        Assert.Equal(HttpStatusCode.BadRequest, answer.StatusCode);
        var said = System.Text.RegularExpressions.Regex.Unescape(await answer.Content.ReadAsStringAsync());
        Assert.Matches(cure, said);
    }

    [Fact]
    public async Task What_is_used_tomorrow_can_be_halted_today()
    {
        var campaign = (
            await Scene.Admin.PostAsync(
                "/api/halts",
                new
                {
                    scope = "campaign",
                    value = "c-tomorrow",
                    reason = "投诉激增",
                }
            )
        )!;
        Assert.Contains("没有推送用过", (string)campaign["note"]!, StringComparison.Ordinal);
        await AssertHaltedAsync(await PushAsync("wecom", ("Compliance-Campaign", "C-Tomorrow")));
        var ahead = new
        {
            scope = "template",
            value = "900003",
            reason = "投诉激增",
            ahead = true,
        };
        var template = (await Scene.Admin.PostAsync("/api/halts", ahead))!;
        foreach (var halt in (JsonNode[])[campaign, template])
            (await Scene.Admin.Http.DeleteAsync(new Uri($"/api/halts/{halt["id"]}", UriKind.Relative))).EnsureSuccessStatusCode();
    }

    /// <summary>Three a day may get a new text: split, renumbered and after a restart they stay three.</summary>
    [Fact]
    public async Task A_new_texts_reach_is_a_days_over_batches_digits_and_restarts()
    {
        using var careful = new PushCaller(Scene.Gateway.Push, SplittingScene.CarefulKey);
        Assert.Equal("permit", (await SendAsync(careful, "秋茶上市，品鉴会第 1 场，欢迎到店", 2)).Decision);
        await AssertDeniedByAsync("abuse-blast", await SendAsync(careful, "秋茶上市，品鉴会第 2 场，欢迎到店", 2));
        Assert.Equal("permit", (await SendAsync(careful, "秋茶上市，品鉴会第２０场，欢迎到店", 1)).Decision);
        Assert.Equal("permit", (await SendAsync(careful, "冬茶预订开始，欢迎到店了解", 2)).Decision);
        await Scene.Gateway.StopAsync();
        await Scene.Gateway.StartAsync();
        await AssertDeniedByAsync("abuse-blast", await SendAsync(careful, "秋茶上市，品鉴会第 3 场，欢迎到店", 1));
    }

    [Fact]
    public async Task A_review_is_asked_for_a_days_batches_together()
    {
        Assert.Equal("permit", (await SendAsync(Scene.Caller, "茶山直播 8 点开始，欢迎观看", 5)).Decision);
        await AssertDeniedByAsync("shop-review", await SendAsync(Scene.Caller, "茶山直播 9 点开始，欢迎观看", 5));
        await AssertDeniedByAsync("shop-review", await SendAsync(Scene.Caller, "一次发给九个人，欢迎观看", 9));
        Assert.Equal("permit", (await SendAsync(Scene.Caller, "茶山直播 9 点开始，欢迎观看", 3)).Decision);
    }

    private async Task<PushAnswer> PushAsync(string channel, params (string Name, string Value)[] headers) =>
        await Channels.PushAsync(Scene, channel, [await Scene.ConsentingPersonAsync()], headers);

    private async Task<PushAnswer> SendAsync(PushCaller caller, string text, int people)
    {
        var customers = new List<string>();
        for (var i = 0; i < people; i++)
            customers.Add((await Scene.ConsentingPersonAsync()).Customer);
        return await caller.WecomAsync(text, [.. customers]);
    }

    private async Task<string> HaltAsync(string scope, string value) =>
        (string)
            (
                await Scene.Admin.PostAsync(
                    "/api/halts",
                    new
                    {
                        scope,
                        value,
                        reason = "投诉激增",
                    }
                )
            )!["id"]!;

    private Task AssertHaltedAsync(PushAnswer answer) => AssertDeniedByAsync("gateway/halted", answer);

    private async Task AssertDeniedByAsync(string rule, PushAnswer answer)
    {
        Assert.Equal("deny", answer.Decision);
        Assert.Contains(rule, (await Scene.Admin.DecisionAsync(answer.DecisionId)).ToJsonString(), StringComparison.Ordinal);
    }
}

/// <summary>One gateway with a sender of three people a new text, and a rule that asks for a review of more than eight.</summary>
public sealed class SplittingScene : IAsyncLifetime
{
    public const string CarefulKey = "careful.0123456789abcdef0123456789abcdef";

    private readonly PacksCopy _packs = new();

    public Scene Scene { get; private set; } = null!;

    public async Task InitializeAsync()
    {
        await File.WriteAllTextAsync(
            _packs.Rules,
            """
            - rule: shop-review
              title: 超过八人先审后发
              kind: review-required
              basis: [{ law: 广告法, article: "34", version: 2021-04-29 }]
              owner: legal
              review_due: 2027-03-31
              effective: { from: 2026-01-01 }
              when: { category: marketing, sender: crm }
              review: { over: 8 }
              then: review
              message: 超过八人，要先经人工审核
            """
        );
        var settings = _packs.Settings;
        settings["Compliance:Senders:careful:Key"] = CarefulKey;
        settings["Compliance:Senders:careful:Channels:0"] = "*";
        settings["Compliance:Senders:careful:Purposes:0"] = "*";
        settings["Compliance:Senders:careful:BlastRadius"] = "3";
        Scene = await Scene.SetAsync(new GatewayLaunch { Settings = settings });
    }

    public async Task DisposeAsync()
    {
        await Scene.DisposeAsync();
        _packs.Dispose();
    }
}
