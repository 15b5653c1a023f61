using System.Net.Http.Json;
using System.Text.Json;
using System.Text.Json.Nodes;
using Compliance.TestKit.Callers;
using Compliance.TestKit.Gateways;
using Compliance.TestKit.Vendors;

namespace Compliance.SystemTests.NothingGetsPast;

/// <summary>A template that nobody registered: its provider is asked what stands in it, and what can't be had does not leave.</summary>
public sealed class FetchedTemplateTests(FetchedTemplateScene scene) : IClassFixture<FetchedTemplateScene>
{
    private const string Order = "您的订单{1}已发货，预计{2}送达。";
    private const string AliyunOrder = "您的订单${no}已发货，取件码${code}，请及时领取。";

    private Scene Scene => scene.Scene;

    private RecordingVendor Vendor => Scene.Vendor;

    [Fact]
    public async Task A_notice_that_the_provider_tells_of_reaches_whoever_ordered()
    {
        var id = NewId();
        Vendor.Templates[id] = new VendorTemplate(Order);
        var person = Person.New();
        var answer = await TencentAsync(id, ["SF102938", "明天"], person, "transaction");
        Assert.Equal("permit", answer.Decision);
        Assert.Contains(Vendor.Pushes, push => push.Recipients.Contains(person.E164));
        Assert.Equal("transaction", await CategoryAsync(answer));
    }

    [Theory]
    [InlineData("您的订单{1}已发货，预计{2}送达。年终大促全场五折，速来选购。")]
    [InlineData("会员专享：本周低至三折，{1}，{2}，拒收请回复R")]
    public async Task A_promotion_that_the_provider_tells_of_is_marketing_whatever_is_declared(string text)
    {
        var id = NewId();
        Vendor.Templates[id] = new VendorTemplate(text);
        foreach (var category in (string[])["service", "transaction", "security"])
        {
            var answer = await TencentAsync(id, ["123456", "5"], Person.New(), category);
            Assert.Equal("deny", answer.Decision);
            Assert.Equal("marketing", await CategoryAsync(answer));
        }
    }

    [Theory]
    [InlineData("no-such-template")]
    [InlineData("no-permission")]
    public async Task What_cannot_be_had_is_refused_with_both_cures(string why)
    {
        var id = NewId();
        Vendor.Templates[id] =
            why == "no-permission" ? VendorTemplate.None with { Error = "AuthFailure.UnauthorizedOperation" } : VendorTemplate.None;
        var person = await Scene.ConsentingPersonAsync();
        var answer = await TencentAsync(id, ["王女士", "春茶"], person, "transaction");
        Assert.Equal("deny", answer.Decision);
        Assert.Contains("FailedOperation.TemplateIncorrectOrUnapproved", answer.Text, StringComparison.Ordinal);
        Assert.Contains("POST /api/templates", answer.Text, StringComparison.Ordinal);
        Assert.Contains("DescribeSmsTemplateList", answer.Text, StringComparison.Ordinal);
        Assert.DoesNotContain(Vendor.Pushes, push => push.Recipients.Contains(person.E164));
    }

    [Fact]
    public async Task A_code_passes_though_its_template_cannot_be_had_and_nothing_else_does()
    {
        var id = NewId();
        Vendor.Templates[id] = VendorTemplate.None;
        Assert.Equal("permit", (await TencentAsync(id, ["482913", "5"], Person.New(), "security")).Decision);
        Assert.Equal("deny", (await TencentAsync(id, ["482913", "五分钟"], Person.New(), "security")).Decision);
        Assert.Equal("deny", (await TencentAsync(id, ["482913", "5"], Person.New(), "transaction")).Decision);
    }

    [Fact]
    public async Task Of_a_batch_only_the_variant_that_carries_more_than_codes_stays_behind()
    {
        var id = "SMS_" + NewId();
        Vendor.Templates[id] = VendorTemplate.None;
        var (coded, wordy) = (Person.New(), Person.New());
        var fields = new Dictionary<string, string>
        {
            ["PhoneNumberJson"] = JsonSerializer.Serialize((string[])[coded.Phone, wordy.Phone]),
            ["SignNameJson"] = JsonSerializer.Serialize((string[])[Templates.Signature, Templates.Signature]),
            ["TemplateCode"] = id,
            ["TemplateParamJson"] = JsonSerializer.Serialize((object[])[new { code = "482913" }, new { code = "到店领取" }]),
        };
        var answer = await AliyunAsync("SendBatchSms", fields, "security");
        Assert.Equal("partial", answer.Decision);
        Assert.Contains(Vendor.Pushes, push => push.Recipients.Contains(coded.Phone) && !push.Recipients.Contains(wordy.Phone));
    }

    [Fact]
    public async Task A_marketing_template_that_the_provider_tells_of_reaches_whoever_consented()
    {
        var person = await Scene.ConsentingPersonAsync();
        Assert.Equal("permit", (await TencentAsync(NewId(), [], person, null)).Decision);
        Assert.Equal("deny", (await TencentAsync(NewId(), [], Person.New(), null)).Decision);
    }

    [Fact]
    public async Task Twenty_who_see_it_first_ask_once()
    {
        var id = NewId();
        var gate = new TaskCompletionSource();
        Vendor.Templates[id] = new VendorTemplate(Order) { Gate = gate.Task };
        var pushes = Enumerable.Range(0, 20).Select(_ => TencentAsync(id, ["SF102938", "明天"], Person.New(), "transaction")).ToList();
        await Task.Delay(300);
        gate.SetResult();
        Assert.All(await Task.WhenAll(pushes), answer => Assert.Equal("permit", answer.Decision));
        Assert.Single(Vendor.TemplateReads, read => read == id);
        Assert.Equal("permit", (await TencentAsync(id, ["SF102939", "后天"], Person.New(), "transaction")).Decision);
        Assert.Single(Vendor.TemplateReads, read => read == id);
    }

    [Fact]
    public async Task Who_comes_while_the_provider_is_slow_is_told_to_come_again()
    {
        var id = NewId();
        var gate = new TaskCompletionSource();
        Vendor.Templates[id] = new VendorTemplate(Order) { Gate = gate.Task };
        var late = await OnceAsync(id, ["SF102938", "明天"], Person.New(), "transaction");
        Assert.Equal("deny", late.Decision);
        Assert.Contains("template-late", late.Text, StringComparison.Ordinal);
        Assert.True(late.Headers.ContainsKey("retry-after"));
        gate.SetResult();
        Assert.Equal("permit", (await TencentAsync(id, ["SF102938", "明天"], Person.New(), "transaction")).Decision);
    }

    [Fact]
    public async Task Aliyun_tells_type_and_variables()
    {
        var id = "SMS_" + NewId();
        Vendor.Templates[id] = new VendorTemplate(AliyunOrder) { Variables = """{"no":"other_number","code":"numberCaptcha"}""" };
        Assert.Equal("permit", (await AliyunAsync(id, new { no = "SF102938", code = "2211" }, Person.New())).Decision);
        var wordy = await AliyunAsync(id, new { no = "SF102938", code = "见店内" }, Person.New());
        Assert.Equal("deny", wordy.Decision);
        var promotion = "SMS_" + NewId();
        Vendor.Templates[promotion] = new VendorTemplate(AliyunOrder) { Type = "2" };
        Assert.Equal("marketing", await CategoryAsync(await AliyunAsync(promotion, new { no = "SF102938", code = "2211" }, Person.New())));
    }

    [Fact]
    public async Task Aliyun_that_refuses_the_read_is_told_in_its_own_words()
    {
        var id = "SMS_" + NewId();
        Vendor.Templates[id] = VendorTemplate.None with { Error = "isp.RAM_PERMISSION_DENY" };
        var answer = await AliyunAsync(id, new { no = "SF102938", code = "2211" }, Person.New());
        Assert.Equal("deny", answer.Decision);
        Assert.Contains("isv.SMS_TEMPLATE_ILLEGAL", answer.Text, StringComparison.Ordinal);
        Assert.Contains("GetSmsTemplate", answer.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_was_fetched_is_listed_with_its_source_and_legal_may_confirm_it()
    {
        var id = NewId();
        Vendor.Templates[id] = new VendorTemplate("双十一全场五折活动的订单{1}已发货。");
        Assert.Equal("marketing", await CategoryAsync(await TencentAsync(id, ["SF102938"], Person.New(), "transaction")));
        var listed = (await Scene.Admin.Http.GetFromJsonAsync<JsonArray>("/api/templates"))!.Single(t => (string?)t!["id"] == id)!;
        Assert.Equal(("fetched", "default"), ((string?)listed["source"], (string?)listed["account"]));
        Assert.NotNull((string?)listed["fetchedAt"]);
        Assert.NotEmpty(listed["findings"]!.AsArray());
        using var confirmed = await Scene.Admin.Http.PostAsJsonAsync(
            "/api/templates",
            new
            {
                channel = "tencent-sms",
                id,
                text = "双十一全场五折活动的订单{1}已发货。",
                category = "transaction",
                signature = Templates.Signature,
                confirm = true,
                reason = "说的是已经下的订单",
            }
        );
        Assert.True(confirmed.IsSuccessStatusCode);
        Assert.Equal("permit", (await TencentAsync(id, ["SF102938"], Person.New(), "transaction")).Decision);
    }

    private static string NewId() => "55" + Person.New().Phone[2..];

    private async Task<string?> CategoryAsync(PushAnswer answer) =>
        (string?)(await Scene.Admin.DecisionAsync(answer.DecisionId))["categoryReason"]!["effective"];

    /// <summary>Comes again where it is told to: a provider on a busy machine may be slower than the gateway's patience.</summary>
    private async Task<PushAnswer> TencentAsync(string template, string[] values, Person person, string? category) =>
        await RepeatAsync(() => OnceAsync(template, values, person, category));

    private static async Task<PushAnswer> RepeatAsync(Func<Task<PushAnswer>> push)
    {
        for (var left = 10; ; left--)
        {
            var answer = await push();
            if (left == 0 || !answer.Text.Contains("template-late", StringComparison.Ordinal))
                return answer;
        }
    }

    private Task<PushAnswer> OnceAsync(string template, string[] values, Person person, string? category)
    {
        var body = new JsonObject
        {
            ["SmsSdkAppId"] = "1400006666",
            ["SignName"] = Templates.Signature,
            ["TemplateId"] = template,
            ["TemplateParamSet"] = new JsonArray([.. values.Select(value => (JsonNode)value)]),
            ["PhoneNumberSet"] = new JsonArray(person.E164),
        };
        (string, string)[] headers = [("X-TC-Action", "SendSms"), ("X-TC-Version", "2021-01-11"), ("X-TC-Region", "ap-guangzhou")];
        return Scene.Caller.PostJsonAsync(
            "/tencent-sms/",
            body.ToJsonString(),
            category is null ? headers : [.. headers, ("Compliance-Category", category)]
        );
    }

    private Task<PushAnswer> AliyunAsync(string template, object values, Person person)
    {
        var fields = PushCaller.AliyunFields([person.Phone], "");
        (fields["TemplateCode"], fields["TemplateParam"]) = (template, JsonSerializer.Serialize(values));
        return AliyunAsync("SendSms", fields, "transaction");
    }

    private Task<PushAnswer> AliyunAsync(string action, Dictionary<string, string> fields, string category)
    {
        var query = string.Join('&', fields.Select(field => $"{Uri.EscapeDataString(field.Key)}={Uri.EscapeDataString(field.Value)}"));
        return RepeatAsync(() =>
            Scene.Caller.SendAsync(
                new HttpRequestMessage(HttpMethod.Post, "/aliyun-sms/?" + query),
                ("x-acs-action", action),
                ("x-acs-version", "2017-05-25"),
                ("Compliance-Category", category)
            )
        );
    }
}

/// <summary>One gateway for the class.</summary>
public sealed class FetchedTemplateScene : IAsyncLifetime
{
    public Scene Scene { get; private set; } = null!;

    public async Task InitializeAsync() => Scene = await Scene.SetAsync();

    public async Task DisposeAsync() => await Scene.DisposeAsync();
}
