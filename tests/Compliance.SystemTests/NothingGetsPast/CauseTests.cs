using System.Globalization;
using System.Text.Json.Nodes;
using Compliance.SystemTests.Faults;
using Compliance.TestKit.Callers;
using Compliance.TestKit.Gateways;

namespace Compliance.SystemTests.NothingGetsPast;

/// <summary>What a caller hears is the cause, and what a caller says is believed only from who may say it.</summary>
public sealed class CauseTests(CauseScene causes) : IClassFixture<CauseScene>
{
    private const string AliyunForm =
        "SignName=%E8%8A%B1%E9%97%B4%E8%8C%B6%E4%BA%8B&TemplateCode=SMS_15305001&TemplateParam=%7B%22name%22%3A%22a%22%7D";

    private static readonly string[] SignedByAcs3 =
    [
        "content-type",
        "host",
        "x-acs-action",
        "x-acs-content-sha256",
        "x-acs-date",
        "x-acs-signature-nonce",
        "x-acs-version",
    ];

    private readonly HttpClient _http = new();

    private Scene Scene => causes.Scene;

    private SignedCalls Calls => new(Scene.Gateway.Push, Scene.Gateway.Sender, Scene.Gateway.SenderKey, Scene.Clock);

    [Theory]
    [MemberData(nameof(Channels.All), MemberType = typeof(Channels))]
    public async Task What_was_denied_has_certainly_not_left(string channel)
    {
        var denied = await Channels.PushAsync(Scene, channel, [Person.New()]);
        Assert.Equal(("deny", "failed"), (denied.Decision, denied.Headers.GetValueOrDefault("compliance-outcome")));
        var dry = await Channels.PushAsync(Scene, channel, [Person.New()], ("Compliance-Dry-Run", "true"));
        Assert.DoesNotContain("compliance-outcome", dry.Headers.Keys);
    }

    /// <summary>Passed over, it would turn a dry run into a send, and believed, anybody on the way could have written it.</summary>
    [Theory]
    [InlineData("TC3", "Compliance-Dry-Run", "true")]
    [InlineData("TC3", "Idempotency-Key", "k-1")]
    [InlineData("first signature", "compliance-campaign", "c618")]
    [InlineData("RPC", "Compliance-Category", "service")]
    [InlineData("ACS3", "Compliance-Dry-Run", "true")]
    public async Task A_header_that_the_signature_does_not_cover_refuses_the_push(string signature, string name, string value)
    {
        var person = await Scene.ConsentingPersonAsync();
        var request = Signed(signature, person);
        request.Headers.TryAddWithoutValidation(name, value);
        var answer = await SendAsync(request);
        Assert.Equal(("deny", "failed"), (answer.Decision, answer.Headers.GetValueOrDefault("compliance-outcome")));
        Assert.Contains($"[header-not-authenticated @ {name}]", answer.Text, StringComparison.OrdinalIgnoreCase);
        Assert.DoesNotContain(
            Scene.Vendor.Pushes,
            push => push.Recipients.Any(phone => phone.EndsWith(person.Phone, StringComparison.Ordinal))
        );
        Assert.Equal("deny", (string)(await Scene.Admin.DecisionAsync(answer.DecisionId))["effect"]!);
    }

    /// <summary>What is wrong with it is its spelling, not who vouches for it.</summary>
    [Fact]
    public async Task A_misspelt_header_beside_a_signature_is_told_as_misspelt()
    {
        var request = Signed("TC3", await Scene.ConsentingPersonAsync());
        request.Headers.Add("Compliance-Dryrun", "true");
        var answer = await SendAsync(request);
        Assert.Equal("deny", answer.Decision);
        Assert.Contains("bad-header", answer.Text, StringComparison.Ordinal);
        Assert.Contains("Compliance-Dry-Run", answer.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Two_keys_of_different_senders_are_told_as_that()
    {
        var request = Signed("TC3", await Scene.ConsentingPersonAsync());
        request.Headers.Add("Compliance-Key", [Scene.Gateway.SenderKey, causes.SlowKey("wecom")]);
        Assert.Contains("two-keys", (await SendAsync(request)).Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_header_that_the_signature_covers_or_a_key_vouches_for_is_believed()
    {
        var person = await Scene.ConsentingPersonAsync();
        var calls = Calls with { Own = new() { ["compliance-dry-run"] = "true" } };
        var covered = await SendAsync(
            calls.Acs3($"PhoneNumbers={person.Phone}&{AliyunForm}", true, [.. SignedByAcs3, "compliance-dry-run"])
        );
        Assert.True((bool)covered.Json["dryRun"]!, covered.Text);
        var request = Signed("TC3", person);
        request.Headers.Add("Compliance-Key", Scene.Gateway.SenderKey);
        request.Headers.Add("Compliance-Dry-Run", "true");
        Assert.True((bool)(await SendAsync(request)).Json["dryRun"]!);
    }

    /// <summary>Whose push it is nobody could say.</summary>
    [Theory]
    [InlineData("TC3")]
    [InlineData("RPC")]
    [InlineData("ACS3")]
    public async Task A_push_that_two_senders_claim_is_refused(string signature)
    {
        var person = await Scene.ConsentingPersonAsync();
        var request = Signed(signature, person);
        request.Headers.Add("Compliance-Key", causes.SlowKey("wecom"));
        var answer = await SendAsync(request);
        Assert.Contains("two-senders", answer.Text, StringComparison.Ordinal);
        var kept = await Scene.Admin.DecisionAsync(answer.DecisionId);
        Assert.Equal(("slow-wecom", "deny"), ((string)kept["sender"]!, (string)kept["effect"]!));
        Assert.DoesNotContain(
            Scene.Vendor.Pushes,
            push => push.Recipients.Any(phone => phone.EndsWith(person.Phone, StringComparison.Ordinal))
        );
    }

    [Theory]
    [MemberData(nameof(Channels.All), MemberType = typeof(Channels))]
    public async Task A_misspelt_header_of_ours_refuses_the_push(string channel)
    {
        var person = await Scene.ConsentingPersonAsync();
        var answer = await Channels.PushAsync(Scene, channel, [person], ("Compliance-Dryrun", "true"));
        Assert.Equal("deny", answer.Decision);
        Assert.Contains("Compliance-Dry-Run", answer.Text, StringComparison.Ordinal);
    }

    /// <summary>A sender that may send for marketing alone sends marketing, whatever its template is called.</summary>
    [Fact]
    public async Task What_is_sent_for_marketing_is_marketing()
    {
        var sender = new PushCaller(Scene.Gateway.Push, CauseScene.PromotingKey);
        var body =
            $$$"""{"SmsSdkAppId":"1","SignName":"{{{Templates.Signature}}}","TemplateId":"{{{CauseScene.Notice}}}","TemplateParamSet":["A1"],"PhoneNumberSet":["{{{Person.New().E164}}}"]}""";
        var answer = await sender.PostJsonAsync("/tencent-sms/", body, ("X-TC-Action", "SendSms"), ("X-TC-Version", "2021-01-11"));
        Assert.Equal("deny", answer.Decision);
        var kept = await Scene.Admin.DecisionAsync(answer.DecisionId);
        var category = kept["categoryReason"]!;
        // Nobody declared anything: its only purpose made it so.
        Assert.Equal(
            (null, "marketing", "purpose", "marketing"),
            ((string?)category["declared"], (string?)category["effective"], (string?)category["by"], (string?)kept["purpose"])
        );
    }

    /// <summary>What the record calls the purpose is that whose consent was asked for.</summary>
    [Theory]
    [InlineData("全场五折起", "marketing")]
    [InlineData("单号SF1029384756", "order")]
    public async Task The_records_purpose_is_the_one_that_was_judged_under(string value, string purpose)
    {
        var answer = await NoticeAsync(value, Person.New(), ("Compliance-Purpose", "order"), ("Compliance-Category", "service"));
        Assert.Equal(purpose, (string)(await Scene.Admin.DecisionAsync(answer.DecisionId))["purpose"]!);
    }

    /// <summary>The provider's own text can't be changed here: that is the cause, and nothing was added to anything.</summary>
    [Fact]
    public async Task A_change_that_can_not_be_made_is_not_told_as_made()
    {
        var person = await Scene.ConsentingPersonAsync();
        var answer = await NoticeAsync("全场五折起", person, ("Compliance-Category", "service"));
        var row = answer.Json["Response"]!["SendStatusSet"]![0]!;
        Assert.Equal("FailedOperation.TemplateIncorrectOrUnapproved", (string)row["Code"]!);
        Assert.Contains("没有改动也没有发出", (string)row["Message"]!, StringComparison.Ordinal);
        Assert.Contains("使它按营销核对", (string)row["Message"]!, StringComparison.Ordinal);
        Assert.DoesNotContain("已在", answer.Text, StringComparison.Ordinal);
        var tried = await NoticeAsync("全场五折起", person, ("Compliance-Category", "service"), ("Compliance-Dry-Run", "true"));
        Assert.Contains("没有改动也没有发出", tried.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_officer_reads_of_a_text_that_nobody_got_that_it_had_to_be_masked_and_not_that_it_was()
    {
        const string text = "您好，新茶到店，请致电13800138000";
        var refused = await Scene.Caller.WecomAsync(text, [Person.New().Customer]);
        var sent = await Scene.Caller.WecomAsync(text, [(await Scene.ConsentingPersonAsync()).Customer]);
        Assert.Equal(("deny", "permit"), (refused.Decision, sent.Decision));
        Assert.Equal((false, "要求脱敏，没有发出", null), await DutyAsync(refused));
        Assert.Equal((true, "已脱敏", true), await DutyAsync(sent));

        async Task<(bool? Done, string Text, bool? Rewritten)> DutyAsync(PushAnswer answer)
        {
            var content = (await Scene.Admin.DecisionAsync(answer.DecisionId))["contents"]![0]!;
            var duty = content["obligations"]![0]!;
            var told = ((string)duty["text"]!).Split('：')[1].Split('（')[0];
            return ((bool?)duty["done"], told, content["fields"]!.AsArray().Any(field => field!["sent"] is not null) ? true : null);
        }
    }

    private Task<PushAnswer> NoticeAsync(string value, Person person, params (string Name, string Value)[] headers) =>
        Scene.Caller.PostJsonAsync(
            "/tencent-sms/",
            $$$"""{"SmsSdkAppId":"1","SignName":"{{{Templates.Signature}}}","TemplateId":"{{{CauseScene.Notice}}}","TemplateParamSet":["{{{value}}}"],"PhoneNumberSet":["{{{person.E164}}}"]}""",
            [("X-TC-Action", "SendSms"), ("X-TC-Version", "2021-01-11"), .. headers]
        );

    [Theory]
    [InlineData("wecom", "45009")]
    [InlineData("tencent-sms", "LimitExceeded")]
    [InlineData("aliyun-sms", "isv.BUSINESS_LIMIT_CONTROL")]
    public async Task A_senders_own_rate_says_when_it_is_free_again(string channel, string code)
    {
        var slow = new PushCaller(Scene.Gateway.Push, causes.SlowKey(channel));
        Person[] two = [await Scene.ConsentingPersonAsync(), await Scene.ConsentingPersonAsync()];
        // Who was refused has reached nobody, however often he tried.
        for (var tries = 0; tries < 3; tries++)
            Assert.DoesNotContain(
                "abuse-velocity",
                (await PushAsync(slow, channel, [Person.New(), Person.New()])).Text,
                StringComparison.Ordinal
            );
        Assert.Equal("permit", (await PushAsync(slow, channel, two)).Decision);
        var busy = await PushAsync(slow, channel, [await Scene.ConsentingPersonAsync()]);
        Assert.Equal(("deny", code), (busy.Decision, Code(channel, busy)));
        Assert.InRange(int.Parse(busy.Headers["retry-after"], CultureInfo.InvariantCulture), 1, 61);
        Assert.Contains("可以再发", busy.Text, StringComparison.Ordinal);

        // Too large for the limit at any time: waiting would be for nothing.
        var large = await PushAsync(slow, channel, [.. two, await Scene.ConsentingPersonAsync()]);
        Assert.Equal(("deny", code), (large.Decision, Code(channel, large)));
        Assert.DoesNotContain("retry-after", large.Headers.Keys);
        Assert.Contains("请拆小", large.Text, StringComparison.Ordinal);
    }

    /// <summary>Signature and filled-in template together are what the provider sends; five hundred characters of it.</summary>
    [Theory]
    [InlineData("tencent-sms", "InvalidParameterValue.ContentLengthLimit")]
    [InlineData("aliyun-sms", "isv.PARAM_LENGTH_LIMIT")]
    public async Task A_short_message_longer_than_the_provider_sends_is_refused(string channel, string code)
    {
        var person = await Scene.ConsentingPersonAsync();
        // 【花间茶事】 and the fixed text of the two templates.
        var room = 500 - 6 - "您好，您关注的春茶已到店，欢迎品鉴。拒收请回复R".Length;
        var fits = await PushNameAsync(new string('茶', room));
        Assert.DoesNotContain("text-too-long", fits.Text, StringComparison.Ordinal);
        var longer = await PushNameAsync(new string('茶', room + 1));
        Assert.Equal("deny", longer.Decision);
        Assert.Contains("[text-too-long @ template]", longer.Text, StringComparison.Ordinal);
        Assert.Contains(code, longer.Text, StringComparison.Ordinal);
        Assert.Contains("501 字", longer.Text, StringComparison.Ordinal);

        Task<PushAnswer> PushNameAsync(string name) =>
            channel == "tencent-sms"
                ? Scene.Caller.TencentAsync([person.E164], [name, "春茶"])
                : Scene.Caller.AliyunAsync([person.Phone], name);
    }

    /// <summary>"No consent" alone could not be understood where the label says notice.</summary>
    [Fact]
    public async Task Who_is_refused_because_a_text_is_marketing_hears_which_words_made_it_so()
    {
        var answer = await NoticeAsync("本周全场七折，速来", Person.New(), ("Compliance-Category", "service"));
        var row = answer.Json["Response"]!["SendStatusSet"]![0]!;
        // The word is the cause: a CRM strikes off whom it reads to be blocked.
        Assert.Equal("FailedOperation.TemplateIncorrectOrUnapproved", (string)row["Code"]!);
        Assert.Matches("\\[consent[^\\]]*\\].*“.*折.*”使它按营销核对 \\[[a-z-]+\\]", (string)row["Message"]!);
    }

    private HttpRequestMessage Signed(string signature, Person person) =>
        signature switch
        {
            "TC3" => Calls.Tc3("2021-01-11", PushCaller.TencentBody([person.E164], ["王女士", "春茶"])),
            "first signature" => Calls.TencentV1(
                "POST",
                "HmacSHA256",
                new()
                {
                    ["SmsSdkAppId"] = "1400006666",
                    ["SignName"] = Templates.Signature,
                    ["TemplateId"] = Templates.Tencent,
                    ["TemplateParamSet.0"] = "王女士",
                    ["TemplateParamSet.1"] = "春茶",
                    ["PhoneNumberSet.0"] = person.E164,
                }
            ),
            "RPC" => Calls.AliyunRpc("POST", PushCaller.AliyunFields([person.Phone], "王女士")),
            _ => Calls.Acs3($"PhoneNumbers={person.Phone}&{AliyunForm}", true, SignedByAcs3),
        };

    private static Task<PushAnswer> PushAsync(PushCaller caller, string channel, Person[] people) =>
        channel switch
        {
            "wecom" => caller.WecomAsync("您好，今年的春茶已经到店", [.. people.Select(person => person.Customer)]),
            "tencent-sms" => caller.TencentAsync([.. people.Select(person => person.E164)], ["王女士", "春茶"]),
            _ => caller.AliyunAsync([.. people.Select(person => person.Phone)], "王女士"),
        };

    private static string Code(string channel, PushAnswer answer) =>
        channel switch
        {
            "wecom" => $"{(int)answer.Json["errcode"]!}",
            "tencent-sms" => (string)answer.Json["Response"]!["SendStatusSet"]![0]!["Code"]!,
            _ => (string)answer.Json["Code"]!,
        };

    private async Task<PushAnswer> SendAsync(HttpRequestMessage request)
    {
        using (request)
        {
            using var answer = await _http.SendAsync(request);
            return await PushAnswer.ReadAsync(answer);
        }
    }
}

/// <summary>One gateway with a notice and, for each channel, a sender of two messages a minute.</summary>
public sealed class CauseScene : IAsyncLifetime
{
    public const string Notice = "2220009";
    public const string PromotingKey = "promoting.0123456789abcdef0123456789abcdef";

    public Scene Scene { get; private set; } = null!;

    public string SlowKey(string channel) => $"slow-{channel}.0123456789abcdef0123456789abcdef";

    public async Task InitializeAsync()
    {
        var settings = new Dictionary<string, string>
        {
            ["Compliance:Senders:promoting:Key"] = PromotingKey,
            ["Compliance:Senders:promoting:Channels:0"] = "*",
            ["Compliance:Senders:promoting:Purposes:0"] = "marketing",
        };
        foreach (var channel in Channels.Names)
        {
            settings[$"Compliance:Senders:slow-{channel}:Key"] = SlowKey(channel);
            settings[$"Compliance:Senders:slow-{channel}:Channels:0"] = "*";
            settings[$"Compliance:Senders:slow-{channel}:Purposes:0"] = "*";
            settings[$"Compliance:Senders:slow-{channel}:MaxPerMinute"] = "2";
        }

        Scene = await Scene.SetAsync(new GatewayLaunch { Settings = settings });
        await Scene.Admin.TemplateAsync("tencent-sms", Notice, "您的订单已发货。{1}", "service", Templates.Signature);
    }

    public async Task DisposeAsync() => await Scene.DisposeAsync();
}
