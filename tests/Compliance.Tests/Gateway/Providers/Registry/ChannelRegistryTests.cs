using System.Text;
using Compliance.Gateway.Model;
using Compliance.Gateway.Providers;
using Compliance.Gateway.Providers.Aliyun;
using Compliance.Gateway.Providers.Registry;
using Compliance.Gateway.Providers.Tencent;
using Compliance.Rules.Messages;
using Compliance.Tests.Gateway.Providers.Wecom;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;

namespace Compliance.Tests.Gateway.Providers.Registry;

public sealed class ChannelRegistryTests
{
    private readonly ChannelRegistry _channels = new([
        WecomDesk.Channel(),
        new TencentSmsChannel(),
        new AliyunSmsChannel(),
        AliyunProvider.DirectMail,
    ]);

    [Theory]
    [InlineData("/wecom/cgi-bin/message/send", "127.0.0.1", "wecom", "/wecom")]
    [InlineData("/tencent-sms", "127.0.0.1:8080", "tencent-sms", "/tencent-sms")]
    [InlineData("/cgi-bin/gettoken", "qyapi.weixin.qq.com:443", "wecom", "")]
    [InlineData("/", "SMS.tencentcloudapi.com", "tencent-sms", "")]
    [InlineData("/?Action=SendSms&Version=2017-05-25", "127.0.0.1", "aliyun-sms", "")]
    [InlineData("/?Action=SingleSendMail&Version=2015-11-23", "127.0.0.1", "aliyun-dm", "")]
    [InlineData("http://gateway.example/wecom/cgi-bin/gettoken?corpid=1", "gateway.example", "wecom", "/wecom")]
    public void A_channel_is_named_by_path_host_or_action(string target, string host, string channel, string prefix)
    {
        var match = _channels.Match(Head("POST", target, host))!;
        Assert.Equal((channel, prefix), (match.Channel.Id, match.PathPrefix));
    }

    [Theory]
    [InlineData("X-TC-Action", "", "tencent-sms")]
    [InlineData("x-acs-action", "2017-05-25", "aliyun-sms")]
    [InlineData("x-acs-action", "2015-11-23", "aliyun-dm")]
    public void A_client_whose_endpoint_alone_was_overridden_is_known_by_its_headers(string header, string version, string channel)
    {
        var head = Head("POST", "/", "127.0.0.1:8080");
        head.Headers[header] = "SendSms";
        head.Headers["x-acs-version"] = version;
        Assert.Equal(channel, _channels.Match(head)!.Channel.Id);
    }

    [Fact]
    public void The_older_aliyun_client_names_its_action_in_the_form()
    {
        var head = Head("POST", "/", "127.0.0.1");
        head.ContentType = "application/x-www-form-urlencoded";
        Assert.Null(_channels.Match(head));
        Assert.True(_channels.NeedsForm(head));
        Assert.Equal("aliyun-sms", _channels.MatchForm(Encoding.UTF8.GetBytes("Version=2017-05-25&Action=SendSms"))!.Channel.Id);
        Assert.Equal("tencent-sms", _channels.MatchForm(Encoding.UTF8.GetBytes("Version=2021-01-11&Action=SendSms"))!.Channel.Id);
        Assert.Null(_channels.MatchForm(Encoding.UTF8.GetBytes("Version=2017-05-25")));
    }

    [Theory]
    [InlineData("/%77ecom/cgi-bin/message/send")]
    [InlineData("//wecom/cgi-bin/message/send")]
    [InlineData("/WECOM/cgi-bin/message/send")]
    [InlineData("/wecomx/cgi-bin/message/send")]
    [InlineData("/")]
    public void Anything_else_is_no_channel(string target) => Assert.Null(_channels.Match(Head("POST", target, "127.0.0.1")));

    [Fact]
    public void Every_channel_of_the_contract_is_known_and_one_that_is_closed_refuses_in_a_body_that_every_client_takes_for_a_failure()
    {
        foreach (var id in ChannelCatalog.Channels.Select(channel => channel.Id))
            Assert.NotNull(_channels.Find(id));
        var closed = _channels.Find("jpush")!;
        var refusal = Assert
            .IsType<Identification.Unidentified>(
                closed.Identify(Desk.Request("POST", "/v3/push", "", "{}"), Desk.Senders, new FixedClock(Desk.Now))
            )
            .Refusal;
        var answer = closed.Refuse(null, refusal);
        var body = answer.Json();
        Assert.Equal(501, answer.Status);
        Assert.NotEqual(0, (int)body["errcode"]!);
        Assert.NotEqual(0, (int)body["code"]!);
        Assert.NotEqual("OK", (string)body["Code"]!);
        Assert.False((bool)body["result"]!);
        Assert.NotNull(body["error"]!["message"]);
    }

    [Fact]
    public void The_request_keeps_the_path_as_the_caller_signed_it()
    {
        var head = Head("POST", "/tencent-sms?a=%2B", "127.0.0.1");
        var request = InboundRequest.From(head.HttpContext, _channels.Match(head)!, default);
        Assert.Equal(("/tencent-sms", "/", "a=%2B"), (request.RawPath, request.Path, request.RawQuery));
    }

    private static HttpRequest Head(string method, string target, string host)
    {
        var context = new DefaultHttpContext();
        context.Features.Get<IHttpRequestFeature>()!.RawTarget = target;
        context.Request.Method = method;
        context.Request.Host = new HostString(host);
        return context.Request;
    }
}
