using Compliance.Gateway.Credentials;
using Compliance.Gateway.Model;
using Compliance.Gateway.Providers;
using Compliance.Gateway.Providers.Sandbox;
using Compliance.Gateway.Providers.Wecom;
using Compliance.Gateway.Stores.VendorTokens;
using Compliance.Tests.Gateway.Providers.Wecom;

namespace Compliance.Tests.Gateway.Providers.Sandbox;

/// <summary>What the channels send is what the sandbox, checking like the provider, takes.</summary>
public sealed class SandboxTests : IAsyncLifetime
{
    private readonly SandboxHost _host = new();

    public Task InitializeAsync() => _host.StartAsync();

    public async Task DisposeAsync() => await _host.DisposeAsync();

    public static TheoryData<string, string, string[]> Pushes =>
        new()
        {
            { "wecom", "add_msg_template", ["wmB"] },
            { "wecom", "message/send", ["lisi"] },
            { "tencent-sms", "SendSms", ["+8613900000002"] },
            { "aliyun-sms", "SendSms", ["13900000002"] },
            { "aliyun-sms", "SendBatchSms", ["13900000002"] },
        };

    [Theory]
    [MemberData(nameof(Pushes))]
    public async Task A_rewritten_and_signed_push_is_accepted_without_whom_was_removed(string channel, string endpoint, string[] delivered)
    {
        var push = Parse(channel, endpoint);
        var decision = push.Decide([0]);
        var reply = await SendAsync(push, decision, channel, _host.Account(channel));
        Assert.Equal([VendorOutcome.NotSent, VendorOutcome.Accepted], reply.Outcomes.ToArray());
        Assert.NotNull(reply.Receipt);
        var delivery = Assert.Single(_host.Deliveries);
        Assert.Equal((channel, endpoint), (delivery.Channel, delivery.Endpoint));
        Assert.Equal(delivered, delivery.Recipients);
        Assert.Contains("王女士", delivery.Body, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_robots_message_is_taken_with_the_sandboxs_robot_key()
    {
        var push = _host.Channel("wecom").Parse(WecomDesk.Robot("""{"msgtype":"text","text":{"content":"开播"}}"""), Desk.Crm).Parsed();
        Assert.Equal(
            [VendorOutcome.Accepted],
            (await SendAsync(push, push.Decide([]), "wecom", _host.Account("wecom"))).Outcomes.ToArray()
        );
        Assert.Equal("webhook/send", Assert.Single(_host.Deliveries).Endpoint);
    }

    /// <summary>As JSON libraries write what nobody set.</summary>
    [Theory]
    [InlineData(
        "/cgi-bin/externalcontact/add_msg_template",
        """{"chat_type":"group","chat_id_list":["wr1"],"external_userid":null,"text":{"content":"开播"}}"""
    )]
    [InlineData(
        "/cgi-bin/externalcontact/add_msg_template",
        """{"external_userid":["wmA"],"chat_id_list":null,"text":{"content":"开播"}}"""
    )]
    [InlineData("/cgi-bin/message/send", """{"touser":"lisi","toparty":null,"totag":null,"msgtype":"text","text":{"content":"开播"}}""")]
    [InlineData("/cgi-bin/webhook/send", """{"msgtype":"text","external_userid":null,"text":{"content":"开播","mentioned_list":null}}""")]
    public async Task A_list_that_is_null_is_none(string path, string body)
    {
        var push = _host.Channel("wecom").Parse(WecomDesk.Post(path, body), Desk.Crm).Parsed();
        var reply = await SendAsync(push, push.Decide([]), "wecom", _host.Account("wecom"));
        Assert.All(reply.Outcomes, outcome => Assert.Equal(VendorOutcome.Accepted, outcome));
    }

    [Theory]
    [InlineData("tencent-sms", "SendSms")]
    [InlineData("aliyun-sms", "SendSms")]
    public async Task A_wrong_secret_is_refused_and_nothing_is_delivered(string channel, string endpoint)
    {
        var push = Parse(channel, endpoint);
        var reply = await SendAsync(push, push.Decide([]), channel, _host.Account(channel) with { Secret = new SecretText("wrong") });
        Assert.All(reply.Outcomes, outcome => Assert.Equal(VendorOutcome.Refused, outcome));
        Assert.Empty(_host.Deliveries);
    }

    [Fact]
    public async Task A_wrong_wecom_secret_gets_no_token_and_nothing_is_sent()
    {
        var push = Parse("wecom", "add_msg_template");
        var plain = _host.Channel("wecom").Rewrite(push, push.Decide([]));
        var signing = await _host
            .Channel("wecom")
            .Sign(plain, _host.Account("wecom") with { Secret = new SecretText("wrong") }, TimeProvider.System, default);
        var refusal = Assert.IsType<Signing.Unsigned>(signing).Refusal;
        Assert.Equal((RefusalKind.VendorFailed, "vendor-token", "errcode 40001"), (refusal.Kind, refusal.Reason, refusal.Place));
    }

    [Fact]
    public async Task A_token_that_wecom_refuses_is_dropped_and_the_next_signing_fetches_another()
    {
        var push = Parse("wecom", "add_msg_template");
        var wecom = _host.Channel("wecom");
        var account = _host.Account("wecom");
        var plain = wecom.Rewrite(push, push.Decide([]));
        var first = await SignedAsync(wecom, plain, account);
        Assert.Equal(first.RawQuery, (await SignedAsync(wecom, plain, account)).RawQuery);

        var refused = wecom.ReadReply(push, push.Decide([]), account, Desk.Reply("""{"errcode":42001,"errmsg":"access_token expired"}"""));
        Assert.True(refused.TokenRefused);
        await wecom.DropTokenAsync(account);
        var second = await SignedAsync(wecom, plain, account);
        Assert.NotEqual(first.RawQuery, second.RawQuery);
        Assert.True(second.Body.Equals(plain.Body));
        Assert.Empty(_host.Deliveries);
    }

    [Fact]
    public async Task Many_pushes_at_once_share_one_token()
    {
        using var tokens = new WecomVendorTokens(new MemoryVendorTokenStore());
        var account = _host.Account("wecom");
        var fetched = await Task.WhenAll(Enumerable.Range(0, 50).Select(_ => tokens.Get(account, TimeProvider.System, default).AsTask()));
        Assert.Single(fetched.Select(each => each.Token).Distinct());
        Assert.NotNull(fetched[0].Token);
    }

    [Fact]
    public async Task A_wecom_that_cannot_be_reached_is_a_refusal_and_no_exception()
    {
        using var tokens = new WecomVendorTokens(new MemoryVendorTokenStore());
        var (token, refusal) = await tokens.Get(
            _host.Account("wecom") with
            {
                Address = new Uri("http://127.0.0.1:1"),
            },
            TimeProvider.System,
            default
        );
        Assert.Null(token);
        Assert.Equal(RefusalKind.VendorFailed, refusal!.Kind);
    }

    private static async Task<OutboundRequest> SignedAsync(Channel channel, OutboundRequest plain, VendorAccount account) =>
        Assert.IsType<Signing.Signed>(await channel.Sign(plain, account, TimeProvider.System, default)).Request;

    private async Task<VendorReply> SendAsync(
        ParsedPush push,
        Compliance.Rules.Decisions.Decision decision,
        string channel,
        VendorAccount account
    )
    {
        var dialect = _host.Channel(channel);
        var response = await _host.SendAsync(await SignedAsync(dialect, dialect.Rewrite(push, decision), account), account);
        return dialect.ReadReply(push, decision, account, response);
    }

    [Theory]
    [InlineData("tencent-sms", "1110009")]
    [InlineData("aliyun-sms", "SMS_1")]
    public async Task Tells_of_every_template_that_it_is_marketing(string channel, string id)
    {
        var (dialect, account) = (_host.Channel(channel), _host.Account(channel));
        var provider = (IProviderTemplates)dialect;
        var signed = await SignedAsync(dialect, provider.TemplateReads(id)[0], account);
        var found = Assert.IsType<TemplateReading.Found>(provider.ReadTemplate(id, await _host.SendAsync(signed, account)));
        Assert.Equal(SandboxTemplate.Text, found.Template.Text);
    }

    private ParsedPush Parse(string channel, string endpoint) =>
        _host
            .Channel(channel)
            .Parse(
                (channel, endpoint) switch
                {
                    ("wecom", "add_msg_template") => WecomDesk.GroupMessage(
                        """{"external_userid":["wmA","wmB"],"sender":"zhangsan","text":{"content":"王女士"}}"""
                    ),
                    ("wecom", _) => WecomDesk.StaffMessage(
                        """{"touser":"zhangsan|lisi","msgtype":"text","agentid":1,"text":{"content":"王女士"}}"""
                    ),
                    ("tencent-sms", _) => Desk.Request(
                        "POST",
                        "/",
                        "",
                        """{"TemplateId":"1","TemplateParamSet":["王女士"],"PhoneNumberSet":["+8613900000001","+8613900000002"]}""",
                        ("Content-Type", "application/json"),
                        ("X-TC-Action", "SendSms"),
                        ("X-TC-Version", "2021-01-11")
                    ),
                    (_, "SendSms") => Aliyun(
                        "SendSms",
                        "PhoneNumbers=13900000001%2C13900000002&TemplateCode=S&TemplateParam=%7B%22name%22%3A%22%E7%8E%8B%E5%A5%B3%E5%A3%AB%22%7D",
                        ""
                    ),
                    _ => Aliyun(
                        "SendBatchSms",
                        "TemplateCode=S",
                        "PhoneNumberJson=%5B%2213900000001%22%2C%2213900000002%22%5D&SignNameJson=%5B%22a%22%2C%22b%22%5D&TemplateParamJson=%5B%7B%7D%2C%7B%22name%22%3A%22%E7%8E%8B%E5%A5%B3%E5%A3%AB%22%7D%5D"
                    ),
                },
                Desk.Crm
            )
            .Parsed();

    private static InboundRequest Aliyun(string action, string query, string form) =>
        Desk.Request(
            "POST",
            "/",
            query,
            form,
            ("Content-Type", "application/x-www-form-urlencoded"),
            ("x-acs-action", action),
            ("x-acs-version", "2017-05-25")
        );
}
