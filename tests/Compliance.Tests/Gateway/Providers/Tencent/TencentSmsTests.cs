using Compliance.Gateway.Model;
using Compliance.Gateway.Providers;
using Compliance.Gateway.Providers.Tencent;
using Compliance.Rules.Decisions;
using Compliance.Rules.Messages;

namespace Compliance.Tests.Gateway.Providers.Tencent;

public sealed class TencentSmsTests
{
    private const string Body =
        """{"SmsSdkAppId":"1400006666","SignName":"花间茶事","TemplateId":"1110001","TemplateParamSet":["王女士",618],"PhoneNumberSet":["+8613900000001","13900000002","008613900000003"],"SessionContext":"campaign-618-001"}""";

    private readonly TencentSmsChannel _tencent = new();

    [Fact]
    public void Reads_persons_variables_template_and_signature()
    {
        var push = Parsed();
        Assert.Equal(["phone:+8613900000001", "phone:+8613900000002", "phone:+8613900000003"], push.Identities());
        Assert.Equal("1110001", push.TemplateId);
        Assert.Equal(
            [
                ("SignName", "花间茶事", FieldRole.Signature, null, false),
                ("TemplateParamSet[0]", "王女士", FieldRole.Variable, "1", true),
                ("TemplateParamSet[1]", "618", FieldRole.Variable, (string?)"2", true),
            ],
            push.Fields().Select(field => (field.Name, field.Text, field.Role, field.Variable, field.Editable))
        );
    }

    [Fact]
    public void Numbers_leave_and_variables_change_in_place()
    {
        var push = Parsed();
        var sent = _tencent.Rewrite(push, push.Decide([1], (0, 1, "王**"), (0, 2, null)));
        Assert.Equal(Body.Replace(",\"13900000002\"", "").Replace("王女士", "王**").Replace("618],", "\"\"],"), sent.Body.Text());
    }

    [Fact]
    public void Only_the_headers_that_the_provider_needs_leave()
    {
        var request = Request(Body);
        request.Headers["X-TC-Region"] = "ap-guangzhou";
        request.Headers["X-TC-Token"] = "secret";
        request.Headers.Cookie = "a=b";
        request.Headers["Compliance-Key"] = Desk.Key;
        var push = _tencent.Parse(request, Desk.Crm).Parsed();
        Assert.Equal(
            ["Content-Type", "X-TC-Action", "X-TC-Version", "X-TC-Region"],
            _tencent.Rewrite(push, push.Decide([])).Headers.Select(header => header.Key)
        );
    }

    [Fact]
    public void Rows_of_the_vendor_and_of_the_removed_stand_in_the_requests_order()
    {
        var push = Parsed();
        var decision = push.Decide([1]);
        var body =
            $$$"""{"Response":{"SendStatusSet":[{{{Row("+8613900000001", "Ok")}}},{{{Row("+8613900000003", "LimitExceeded.PhoneNumberDailyLimit")}}}],"RequestId":"r-1"}}""";
        var reply = _tencent.ReadReply(push, decision, Desk.Vendor("tencent-sms"), Desk.Reply(body));
        Assert.Equal([VendorOutcome.Accepted, VendorOutcome.NotSent, VendorOutcome.Refused], reply.Outcomes.ToArray());

        var answer = _tencent.MergeReply(push, decision, Desk.Reply(body), reply);
        var rows = answer.Json()["Response"]!["SendStatusSet"]!.AsArray();
        Assert.Equal(["+8613900000001", "+8613900000002", "+8613900000003"], rows.Select(row => (string)row!["PhoneNumber"]!));
        Assert.Equal(
            ["Ok", "FailedOperation.PhoneNumberInBlacklist", "LimitExceeded.PhoneNumberDailyLimit"],
            rows.Select(row => (string)row!["Code"]!)
        );
        Assert.Equal("campaign-618-001", (string)rows[1]!["SessionContext"]!);
        Assert.Equal("该用户已撤回营销同意 [gateway/withdrawn]", (string)rows[1]!["Message"]!);
        Assert.Contains(Row("+8613900000001", "Ok"), answer.Body.Text(), StringComparison.Ordinal);
        Assert.EndsWith("\"RequestId\":\"r-1\"}}", answer.Body.Text(), StringComparison.Ordinal);
    }

    [Fact]
    public void A_whole_refusal_has_a_row_for_everybody()
    {
        var push = Parsed();
        var answer = _tencent.Refuse(push, Desk.PolicyRefusal(push.Decide([0, 1, 2])));
        Assert.Equal(200, answer.Status);
        Assert.All(
            answer.Json()["Response"]!["SendStatusSet"]!.AsArray(),
            row => Assert.Equal("FailedOperation.PhoneNumberInBlacklist", (string)row!["Code"]!)
        );
        Assert.Equal(3, answer.Json()["Response"]!["SendStatusSet"]!.AsArray().Count);
    }

    /// <summary>A caller may strike a blacklisted number off for ever: an hour, a cap or a word is no reason for that.</summary>
    [Theory]
    [InlineData("FailedOperation.PhoneNumberInBlacklist", Reasons.NoConsent)]
    [InlineData("FailedOperation.PhoneNumberInBlacklist", Reasons.QuietHours, Reasons.Withdrawn)]
    [InlineData("FailedOperation.MarketingSendTimeConstraint", Reasons.QuietHours)]
    [InlineData("LimitExceeded.DeliveryFrequencyLimit", Reasons.Cap, Reasons.Unavailable)]
    [InlineData("ServiceUnavailable", Reasons.Unavailable)]
    [InlineData("ResourceUnavailable", Reasons.Halted)]
    [InlineData("LimitExceeded", Reasons.Velocity)]
    [InlineData("FailedOperation.TemplateIncorrectOrUnapproved", Reasons.TemplateUnknown)]
    [InlineData("FailedOperation.ContainSensitiveWord", Reasons.Term)]
    [InlineData("FailedOperation.ContainSensitiveWord", Reasons.QuietHours, Reasons.PersonalData)]
    [InlineData("FailedOperation.PhoneNumberInBlacklist")]
    [InlineData("InvalidParameterValue.IncorrectPhoneNumber", Reasons.Unresolvable)]
    public void The_code_of_a_row_tells_person_time_and_text_apart(string code, params string[] reasons)
    {
        var push = Parsed();
        var decision = push.Decide([0, 1, 2]);
        decision = decision with
        {
            Recipients =
            [
                .. decision.Recipients.Select(recipient =>
                    recipient with
                    {
                        Determining = [.. reasons.Select(reason => new RuleHit(Desk.Withdrawn, reason))],
                    }
                ),
            ],
        };
        var answer = _tencent.Refuse(push, Desk.PolicyRefusal(decision));
        Assert.All(answer.Json()["Response"]!["SendStatusSet"]!.AsArray(), row => Assert.Equal(code, (string)row!["Code"]!));
    }

    [Theory]
    [MemberData(nameof(Desk.Kinds), MemberType = typeof(Desk))]
    public void A_refusal_before_the_message_was_read_is_an_error_of_the_whole_call(string kind)
    {
        var answer = _tencent.Refuse(
            null,
            new Refusal
            {
                Kind = Enum.Parse<RefusalKind>(kind),
                Reason = "r",
                Message = "拒绝",
            }
        );
        Assert.Equal(200, answer.Status);
        Assert.NotEmpty((string)answer.Json()["Response"]!["Error"]!["Code"]!);
        Assert.Equal("拒绝 [r]", (string)answer.Json()["Response"]!["Error"]!["Message"]!);
    }

    [Theory]
    [InlineData(
        """{"Response":{"Error":{"Code":"LimitExceeded.AppDailyLimit","Message":"m"},"RequestId":"r"}}""",
        200,
        nameof(VendorOutcome.Refused)
    )]
    [InlineData(
        """{"Response":{"Error":{"Code":"InternalError.SendAndRecvFail","Message":"m"},"RequestId":"r"}}""",
        200,
        nameof(VendorOutcome.Unknown)
    )]
    [InlineData("""{"Response":{"SendStatusSet":[],"RequestId":"r"}}""", 200, nameof(VendorOutcome.Unknown))]
    [InlineData("not json", 200, nameof(VendorOutcome.Unknown))]
    [InlineData("", 500, nameof(VendorOutcome.Unknown))]
    [InlineData("forbidden", 403, nameof(VendorOutcome.Refused))]
    public void An_answer_without_a_row_for_each_number_says_nothing_about_anybody(string body, int status, string outcome)
    {
        var push = Parsed();
        var decision = push.Decide([]);
        var reply = _tencent.ReadReply(push, decision, Desk.Vendor("tencent-sms"), Desk.Reply(body, status));
        Assert.All(reply.Outcomes, each => Assert.Equal(outcome, $"{each}"));
    }

    [Fact]
    public void A_refused_credential_of_the_gateways_is_not_shown_to_the_caller()
    {
        var push = Parsed();
        const string body = """{"Response":{"Error":{"Code":"AuthFailure.SecretIdNotFound","Message":"vendor-id"},"RequestId":"r"}}""";
        var reply = _tencent.ReadReply(push, push.Decide([]), Desk.Vendor("tencent-sms"), Desk.Reply(body));
        var answer = _tencent.MergeReply(push, push.Decide([]), Desk.Reply(body), reply);
        Assert.Equal("ServiceUnavailable", (string)answer.Json()["Response"]!["Error"]!["Code"]!);
        Assert.DoesNotContain("vendor-id", answer.Body.Text(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("[]", "no-recipients")]
    [InlineData("[\"13900000001\",\"+85291234567\"]", "mixed-countries")]
    [InlineData("[13900000001]", "wrong-type")]
    [InlineData("[\"13900000001\",null]", "null-recipient")]
    [InlineData("\"13900000001\"", "wrong-type")]
    public void Lists_that_the_provider_would_refuse_are_refused(string phones, string reason) =>
        Assert.Equal(reason, _tencent.Parse(Request($$"""{"TemplateId":"1","PhoneNumberSet":{{phones}}}"""), Desk.Crm).Refused().Reason);

    [Fact]
    public void A_number_that_is_none_is_denied_alone()
    {
        var push = _tencent.Parse(Request("""{"TemplateId":"1","PhoneNumberSet":["13900000001","12345"]}"""), Desk.Crm).Parsed();
        Assert.Equal([RecipientKind.Person, RecipientKind.Unresolvable], push.Recipients.Select(recipient => recipient.Kind));
    }

    [Fact]
    public void Two_hundred_numbers_pass_and_one_more_does_not()
    {
        static InboundRequest Batch(int size) =>
            Request(
                $$"""{"TemplateId":"1","PhoneNumberSet":[{{string.Join(',', Enumerable.Range(0, size).Select(i => $"\"139{i:D8}\""))}}]}"""
            );
        Assert.Equal(200, _tencent.Parse(Batch(200), Desk.Crm).Parsed().Recipients.Length);
        var refusal = _tencent.Parse(Batch(201), Desk.Crm).Refused();
        Assert.Equal("LimitExceeded.PhoneNumberCountLimit", (string)_tencent.Refuse(null, refusal).Json()["Response"]!["Error"]!["Code"]!);
    }

    [Theory]
    [InlineData("X-TC-Action", "SendMultiGlobalSms")]
    [InlineData("X-TC-Version", "2017-03-12")]
    public void Other_calls_and_versions_are_refused(string header, string value)
    {
        var request = Request(Body);
        request.Headers[header] = value;
        Assert.Equal("unknown-endpoint", _tencent.Parse(request, Desk.Crm).Refused().Reason);
    }

    [Fact]
    public void A_query_has_no_place_in_this_call() =>
        Assert.Equal(
            "unknown-endpoint",
            _tencent.Parse(Request(Body) with { RawQuery = "PhoneNumberSet.0=13900000009" }, Desk.Crm).Refused().Reason
        );

    [Fact]
    public void An_empty_list_is_never_forwarded() =>
        Assert.Throws<InvalidOperationException>(() => _tencent.Rewrite(Parsed(), Parsed().Decide([0, 1, 2])));

    [Fact]
    public void A_registered_signature_cannot_be_changed() =>
        Assert.Throws<InvalidOperationException>(() => _tencent.Rewrite(Parsed(), Parsed().Decide([], (0, 0, "别家"))));

    private ParsedPush Parsed() => _tencent.Parse(Request(Body), Desk.Crm).Parsed();

    private static InboundRequest Request(string body) =>
        Desk.Request(
            "POST",
            "/",
            "",
            body,
            ("Host", "127.0.0.1"),
            ("Content-Type", "application/json"),
            ("X-TC-Action", "SendSms"),
            ("X-TC-Version", "2021-01-11")
        );

    private static string Row(string phone, string code) =>
        $$"""{"SerialNo":"3369:1","PhoneNumber":"{{phone}}","Fee":1, "SessionContext":"campaign-618-001","Code":"{{code}}","Message":"m","IsoCode":"CN"}""";
}
