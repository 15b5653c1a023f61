using Compliance.Gateway.Providers;
using Compliance.Gateway.Providers.Tencent;
using Compliance.Gateway.Providers.Wire;
using FsCheck;
using FsCheck.Fluent;

namespace Compliance.Tests.Gateway.Providers.Tencent;

/// <summary>The older way to write a call: every field a parameter, in a form or in the query of a GET.</summary>
public sealed class TencentParametersTests
{
    private const string Fields =
        "SmsSdkAppId=1400006666&SignName=%E8%8A%B1%E9%97%B4%E8%8C%B6%E4%BA%8B&TemplateId=1110001&TemplateParamSet.0=%E7%8E%8B%2B%E5%A5%B3+%E5%A3%AB&TemplateParamSet.1=618&PhoneNumberSet.0=%2B8613900000001&PhoneNumberSet.1=13900000002";

    private const string Envelope =
        "Action=SendSms&Version=2021-01-11&Region=ap-guangzhou&Nonce=1&Timestamp=1&SecretId=crm&Signature=x&SignatureMethod=HmacSHA256&RequestClient=SDK&Token=t";

    private readonly TencentSmsChannel _tencent = new();

    [Theory]
    [InlineData("GET")]
    [InlineData("POST")]
    public void Parameters_leave_as_the_json_that_says_the_same(string method)
    {
        var push = _tencent.Parse(Request(method, $"{Envelope}&{Fields}"), Desk.Crm).Parsed();
        Assert.Equal(["phone:+8613900000001", "phone:+8613900000002"], push.Identities());
        var sent = _tencent.Rewrite(push, push.Decide([0]));
        Assert.Equal(
            """{"SmsSdkAppId":"1400006666","SignName":"花间茶事","TemplateId":"1110001","TemplateParamSet":["王+女 士","618"],"PhoneNumberSet":["13900000002"]}""",
            sent.Body.Text()
        );
        Assert.Equal(("POST", ""), (sent.Method, sent.RawQuery));
        Assert.Equal(
            [
                ("Content-Type", "application/json; charset=utf-8"),
                ("X-TC-Action", "SendSms"),
                ("X-TC-Version", "2021-01-11"),
                ("X-TC-Region", "ap-guangzhou"),
            ],
            sent.Headers.Select(header => (header.Key, header.Value))
        );
    }

    [Theory]
    [InlineData("PhoneNumberSet.0=1&PhoneNumberSet.2=2")]
    [InlineData("PhoneNumberSet.0=1&PhoneNumberSet.01=2")]
    [InlineData("PhoneNumberSet.0=1&PhoneNumberSet.x=2")]
    [InlineData("PhoneNumberSet.1=1")]
    [InlineData("PhoneNumberSet=1&PhoneNumberSet.0=1")]
    [InlineData("PhoneNumberSet.0=1&PhoneNumberSet=1")]
    [InlineData("PhoneNumberSet..0=1")]
    [InlineData(".=1")]
    [InlineData("a.b.c.d.e.f.g.h.i.j.k.l.m.n.o.p.q.r.s.t.u.v.w.x.y.z.a.b.c.d.e.f.g=1")]
    public void What_has_more_than_one_reading_is_refused(string parameters) =>
        Assert.Equal("unclear-parameter", _tencent.Parse(Request("POST", $"{Envelope}&{parameters}"), Desk.Crm).Refused().Reason);

    [Theory]
    [InlineData("GET", "PhoneNumberSet.0=1&phonenumberset.0=2", "duplicate-parameter")]
    [InlineData("POST", "PhoneNumberSet.0=%ff", "bad-encoding")]
    [InlineData("POST", "PhoneNumberSet.0=1", "no-template")]
    public void What_cannot_be_read_is_refused_in_its_own_words(string method, string parameters, string reason) =>
        Assert.Equal(reason, _tencent.Parse(Request(method, $"{Envelope}&{parameters}"), Desk.Crm).Refused().Reason);

    [Fact]
    public void Parameters_in_query_and_body_are_refused() =>
        Assert.Equal(
            "unknown-endpoint",
            _tencent.Parse(Request("POST", $"{Envelope}&{Fields}") with { RawQuery = Fields }, Desk.Crm).Refused().Reason
        );

    [Fact]
    public void The_action_of_the_header_and_of_the_parameters_must_be_one()
    {
        var request = Request("POST", $"{Envelope}&{Fields}");
        request.Headers["X-TC-Action"] = "PullSmsReplyStatus";
        Assert.Equal("unknown-endpoint", _tencent.Parse(request, Desk.Crm).Refused().Reason);
    }

    [Fact]
    public void The_version_before_has_names_of_its_own_and_is_answered_in_its_shape()
    {
        var request = Desk.Request(
            "POST",
            "/",
            "",
            """{"SmsSdkAppid":"1400006666","Sign":"花间茶事","TemplateID":"1110001","TemplateParamSet":["王女士"],"PhoneNumberSet":["+8613900000001","13900000002"],"SessionContext":"s"}""",
            ("Content-Type", "application/json"),
            ("X-TC-Action", "SendSms"),
            ("X-TC-Version", "2019-07-11")
        );
        var push = _tencent.Parse(request, Desk.Crm).Parsed();
        Assert.Equal("1110001", push.TemplateId);
        Assert.Equal(["Sign", "TemplateParamSet[0]"], push.Fields().Select(field => field.Name));
        var sent = _tencent.Rewrite(push, push.Decide([1]));
        Assert.Contains(KeyValuePair.Create("X-TC-Version", "2019-07-11"), sent.Headers);
        Assert.Equal("1110001", (string)sent.Body.Json()["TemplateID"]!);
        var answer = _tencent.Refuse(push, Desk.PolicyRefusal(push.Decide([0, 1]))).Json();
        Assert.Equal(2, answer["Response"]!["SendStatusSet"]!.AsArray().Count);
    }

    [Fact]
    public void Names_of_another_version_are_no_names() =>
        Assert.Equal(
            "no-template",
            _tencent.Parse(Request("POST", $"{Envelope.Replace("2021-01-11", "2019-07-11")}&PhoneNumberSet.0=1"), Desk.Crm).Refused().Reason
        );

    [Fact]
    public void Any_list_of_any_texts_arrives_as_it_was() =>
        Prop.ForAll<NonNull<string>[]>(texts =>
            {
                var values = texts
                    .Select(text => System.Text.Encoding.UTF8.GetString(System.Text.Encoding.UTF8.GetBytes(text.Get)))
                    .ToList();
                var raw = string.Join('&', values.Select((value, index) => $"A.{index}={PercentEncoding.Encode(value)}").Reverse());
                var (json, refusal) = TencentParameters.ToJson(Parameters.Read(raw)!);
                Assert.Null(refusal);
                Assert.Equal(values, json.Json()["A"]?.AsArray().Select(value => (string)value!) ?? []);
            })
            .QuickCheckThrowOnFailure();

    private static InboundRequest Request(string method, string parameters) =>
        method == "GET"
            ? Desk.Request("GET", "/", parameters, "")
            : Desk.Request("POST", "/", "", parameters, ("Content-Type", "application/x-www-form-urlencoded"));
}
