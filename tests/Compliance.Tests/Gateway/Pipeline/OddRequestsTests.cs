using System.Net.Sockets;
using System.Text;
using Compliance.Tests.Gateway.Console;

namespace Compliance.Tests.Gateway.Pipeline;

/// <summary>Methods and targets that no push has: refused like any other call that names no channel, never a fault of ours, never a tunnel.</summary>
public sealed class OddRequestsTests(ConsoleTests.SharedBench shared) : ConsoleTests(shared)
{
    [Theory]
    [InlineData("CONNECT shop.example:443", "shop.example:443")]
    [InlineData("CONNECT sms.tencentcloudapi.com:443", "sms.tencentcloudapi.com:443")]
    [InlineData("CONNECT qyapi.weixin.qq.com:443", "qyapi.weixin.qq.com:443")]
    [InlineData("CONNECT dysmsapi.aliyuncs.com:443", "dysmsapi.aliyuncs.com:443", "x-acs-action: SendSms")]
    [InlineData("CONNECT shop.example:443", "shop.example:443", "X-TC-Action: SendSms")]
    [InlineData("OPTIONS *", "gateway")]
    [InlineData("TRACE /", "gateway")]
    [InlineData("PROPFIND /nowhere", "gateway")]
    public async Task A_call_that_names_no_channel_is_refused(string call, string host, params string[] headers)
    {
        var answer = await SendAsync(Bench.Push, call, host, headers);
        Assert.StartsWith("HTTP/1.1 404 ", answer, StringComparison.Ordinal);
        Assert.Contains("Compliance-Decision: deny", answer, StringComparison.Ordinal);
        Assert.Contains("no-channel", answer, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("OPTIONS *", "sms.tencentcloudapi.com", "[missing-credential]")]
    [InlineData("TRACE /wecom/cgi-bin/message/send", "gateway", "[missing-credential]")]
    [InlineData("SEND /tencent-sms/", "gateway", "[missing-credential]")]
    [InlineData("OPTIONS http://qyapi.weixin.qq.com", "qyapi.weixin.qq.com", "[missing-credential]")]
    public async Task A_channel_refuses_them_in_its_own_words(string call, string host, string reason)
    {
        var answer = await SendAsync(Bench.Push, call, host, []);
        Assert.Contains("Compliance-Decision: deny", answer, StringComparison.Ordinal);
        Assert.Contains(reason, answer, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("CONNECT shop.example:443", "shop.example:443")]
    [InlineData("OPTIONS *", "gateway")]
    [InlineData("TRACE /api/decisions", "gateway")]
    public async Task The_admin_listener_has_none_of_them(string call, string host) =>
        Assert.Matches("^HTTP/1.1 40[45] ", await SendAsync(Bench.Admin, call, host, []));

    private static async Task<string> SendAsync(Uri listener, string call, string host, string[] headers)
    {
        using var socket = new TcpClient();
        await socket.ConnectAsync(listener.Host, listener.Port);
        await using var stream = socket.GetStream();
        string[] lines = [$"{call} HTTP/1.1", $"Host: {host}", "Connection: close", .. headers, "", ""];
        await stream.WriteAsync(Encoding.ASCII.GetBytes(string.Join("\r\n", lines)));
        using var reader = new StreamReader(stream);
        return await reader.ReadToEndAsync();
    }
}
