using System.Xml.Linq;
using Compliance.Gateway.Model;
using Compliance.Gateway.Providers;
using Compliance.Gateway.Providers.Aliyun;
using Microsoft.AspNetCore.Http;

namespace Compliance.Tests.Gateway.Providers.Aliyun;

/// <summary><c>Format=XML</c>: the same answer, written as the caller asked.</summary>
public sealed class AliyunFormatTests
{
    private readonly AliyunSmsChannel _aliyun = new();

    [Theory]
    [InlineData("GET", "XML")]
    [InlineData("POST", "xml")]
    public void A_refusal_and_a_vendors_answer_are_xml_for_the_caller_who_asks_for_it(string method, string format)
    {
        var request = Request(method, $"&Format={format}");
        var push = _aliyun.Parse(request, Desk.Crm).Parsed();
        var refused = Xml(_aliyun.InCallersFormat(request, _aliyun.Refuse(push, Desk.PolicyRefusal(push.Decide([0])))), "SendSmsResponse");
        Assert.StartsWith("isv.", refused.Element("Code")!.Value, StringComparison.Ordinal);
        Assert.Contains("该用户已撤回营销同意", refused.Element("Message")!.Value, StringComparison.Ordinal);

        var decision = push.Decide([]);
        var response = Desk.Reply("""{"RequestId":"r","Message":"OK","BizId":"9^0","Code":"OK"}""");
        var reply = _aliyun.ReadReply(push, decision, Desk.Vendor("aliyun-sms"), response);
        var accepted = Xml(_aliyun.InCallersFormat(request, _aliyun.MergeReply(push, decision, response, reply)), "SendSmsResponse");
        Assert.Equal(("OK", "9^0"), (accepted.Element("Code")!.Value, accepted.Element("BizId")!.Value));
    }

    [Fact]
    public void A_call_that_failed_itself_is_an_error_element()
    {
        var request = Request("POST", "&Format=XML");
        var refusal = Assert.IsType<Identification.Unidentified>(_aliyun.Identify(request, Desk.Senders, new FixedClock(Desk.Now))).Refusal;
        var answer = _aliyun.InCallersFormat(request, _aliyun.Refuse(null, refusal));
        Assert.Equal("MissingAccessKeyId", Xml(answer, "Error").Element("Code")!.Value);
    }

    [Theory]
    [InlineData("")]
    [InlineData("&Format=JSON")]
    [InlineData("&Format=json")]
    public void Everybody_else_reads_json(string format)
    {
        var request = Request("POST", format);
        var refusal = _aliyun.Refuse(null, Refusals.UnknownEndpoint());
        Assert.Same(refusal, _aliyun.InCallersFormat(request, refusal));
    }

    [Fact]
    public void A_format_that_nobody_knows_is_refused() =>
        Assert.Equal("unknown-value", _aliyun.Parse(Request("POST", "&Format=YAML"), Desk.Crm).Refused().Reason);

    [Fact]
    public void The_format_never_reaches_the_provider()
    {
        var push = _aliyun.Parse(Request("POST", "&Format=XML"), Desk.Crm).Parsed();
        var sent = _aliyun.Rewrite(push, push.Decide([]));
        Assert.DoesNotContain("Format", sent.RawQuery + sent.Body.Text(), StringComparison.Ordinal);
        Assert.Contains(KeyValuePair.Create("Accept", "application/json"), sent.Headers);
    }

    private static XElement Xml(Answer answer, string root)
    {
        Assert.Equal("text/xml; charset=utf-8", Assert.Single(answer.Headers, header => header.Key == "Content-Type").Value);
        var xml = XDocument.Parse(answer.Body.Text()).Root!;
        Assert.Equal(root, xml.Name.LocalName);
        return xml;
    }

    private static InboundRequest Request(string method, string format)
    {
        var fields = "Action=SendSms&Version=2017-05-25&PhoneNumbers=13900000001&TemplateCode=SMS_1" + format;
        return HttpMethods.IsGet(method)
            ? Desk.Request("GET", "/", fields, "")
            : Desk.Request("POST", "/", "", fields, ("Content-Type", "application/x-www-form-urlencoded"));
    }
}
