using System.Text.Json.Nodes;
using Compliance.Gateway.Model;
using Compliance.Gateway.Providers;
using Compliance.Gateway.Providers.Aliyun;
using Compliance.Gateway.Providers.Wire;
using Compliance.Rules.Decisions;
using Compliance.Rules.Messages;
using FsCheck;
using FsCheck.Fluent;

namespace Compliance.Tests.Gateway.Providers.Aliyun;

public sealed class AliyunSmsTests
{
    private readonly AliyunSmsChannel _aliyun = new();

    [Fact]
    public void The_current_sdk_puts_everything_in_the_query_and_it_stays_there()
    {
        var push = _aliyun.Parse(One("13900000001,+8613900000002,8613900000003"), Desk.Crm).Parsed();
        Assert.Equal(["phone:+8613900000001", "phone:+8613900000002", "phone:+8613900000003"], push.Identities());
        Assert.Equal(("SendSms", "SMS_1"), (push.Endpoint, push.TemplateId));
        Assert.Equal(
            [
                ("SignName", FieldRole.Signature, null, "花间茶事"),
                ("TemplateParam.name", FieldRole.Variable, (string?)"name", "王女士"),
                ("TemplateParam.code", FieldRole.Variable, "code", "618"),
            ],
            push.Fields().Select(field => (field.Name, field.Role, field.Variable, field.Text))
        );

        var sent = _aliyun.Rewrite(push, push.Decide([1], (0, 1, "王**")));
        var query = Parameters.Read(sent.RawQuery)!;
        Assert.True(sent.Body.IsEmpty);
        Assert.Equal("13900000001,8613900000003", query.Find("PhoneNumbers"));
        Assert.Equal("{\"name\":\"王**\", \"code\" : 618}", query.Find("TemplateParam"));
        Assert.DoesNotContain(sent.Headers, header => header.Key == "Content-Type");
    }

    [Fact]
    public void The_older_client_posts_a_form_and_its_credential_stays_behind()
    {
        var request = Form(
            "Action=SendSms&Version=2017-05-25&Format=JSON&AccessKeyId=crm&Signature=x&SignatureMethod=HMAC-SHA1&SignatureNonce=n&SignatureVersion=1.0&Timestamp=2026-11-21T00%3A00%3A00Z&PhoneNumbers=13900000001&TemplateCode=SMS_1&OutId=c1"
        );
        var push = _aliyun.Parse(request, Desk.Crm).Parsed();
        var sent = _aliyun.Rewrite(push, push.Decide([]));
        Assert.Equal("PhoneNumbers=13900000001&TemplateCode=SMS_1&OutId=c1", sent.Body.Text());
        Assert.Equal("", sent.RawQuery);
        Assert.Contains(KeyValuePair.Create("x-acs-action", "SendSms"), sent.Headers);
    }

    /// <summary>Query and form hold parts of one call, as the current SDK sends it; who leaves, leaves all four columns.</summary>
    [Fact]
    public void Dropping_a_row_drops_it_in_all_four_columns() =>
        Prop.ForAll(
                Gen.ListOf(Gen.Elements(true, false)).Where(rows => rows.Count is > 0 and <= 100 && rows.Contains(true)).ToArbitrary(),
                kept =>
                {
                    var push = _aliyun.Parse(Batch(kept.Count), Desk.Crm).Parsed();
                    var denied = Enumerable.Range(0, kept.Count).Where(index => !kept[index]).ToArray();
                    var changed = Enumerable.Range(0, kept.Count).Select(index => (index, 1, (string?)$"新{index}")).ToArray();
                    var sent = Parameters.Read(_aliyun.Rewrite(push, push.Decide(denied, changed)).Body.Span)!;
                    var rows = Enumerable.Range(0, kept.Count).Where(index => kept[index]).ToList();
                    Assert.Equal(rows.Select(index => $"139{index:D8}"), Column(sent, "PhoneNumberJson").Select(entry => (string)entry!));
                    Assert.Equal(rows.Select(index => $"签名{index}"), Column(sent, "SignNameJson").Select(entry => (string)entry!));
                    Assert.Equal(
                        rows.Select(index => $"新{index}"),
                        Column(sent, "TemplateParamJson").Select(entry => (string)entry!["name"]!)
                    );
                    Assert.Equal(rows.Select(index => $"{index}"), Column(sent, "SmsUpExtendCodeJson").Select(entry => (string)entry!));
                }
            )
            .QuickCheckThrowOnFailure();

    [Fact]
    public void Every_row_of_a_batch_has_its_own_content()
    {
        var push = _aliyun.Parse(Batch(3), Desk.Crm).Parsed();
        Assert.Equal([0, 1, 2], push.Recipients.Select(recipient => recipient.Content));
        Assert.Equal(["签名2", "名2"], push.Fields(2).Select(field => field.Text));
        Assert.Equal("TemplateParamJson[2].name", push.Fields(2)[1].Name);
    }

    [Theory]
    [InlineData("[\"13900000001\"]", "[\"a\",\"b\"]", "[{\"n\":\"x\"}]", "unaligned-columns")]
    [InlineData("[\"13900000001\"]", "[\"a\"]", "[]", "unaligned-columns")]
    [InlineData("[\"13900000001\"]", "[\"a\"]", "[\"{}\"]", "wrong-type")]
    [InlineData("[\"13900000001\"]", "[\"a\"]", "[{\"n\":{\"deep\":1}}]", "wrong-type")]
    [InlineData("[\"13900000001\"]", "[\"a\"]", "[{\"n\":\"x\",\"n\":\"y\"}]", "duplicate-key")]
    [InlineData("[13900000001]", "[\"a\"]", "[{}]", "wrong-type")]
    [InlineData("{}", "[\"a\"]", "[{}]", "wrong-type")]
    [InlineData("[]", "[]", "[]", "no-recipients")]
    [InlineData("", "[\"a\"]", "[{}]", "no-recipients")]
    public void Columns_that_do_not_fit_are_refused(string phones, string signatures, string parameters, string reason) =>
        Assert.Equal(reason, _aliyun.Parse(BatchOf(phones, signatures, parameters), Desk.Crm).Refused().Reason);

    [Theory]
    [InlineData("PhoneNumbers=13900000001&PhoneNumbers=13900000002&TemplateCode=S", "duplicate-parameter")]
    [InlineData("PhoneNumbers=13900000001&Phone%4eumbers=13900000002&TemplateCode=S", "duplicate-parameter")]
    [InlineData("PhoneNumbers=13900000001&phonenumbers=13900000002&TemplateCode=S", "duplicate-parameter")]
    [InlineData("PhoneNumbers=13900000001&TemplateCode=S&PhoneNumberJson=%5B%2213900000002%22%5D", "unknown-field")]
    [InlineData("PhoneNumbers=13900000001&TemplateCode=S&Novelty=1", "unknown-field")]
    [InlineData("PhoneNumbers=&TemplateCode=S", "no-recipients")]
    [InlineData("TemplateCode=S", "no-recipients")]
    [InlineData("PhoneNumbers=13900000001", "no-template")]
    [InlineData("PhoneNumbers=13900000001&TemplateCode=S&TemplateParam=%7B", "not-json")]
    [InlineData("PhoneNumbers=13900000001&TemplateCode=S&TemplateParam=%5B%5D", "wrong-type")]
    [InlineData("PhoneNumbers=13900000001&TemplateCode=S&TemplateParam=%7B%22a%22%3A1%2C%22a%22%3A2%7D", "duplicate-key")]
    [InlineData("PhoneNumbers=%zz&TemplateCode=S", "bad-encoding")]
    [InlineData("PhoneNumbers=13900000001&TemplateCode=S&Format=YAML", "unknown-value")]
    [InlineData("PhoneNumbers=13900000001&TemplateCode=S&Action=SendCardSms", "unknown-endpoint")]
    public void What_could_be_read_in_two_ways_is_refused(string query, string reason) =>
        Assert.Equal(reason, _aliyun.Parse(Query(query), Desk.Crm).Refused().Reason);

    [Fact]
    public void The_same_parameter_in_query_and_form_is_refused()
    {
        var request = Form("Action=SendSms&Version=2017-05-25&PhoneNumbers=13900000001&TemplateCode=S") with
        {
            RawQuery = "PhoneNumbers=13900000002",
        };
        Assert.Equal("duplicate-parameter", _aliyun.Parse(request, Desk.Crm).Refused().Reason);
        Assert.Equal(
            "duplicate-parameter",
            Assert.IsType<Identification.Unidentified>(_aliyun.Identify(request, Desk.Senders, new FixedClock(Desk.Now))).Refusal.Reason
        );
    }

    [Fact]
    public void A_body_that_is_no_form_is_refused_before_its_signature_is_looked_at()
    {
        var request = Form("{}");
        request.Headers.ContentType = "application/json";
        Assert.Equal(
            "wrong-content-type",
            Assert.IsType<Identification.Unidentified>(_aliyun.Identify(request, Desk.Senders, new FixedClock(Desk.Now))).Refusal.Reason
        );
    }

    [Fact]
    public void A_get_with_a_body_is_refused()
    {
        var request = Form("PhoneNumbers=13900000009&TemplateCode=S&Action=SendSms&Version=2017-05-25") with { Method = "GET" };
        Assert.Equal("unknown-endpoint", _aliyun.Parse(request, Desk.Crm).Refused().Reason);
    }

    [Theory]
    [InlineData("SendCardSms")]
    [InlineData("SendLogisticsSms")]
    [InlineData("sendsms")]
    [InlineData("")]
    public void Other_calls_are_refused(string action)
    {
        var request = Query("PhoneNumbers=13900000001&TemplateCode=S");
        request.Headers["x-acs-action"] = action;
        Assert.Equal("unknown-endpoint", _aliyun.Parse(request, Desk.Crm).Refused().Reason);
    }

    [Theory]
    [InlineData(1000, true)]
    [InlineData(1001, false)]
    public void A_thousand_numbers_pass_and_one_more_does_not(int size, bool passes)
    {
        var result = _aliyun.Parse(One(string.Join(',', Enumerable.Range(0, size).Select(index => $"139{index:D8}"))), Desk.Crm);
        Assert.Equal(passes, result is ParseResult.Push);
        if (!passes)
            Assert.Equal("isv.MOBILE_COUNT_OVER_LIMIT", (string)_aliyun.Refuse(null, result.Refused()).Json()["Code"]!);
    }

    [Theory]
    [InlineData("isv.MOBILE_NUMBER_ILLEGAL", Reasons.Unresolvable)]
    [InlineData("isv.BLACK_KEY_CONTROL_LIMIT", Reasons.Withdrawn)]
    public void Numbers_that_are_none_are_not_called_blacklisted(string code, string reason)
    {
        var push = _aliyun.Parse(One("13900000001"), Desk.Crm).Parsed();
        var decision = push.Decide([0]);
        decision = decision with { Recipients = [decision.Recipients[0] with { Determining = [new RuleHit(Desk.Withdrawn, reason)] }] };
        Assert.Equal(code, (string)_aliyun.Refuse(push, Desk.PolicyRefusal(decision)).Json()["Code"]!);
    }

    [Theory]
    [InlineData("""{"Code":"OK","BizId":"9006197469364984^0","RequestId":"r","Message":"OK"}""", 200, nameof(VendorOutcome.Accepted))]
    [InlineData("""{"Code":"isv.BUSINESS_LIMIT_CONTROL","Message":"m"}""", 200, nameof(VendorOutcome.Refused))]
    [InlineData("""{"Code":"isp.SYSTEM_ERROR","Message":"m"}""", 200, nameof(VendorOutcome.Unknown))]
    [InlineData("""{"Code":"ServiceUnavailable","Message":"m"}""", 503, nameof(VendorOutcome.Unknown))]
    [InlineData("nonsense", 200, nameof(VendorOutcome.Unknown))]
    public void One_code_speaks_for_all_who_were_sent(string body, int status, string outcome)
    {
        var push = _aliyun.Parse(One("13900000001,13900000002"), Desk.Crm).Parsed();
        var decision = push.Decide([0]);
        var reply = _aliyun.ReadReply(push, decision, Desk.Vendor("aliyun-sms"), Desk.Reply(body, status));
        Assert.Equal([VendorOutcome.NotSent, Enum.Parse<VendorOutcome>(outcome)], reply.Outcomes.ToArray());
    }

    [Fact]
    public void A_refused_credential_of_the_gateways_is_not_shown_to_the_caller()
    {
        var push = _aliyun.Parse(One("13900000001"), Desk.Crm).Parsed();
        var response = Desk.Reply("""{"Code":"SignatureDoesNotMatch","Message":"server string to sign is: vendor-id"}""", 400);
        var reply = _aliyun.ReadReply(push, push.Decide([]), Desk.Vendor("aliyun-sms"), response);
        var answer = _aliyun.MergeReply(push, push.Decide([]), response, reply);
        Assert.Equal("isp.GATEWAY_ERROR", (string)answer.Json()["Code"]!);
        Assert.DoesNotContain("vendor-id", answer.Body.Text(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(nameof(RefusalKind.Person), 200)]
    [InlineData(nameof(RefusalKind.Text), 200)]
    [InlineData(nameof(RefusalKind.Later), 200)]
    [InlineData(nameof(RefusalKind.MissingCredential), 400)]
    [InlineData(nameof(RefusalKind.Credential), 400)]
    [InlineData(nameof(RefusalKind.CredentialExpired), 400)]
    [InlineData(nameof(RefusalKind.Forbidden), 403)]
    [InlineData(nameof(RefusalKind.Unreadable), 200)]
    [InlineData(nameof(RefusalKind.TooLarge), 200)]
    [InlineData(nameof(RefusalKind.UnknownEndpoint), 404)]
    [InlineData(nameof(RefusalKind.Unavailable), 503)]
    [InlineData(nameof(RefusalKind.VendorFailed), 200)]
    [InlineData(nameof(RefusalKind.OutcomeUnknown), 200)]
    public void No_refusal_looks_like_success_to_a_client_that_ignores_the_status(string kind, int status)
    {
        var answer = _aliyun.Refuse(
            null,
            new Refusal
            {
                Kind = Enum.Parse<RefusalKind>(kind),
                Reason = "r",
                Message = "拒绝“此”次",
            }
        );
        Assert.Equal(status, answer.Status);
        Assert.NotEqual("OK", (string)answer.Json()["Code"]!);
        Assert.Equal("拒绝“此”次 [r]", (string)answer.Json()["Message"]!);
    }

    [Fact]
    public void An_empty_list_is_never_forwarded()
    {
        var push = _aliyun.Parse(One("13900000001"), Desk.Crm).Parsed();
        Assert.Throws<InvalidOperationException>(() => _aliyun.Rewrite(push, push.Decide([0])));
    }

    [Fact]
    public async Task Two_signings_never_share_a_nonce()
    {
        var push = _aliyun.Parse(One("13900000001"), Desk.Crm).Parsed();
        var plain = _aliyun.Rewrite(push, push.Decide([]));
        var nonces = new HashSet<string>();
        for (var time = 0; time < 100; time++)
        {
            var signing = await _aliyun.Sign(plain, Desk.Vendor("aliyun-sms"), new FixedClock(Desk.Now), default);
            nonces.Add(
                Assert.IsType<Signing.Signed>(signing).Request.Headers.Single(header => header.Key == "x-acs-signature-nonce").Value
            );
        }

        Assert.Equal(100, nonces.Count);
    }

    private static JsonArray Column(Parameters sent, string name) => JsonNode.Parse(sent.Find(name)!)!.AsArray();

    private static InboundRequest One(string phones) =>
        Query(
            $"OutId=c1&PhoneNumbers={PercentEncoding.Encode(phones)}&SignName={PercentEncoding.Encode("花间茶事")}&TemplateCode=SMS_1&TemplateParam={PercentEncoding.Encode("{\"name\":\"王女士\", \"code\" : 618}")}"
        );

    private static InboundRequest Batch(int size) =>
        BatchOf(
            List(size, index => $"\"139{index:D8}\""),
            List(size, index => $"\"签名{index}\""),
            List(size, index => $"{{\"name\":\"名{index}\"}}"),
            List(size, index => $"\"{index}\"")
        );

    private static string List(int size, Func<int, string> entry) => $"[{string.Join(" , ", Enumerable.Range(0, size).Select(entry))}]";

    private static InboundRequest BatchOf(string phones, string signatures, string parameters, string extends = "")
    {
        var request = Form(
            string.Join(
                '&',
                new[]
                {
                    ("PhoneNumberJson", phones),
                    ("SignNameJson", signatures),
                    ("TemplateParamJson", parameters),
                    ("SmsUpExtendCodeJson", extends),
                }
                    .Where(pair => pair.Item2.Length > 0)
                    .Select(pair => $"{pair.Item1}={PercentEncoding.Encode(pair.Item2)}")
            )
        ) with
        {
            RawQuery = "TemplateCode=SMS_1&OutId=c1",
        };
        request.Headers["x-acs-action"] = "SendBatchSms";
        request.Headers["x-acs-version"] = "2017-05-25";
        return request;
    }

    private static InboundRequest Query(string query) =>
        Desk.Request("POST", "/", query, "", ("Host", "127.0.0.1"), ("x-acs-action", "SendSms"), ("x-acs-version", "2017-05-25"));

    private static InboundRequest Form(string form) =>
        Desk.Request("POST", "/", "", form, ("Host", "127.0.0.1"), ("Content-Type", "application/x-www-form-urlencoded"));
}
