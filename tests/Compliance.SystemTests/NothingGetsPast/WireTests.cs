using System.Text.Json.Nodes;
using Compliance.SystemTests.Faults;
using Compliance.TestKit.Callers;
using Compliance.TestKit.Gateways;
using Compliance.TestKit.Vendors;

namespace Compliance.SystemTests.NothingGetsPast;

/// <summary>The record and the wire: what the record says is what left, and what the caller hears is true.</summary>
[Collection(MorningCollection.Name)]
public sealed class WireTests(MorningScene fixture) : IAsyncLifetime
{
    private const string GroupMessage = "/wecom/cgi-bin/externalcontact/add_msg_template";
    private const string StaffMessage = "/wecom/cgi-bin/message/send";
    private const int WecomBusy = -1;

    private readonly Scene _scene = fixture.Scene;

    public Task InitializeAsync() => _scene.Vendor.RecoverAsync();

    public Task DisposeAsync() => Task.CompletedTask;

    [Theory]
    [InlineData(
        GroupMessage,
        """{"external_userid":["$"],"tag_filter":{"group_list":[{"tag_list":["et1"]}]},"text":{"content":"春茶到店"}}"""
    )]
    [InlineData(GroupMessage, """{"tag_filter":{},"external_userid":["$"],"text":{"content":"春茶到店"}}""")]
    [InlineData(GroupMessage, """{"external_userid":["$"],"tag_filter":[],"text":{"content":"春茶到店"}}""")]
    [InlineData(GroupMessage, """{"external_userid":["$"],"tag_filter":{"group_list":[]},"text":{"content":"春茶到店"}}""")]
    [InlineData(GroupMessage, """{"external_userid":["$"],"tagFilter":{"group_list":[]},"text":{"content":"春茶到店"}}""")]
    [InlineData(GroupMessage, """{"external_userid":["$"],"to_all":1,"text":{"content":"春茶到店"}}""")]
    [InlineData(GroupMessage, """{"external_userid":["$"],"group_id_list":["1"],"text":{"content":"春茶到店"}}""")]
    [InlineData(GroupMessage, """{"external_userid":["$"],"chat_id_list":["wr1"],"text":{"content":"春茶到店"}}""")]
    [InlineData(GroupMessage, """{"chat_type":"group","external_userid":["$"],"chat_id_list":["wr1"],"text":{"content":"春茶到店"}}""")]
    [InlineData(GroupMessage, """{"external_userid":["$"],"text":{"content":"春茶到店","external_userid":["wmB"]}}""")]
    [InlineData(GroupMessage, """{"external_userid":["$"],"text":{"content":"春茶到店","footer":"国家级"}}""")]
    [InlineData(
        GroupMessage,
        """{"external_userid":["$"],"text":{"content":"春茶到店"},"attachments":[{"msgtype":"link","link":{"title":"茶会","url":"https://m.example.com","tag_filter":{}}}]}"""
    )]
    [InlineData(
        GroupMessage,
        """{"external_userid":["$"],"text":{"content":"春茶到店"},"attachments":[{"msgtype":"image","image":{"media_id":{"tag_list":["et1"]}}}]}"""
    )]
    [InlineData(GroupMessage, """{"external_userid":[],"sender":"zhangsan","text":{"content":"春茶到店"}}""")]
    [InlineData(GroupMessage, """{"tag_filter":{"group_list":[{"tag_list":["et1"]}]},"text":{"content":"春茶到店"}}""")]
    [InlineData(StaffMessage, """{"touser":"zhangsan","toparty":"2","msgtype":"text","text":{"content":"开会"}}""")]
    [InlineData(StaffMessage, """{"touser":"zhangsan","totag":"7","msgtype":"text","text":{"content":"开会"}}""")]
    [InlineData(StaffMessage, """{"touser":"zhangsan|@all","msgtype":"text","text":{"content":"开会"}}""")]
    [InlineData(StaffMessage, """{"touser":"zhangsan| @all ","msgtype":"text","text":{"content":"开会"}}""")]
    public async Task An_audience_that_nobody_can_list_denies_the_call(string path, string body)
    {
        var person = await _scene.ConsentingPersonAsync();
        var before = _scene.Vendor.Pushes.Count;
        var answer = await _scene.Caller.PostJsonAsync(path, body.Replace("$", person.Customer, StringComparison.Ordinal));
        Assert.Equal(before, _scene.Vendor.Pushes.Count);
        Assert.Equal("deny", answer.Decision);
        Assert.DoesNotContain((int)answer.Json["errcode"]!, (int[])[0, WecomBusy, 40096]);
        var view = await _scene.Admin.DecisionAsync(answer.DecisionId);
        Assert.Equal("deny", (string)view["effect"]!);
        Assert.Equal(0, (int)view["counts"]!["sent"]!);
    }

    /// <summary>What is recorded is who is on the wire: an id that is another one without its spaces is nobody's.</summary>
    [Theory]
    [InlineData(" {0} ")]
    [InlineData("{0}\u200b")]
    [InlineData("{0}\t")]
    public async Task An_id_that_is_written_otherwise_than_it_is_reaches_nobody(string spelling)
    {
        var person = await _scene.ConsentingPersonAsync();
        var before = _scene.Vendor.Pushes.Count;
        var answer = await _scene.Caller.WecomAsync(
            "春茶到店",
            [string.Format(System.Globalization.CultureInfo.InvariantCulture, spelling, person.Customer)]
        );
        Assert.Equal("deny", answer.Decision);
        Assert.Equal(before, _scene.Vendor.Pushes.Count);
    }

    [Theory]
    [InlineData("?department_id=1")]
    [InlineData("?debug=1&access_token2=x")]
    [InlineData("?Debug=1")]
    public async Task A_query_parameter_that_nobody_knows_is_not_dropped_silently(string query)
    {
        var person = await _scene.ConsentingPersonAsync();
        var answer = await _scene.Caller.PostJsonAsync(
            GroupMessage + query,
            $$$"""{"external_userid":["{{{person.Customer}}}"],"text":{"content":"春茶到店"}}"""
        );
        Assert.Equal("deny", answer.Decision);
        Assert.Contains("unknown-parameter", answer.Text, StringComparison.Ordinal);
    }

    /// <summary>Clients are known to send it, and it says nothing of text or audience: it stays here, and the record says so.</summary>
    [Fact]
    public async Task A_query_parameter_that_is_known_to_be_harmless_does_not_leave_and_is_recorded()
    {
        var person = await _scene.ConsentingPersonAsync();
        var answer = await _scene.Caller.PostJsonAsync(
            GroupMessage + "?debug=1&timestamp=1&random=a%2Bb",
            $$$"""{"external_userid":["{{{person.Customer}}}"],"text":{"content":"春茶到店"}}"""
        );
        Channels.AssertAccepted("wecom", answer);
        var sent = PushTo("wecom", person).Request;
        Assert.DoesNotContain("debug", sent.Query, StringComparison.Ordinal);
        var kept = await _scene.Admin.DecisionAsync(answer.DecisionId);
        Assert.Equal(["debug", "timestamp", "random"], kept["ignored"]!.AsArray().Select(name => (string)name!));
        var token = await _scene.Caller.SendAsync(
            new HttpRequestMessage(HttpMethod.Get, $"/wecom/cgi-bin/gettoken?corpid=ww1&corpsecret={_scene.Gateway.SenderKey}&debug=1")
        );
        Assert.Equal(0, (int)token.Json["errcode"]!);
    }

    /// <summary>A field that nobody set, as a JSON library writes it.</summary>
    [Fact]
    public async Task A_tag_filter_that_is_null_reaches_nobody_but_the_listed()
    {
        var person = await _scene.ConsentingPersonAsync();
        var answer = await _scene.Caller.PostJsonAsync(
            GroupMessage,
            $$$"""{"chat_type":"single","external_userid":["{{{person.Customer}}}"],"tag_filter":null,"sender":"zhangsan","text":{"content":"春茶到店"}}"""
        );
        Channels.AssertAccepted("wecom", answer);
        Assert.DoesNotContain("tag_filter", PushTo("wecom", person).Request.Text, StringComparison.Ordinal);
    }

    /// <summary>The provider signs and routes by its own name, whatever name the caller used for the gateway.</summary>
    [Theory]
    [InlineData("wecom", "qyapi.weixin.qq.com")]
    [InlineData("tencent-sms", "sms.tencentcloudapi.com")]
    [InlineData("aliyun-sms", "dysmsapi.aliyuncs.com")]
    public async Task The_vendors_own_host_leaves_for_a_caller_that_used_it(string channel, string host)
    {
        var person = await _scene.ConsentingPersonAsync();
        Channels.AssertAccepted(channel, await Channels.PushAsync(_scene, channel, [person], ("Host", host)));
        var push = PushTo(channel, person);
        Assert.Null(push.Flaw);
        Assert.Equal(host, push.Request.Header("host"));
    }

    public static TheoryData<string, string> Silences
    {
        get
        {
            var rows = new TheoryData<string, string>();
            foreach (var channel in Channels.Names)
            foreach (var how in (string[])["close", "reset", "hang", "500", "502", "html", "busy"])
                rows.Add(channel, how);
            return rows;
        }
    }

    [Theory]
    [MemberData(nameof(Silences))]
    public async Task An_unknown_outcome_is_told_as_one_and_nobody_repeats_it(string channel, string how)
    {
        var person = await _scene.ConsentingPersonAsync();
        var gate = new TaskCompletionSource();
        _scene.Vendor.Behaviour = how switch
        {
            "close" => new VendorBehaviour.CloseUnanswered(),
            "reset" => new VendorBehaviour.Reset(),
            "hang" => new VendorBehaviour.WaitFor(gate.Task),
            "500" => new VendorBehaviour.Fail(500),
            "502" => new VendorBehaviour.Fail(502, """{"errcode":-1}"""),
            "html" => new VendorBehaviour.Fail(200),
            _ => new VendorBehaviour.Fail(200, Busy(channel)),
        };
        var answer = await AsJavaDoesAsync(() => Channels.PushAsync(_scene, channel, [person]));
        gate.SetResult();
        Assert.DoesNotContain(Code(channel, answer), (string[])["0", "-1", "Ok", "OK"]);
        Assert.Equal("permit", answer.Decision);
        Assert.Equal("unknown", answer.Headers.GetValueOrDefault("compliance-outcome"));
        Assert.Equal(200, answer.Status);
        Assert.Single(_scene.Vendor.Pushes, push => push.Recipients.Contains(Channels.OnTheWire(channel, person)));
        await OutcomeAsync(answer, "unknown");
    }

    [Theory]
    [MemberData(nameof(Channels.All), MemberType = typeof(Channels))]
    public async Task What_the_vendor_said_stands_in_a_header(string channel)
    {
        var person = await _scene.ConsentingPersonAsync();
        var accepted = await Channels.PushAsync(_scene, channel, [person]);
        Assert.Equal(("permit", "accepted"), (accepted.Decision, accepted.Headers.GetValueOrDefault("compliance-outcome")));
        _scene.Vendor.Behaviour = new VendorBehaviour.Refuse();
        var refused = await Channels.PushAsync(_scene, channel, [await _scene.ConsentingPersonAsync()]);
        Assert.Equal(("permit", "refused"), (refused.Decision, refused.Headers.GetValueOrDefault("compliance-outcome")));
        _scene.Vendor.Behaviour = new VendorBehaviour.Fail(413, "<html>");
        var large = await Channels.PushAsync(_scene, channel, [await _scene.ConsentingPersonAsync()]);
        Assert.DoesNotContain(Code(channel, large), (string[])["0", "-1", "Ok", "OK"]);
        Assert.Equal(("permit", "refused"), (large.Decision, large.Headers.GetValueOrDefault("compliance-outcome")));
        await _scene.Vendor.GoDownAsync();
        var failed = await AsJavaDoesAsync(() => Channels.PushAsync(_scene, channel, [person]));
        Assert.Equal(("permit", "failed"), (failed.Decision, failed.Headers.GetValueOrDefault("compliance-outcome")));
    }

    public static TheoryData<string, string, string> Causes =>
        new()
        {
            { "wecom", "word", "85002" },
            { "wecom", "consent", "40096" },
            { "wecom", "cap", "45009" },
            { "wecom", "halt", "48006" },
            { "tencent-sms", "word", "FailedOperation.ContainSensitiveWord" },
            { "tencent-sms", "consent", "FailedOperation.PhoneNumberInBlacklist" },
            { "tencent-sms", "cap", "LimitExceeded.DeliveryFrequencyLimit" },
            { "tencent-sms", "halt", "ResourceUnavailable" },
            { "tencent-sms", "nobody", "InvalidParameterValue.IncorrectPhoneNumber" },
            { "aliyun-sms", "word", "isv.SMS_CONTENT_ILLEGAL" },
            { "aliyun-sms", "consent", "isv.BLACK_KEY_CONTROL_LIMIT" },
            { "aliyun-sms", "cap", "isv.BUSINESS_LIMIT_CONTROL" },
            { "aliyun-sms", "halt", "IS_CLOSE" },
            { "aliyun-sms", "nobody", "isv.MOBILE_NUMBER_ILLEGAL" },
        };

    /// <summary>A CRM strikes off whom a provider calls invalid or blacklisted: only a person's own refusal may be called that.</summary>
    [Theory]
    [MemberData(nameof(Causes))]
    public async Task Each_cause_has_the_providers_own_code(string channel, string cause, string code)
    {
        var person = cause == "consent" ? Person.New() : await _scene.ConsentingPersonAsync();
        var before = _scene.Vendor.Pushes.Count(push => push.Recipients.Contains(Channels.OnTheWire(channel, person)));
        var answer = cause switch
        {
            "word" => await PushTextAsync(channel, person, "全网第一"),
            "cap" => await CappedAsync(channel, person),
            "halt" => await HaltedAsync(channel, person),
            "nobody" => await Channels.PushAsync(_scene, channel, [person with { Phone = "12345" }]),
            _ => await Channels.PushAsync(_scene, channel, [person]),
        };
        Assert.Equal("deny", answer.Decision);
        Assert.Equal(code, Code(channel, answer));
        Assert.Contains(
            cause switch
            {
                "word" => "全网第一",
                "cap" => "可以再发",
                _ => "[",
            },
            answer.Text,
            StringComparison.Ordinal
        );
        if (cause == "cap")
            Assert.True(int.Parse(answer.Headers["retry-after"], System.Globalization.CultureInfo.InvariantCulture) > 0);
        if (cause != "cap")
            Assert.Equal(before, _scene.Vendor.Pushes.Count(push => push.Recipients.Contains(Channels.OnTheWire(channel, person))));
    }

    [Fact]
    public async Task A_removed_recipient_of_a_partial_answer_has_its_own_cause()
    {
        var capped = await _scene.ConsentingPersonAsync();
        await CappedAsync("tencent-sms", capped);
        Person[] people = [await _scene.ConsentingPersonAsync(), capped, Person.New()];
        var answer = await Channels.PushAsync(_scene, "tencent-sms", people);
        Assert.Equal("partial", answer.Decision);
        Assert.Equal(
            ["Ok", "LimitExceeded.DeliveryFrequencyLimit", "FailedOperation.PhoneNumberInBlacklist"],
            answer.Json["Response"]!["SendStatusSet"]!.AsArray().Select(row => (string)row!["Code"]!)
        );
    }

    /// <summary>What a provider would cut off was judged and never read; what it still shows whole goes.</summary>
    [Theory]
    [InlineData(GroupMessage, "text", 4000, true)]
    [InlineData(GroupMessage, "text", 4800, false)]
    [InlineData(StaffMessage, "text", 2046, true)]
    [InlineData(StaffMessage, "text", 2160, false)]
    [InlineData(StaffMessage, "markdown", 2160, false)]
    public async Task A_text_longer_than_the_provider_reads_is_refused(string path, string kind, int bytes, bool passes)
    {
        var person = await _scene.ConsentingPersonAsync();
        var text = string.Concat(Enumerable.Repeat("茶", bytes / 3)) + new string('a', bytes % 3);
        var before = _scene.Vendor.Pushes.Count;
        var answer = await _scene.Caller.PostJsonAsync(
            path,
            path == GroupMessage
                ? PushCaller.WecomBody(text, [person.Customer])
                : new Dictionary<string, object>
                {
                    ["touser"] = "zhangsan",
                    ["msgtype"] = kind,
                    [kind] = new { content = text },
                }
        );
        Assert.Equal(before + (passes ? 1 : 0), _scene.Vendor.Pushes.Count);
        if (passes)
            return;
        Assert.Equal(45002, (int)answer.Json["errcode"]!);
        Assert.Contains($"{bytes} 字节", answer.Text, StringComparison.Ordinal);
    }

    /// <summary>The number in the vendor's answer is what an officer is asked about.</summary>
    [Theory]
    [MemberData(nameof(Channels.All), MemberType = typeof(Channels))]
    public async Task A_push_is_found_by_the_vendors_receipt(string channel)
    {
        var person = await _scene.ConsentingPersonAsync();
        var answer = await Channels.PushAsync(_scene, channel, [person]);
        var receipt = channel switch
        {
            "wecom" => (string)answer.Json["msgid"]!,
            "tencent-sms" => (string)answer.Json["Response"]!["SendStatusSet"]![0]!["SerialNo"]!,
            _ => (string)answer.Json["BizId"]!,
        };
        JsonArray found = [];
        await TestKit.Eventually.TrueAsync(
            async () =>
                (
                    found = (await _scene.Admin.GetAsync("/api/decisions?receipt=" + Uri.EscapeDataString(receipt)))!["items"]!.AsArray()
                ).Count > 0,
            "the push is found"
        );
        Assert.Equal(answer.DecisionId, (string)Assert.Single(found)!["id"]!);
        var view = await _scene.Admin.DecisionAsync(answer.DecisionId);
        Assert.Contains(receipt, view.ToJsonString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_decision_tells_when_consent_was_withdrawn_and_under_which_notice_it_had_been_given()
    {
        var person = await _scene.WithdrawnPersonAsync();
        var answer = await Channels.PushAsync(_scene, "tencent-sms", [person]);
        var consent = (await _scene.Admin.DecisionAsync(answer.DecisionId))["recipients"]![0]!["consent"]!;
        Assert.Equal("withdrawn", (string)consent["state"]!);
        Assert.Equal("privacy-v3", (string)consent["notice"]!);
        Assert.NotNull(consent["at"]);
    }

    /// <summary>Aliyun's answer has one code for all; its own client asks for the details.</summary>
    [Fact]
    public async Task A_removed_number_is_told_to_who_asks_for_the_details()
    {
        Person[] people = [await _scene.ConsentingPersonAsync(), await _scene.WithdrawnPersonAsync()];
        var answer = await Channels.PushAsync(_scene, "aliyun-sms", people);
        Assert.Equal("partial", answer.Decision);
        JsonObject details = [];
        await TestKit.Eventually.TrueAsync(
            async () =>
                (string?)
                    (
                        details = (
                            await _scene.Caller.SendAsync(
                                new HttpRequestMessage(
                                    HttpMethod.Post,
                                    $"/aliyun-sms/?PhoneNumber={people[1].Phone}&SendDate=20261202&PageSize=10&CurrentPage=1&BizId={Uri.EscapeDataString((string)answer.Json["BizId"]!)}"
                                ),
                                ("x-acs-action", "QuerySendDetails"),
                                ("x-acs-version", "2017-05-25")
                            )
                        ).Json
                    )["Code"] == "OK",
            "the details are told"
        );
        var detail = details["SmsSendDetailDTOs"]!["SmsSendDetailDTO"]![0]!;
        Assert.Equal((2, "isv.BLACK_KEY_CONTROL_LIMIT"), ((int)detail["SendStatus"]!, (string)detail["ErrCode"]!));
    }

    /// <summary>A word in the text was the cause, and the number may not be struck off for it.</summary>
    [Fact]
    public async Task Whom_a_word_cost_the_message_is_not_told_as_blocked_to_who_asks_for_the_details()
    {
        const string template = "SMS_15305077";
        await _scene.Admin.TemplateAsync("aliyun-sms", template, "您的订单已发货。${what}", "service", Templates.Signature);
        var person = Person.New();
        var param = Uri.EscapeDataString("""{"what":"全场五折起"}""");
        var refused = await AliyunAsync(
            "SendSms",
            $"PhoneNumbers={person.Phone}&SignName={Uri.EscapeDataString(Templates.Signature)}&TemplateCode={template}&TemplateParam={param}",
            ("Compliance-Category", "service")
        );
        Assert.Equal("isv.SMS_CONTENT_MISMATCH_TEMPLATE_TYPE", (string)refused.Json["Code"]!);
        JsonNode? told = null;
        await TestKit.Eventually.TrueAsync(
            async () =>
                (
                    told = (
                        await AliyunAsync("QuerySendDetails", $"PhoneNumber={person.Phone}&SendDate=20261202&PageSize=10&CurrentPage=1")
                    ).Json["SmsSendDetailDTOs"]
                )
                    is not null,
            "the details are told"
        );
        Assert.Equal("isv.SMS_CONTENT_MISMATCH_TEMPLATE_TYPE", (string)told!["SmsSendDetailDTO"]![0]!["ErrCode"]!);

        Task<PushAnswer> AliyunAsync(string action, string query, params (string Name, string Value)[] headers) =>
            _scene.Caller.SendAsync(
                new HttpRequestMessage(HttpMethod.Post, $"/aliyun-sms/?{query}"),
                [("x-acs-action", action), ("x-acs-version", "2017-05-25"), .. headers]
            );
    }

    /// <summary>A widely used Java client repeats errcode -1 by itself, five times.</summary>
    private static async Task<PushAnswer> AsJavaDoesAsync(Func<Task<PushAnswer>> push)
    {
        var answer = await push();
        for (var repeated = 0; repeated < 5 && (int?)(answer.Json["errcode"] as JsonValue) == WecomBusy; repeated++)
            answer = await push();
        return answer;
    }

    private static string Busy(string channel) =>
        channel switch
        {
            "wecom" => """{"errcode":-1,"errmsg":"system busy"}""",
            "tencent-sms" => """{"Response":{"Error":{"Code":"InternalError","Message":"m"},"RequestId":"r"}}""",
            _ => """{"Code":"isp.SYSTEM_ERROR","Message":"m","RequestId":"r"}""",
        };

    private static string Code(string channel, PushAnswer answer) =>
        channel switch
        {
            "wecom" => $"{(int)answer.Json["errcode"]!}",
            "tencent-sms" => (string)(answer.Json["Response"]!["Error"] ?? answer.Json["Response"]!["SendStatusSet"]![0]!)["Code"]!,
            _ => (string)answer.Json["Code"]!,
        };

    private Task<PushAnswer> PushTextAsync(string channel, Person person, string text, params (string Name, string Value)[] headers) =>
        channel switch
        {
            "wecom" => _scene.Caller.WecomAsync(text, [person.Customer], headers),
            "tencent-sms" => _scene.Caller.TencentAsync([person.E164], [text, "春茶"], headers),
            _ => _scene.Caller.AliyunAsync([person.Phone], text, headers),
        };

    private async Task<PushAnswer> CappedAsync(string channel, Person person)
    {
        for (var sent = 0; ; sent++)
        {
            var answer = await PushTextAsync(channel, person, $"春茶第{sent + 1}批");
            if (answer.Decision == "deny")
                return answer;
        }
    }

    private async Task<PushAnswer> HaltedAsync(string channel, Person person)
    {
        var campaign = $"stopped-{Guid.NewGuid():N}";
        await _scene.Admin.PostAsync(
            "/api/halts",
            new
            {
                scope = "campaign",
                value = campaign,
                reason = "测试停发",
            }
        );
        return await Channels.PushAsync(_scene, channel, [person], ("Compliance-Campaign", campaign));
    }

    private Push PushTo(string channel, Person person) =>
        Assert.Single(_scene.Vendor.Pushes, push => push.Recipients.Contains(Channels.OnTheWire(channel, person)));

    private async Task OutcomeAsync(PushAnswer answer, string outcome) =>
        Assert.Equal(outcome, Explanation.Of(await _scene.Admin.DecisionAsync(answer.DecisionId)).Outcome);
}
