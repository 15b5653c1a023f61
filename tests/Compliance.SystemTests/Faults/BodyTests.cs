using System.Net.Http.Headers;
using System.Text;
using Compliance.TestKit.Callers;
using Compliance.TestKit.Gateways;

namespace Compliance.SystemTests.Faults;

/// <summary>Bodies that cannot be read as the provider would read them: refused in its words, recorded with a reason, nothing sent.</summary>
[Collection(MorningCollection.Name)]
public sealed class BodyTests(MorningScene fixture)
{
    private readonly Scene _scene = fixture.Scene;

    public static TheoryData<string, string, string> Unreadable =>
        new()
        {
            { "wecom", """{"external_userid":["wmX"]""", "not-json" },
            { "tencent-sms", "PhoneNumberSet=1", "not-json" },
            { "wecom", """{"external_userid":["wmX"],"sender":"z","text":{"content":"茶"},"external_userid":["wmY"]}""", "duplicate-key" },
            { "tencent-sms", """{"PhoneNumberSet":["+8613900000001"],"PhoneNumberSet":["+8613900000002"]}""", "duplicate-key" },
            { "wecom", "{\"text\":" + new string('[', 20_000), "too-deep" },
            { "tencent-sms", "{\"TemplateParamSet\":" + new string('[', 500) + new string(']', 500) + "}", "too-deep" },
            { "wecom", "", "empty-body" },
            { "tencent-sms", "[]", "not-an-object" },
        };

    [Theory]
    [MemberData(nameof(Unreadable))]
    public async Task A_body_that_cannot_be_read_is_refused_and_recorded_with_its_reason(string channel, string body, string reason) =>
        await RefusedAsync(channel, new ByteArrayContent(Encoding.UTF8.GetBytes(body)), reason);

    [Fact]
    public async Task A_field_given_twice_is_refused() =>
        await RefusedAsync(
            "aliyun-sms",
            new ByteArrayContent("PhoneNumbers=13900000001&PhoneNumbers=13900000002&SignName=x&TemplateCode=y"u8.ToArray()),
            "duplicate-parameter"
        );

    [Theory]
    [MemberData(nameof(Channels.All), MemberType = typeof(Channels))]
    public async Task A_body_over_the_limit_is_refused(string channel) =>
        await RefusedAsync(channel, new ByteArrayContent(new byte[(4 << 20) + 1]), "body-too-large");

    [Theory]
    [MemberData(nameof(Channels.All), MemberType = typeof(Channels))]
    public async Task A_body_over_the_limit_is_refused_also_without_a_length(string channel)
    {
        using var request = Channels.Raw(channel, new ByteArrayContent(new byte[(4 << 20) + 1]));
        request.Headers.TransferEncodingChunked = true;
        await RefusedAsync(channel, request, "body-too-large");
    }

    [Theory]
    [MemberData(nameof(Channels.All), MemberType = typeof(Channels))]
    public async Task A_compressed_body_is_refused(string channel)
    {
        var content = new ByteArrayContent([0x1f, 0x8b, 8, 0]);
        content.Headers.ContentEncoding.Add("gzip");
        await RefusedAsync(channel, content, "content-encoding");
    }

    [Theory]
    [InlineData("wecom", "application/xml", "wrong-content-type")]
    [InlineData("tencent-sms", "multipart/form-data", "wrong-content-type")]
    [InlineData("aliyun-sms", "application/xml", "wrong-content-type")]
    [InlineData("wecom", "application/json; charset=gbk", "wrong-charset")]
    public async Task A_content_type_that_the_provider_does_not_read_is_refused(string channel, string type, string reason)
    {
        var person = await _scene.ConsentingPersonAsync();
        var content = new ByteArrayContent(Channels.Body(channel, person, "王女士"));
        content.Headers.ContentType = MediaTypeHeaderValue.Parse(type);
        await RefusedAsync(channel, content, reason);
        Assert.DoesNotContain(_scene.Vendor.Pushes, push => push.Recipients.Contains(Channels.OnTheWire(channel, person)));
    }

    [Theory]
    [MemberData(nameof(Channels.All), MemberType = typeof(Channels))]
    public async Task A_chunked_body_without_length_goes_through(string channel)
    {
        var person = await _scene.ConsentingPersonAsync();
        using var request = Channels.Raw(channel, new ByteArrayContent(Channels.Body(channel, person, "王女士")));
        request.Headers.TransferEncodingChunked = true;
        Channels.AssertAccepted(channel, await _scene.Caller.SendAsync(request));
        var push = Assert.Single(_scene.Vendor.Pushes, push => push.Recipients.Contains(Channels.OnTheWire(channel, person)));
        Assert.Null(push.Flaw);
        Assert.Null(push.Request.Header("transfer-encoding"));
    }

    /// <summary>Half a body, then the connection ends: nobody is told, and nothing is sent.</summary>
    [Fact]
    public async Task Half_a_body_sends_nothing()
    {
        var person = await _scene.ConsentingPersonAsync();
        var body = Channels.Body("wecom", person, "茶");
        using (var socket = new System.Net.Sockets.TcpClient())
        {
            await socket.ConnectAsync(_scene.Gateway.Push.Host, _scene.Gateway.Push.Port);
            var head =
                $"POST /wecom/cgi-bin/externalcontact/add_msg_template HTTP/1.1\r\nHost: gateway\r\nCompliance-Key: {_scene.Gateway.SenderKey}\r\nContent-Type: application/json\r\nContent-Length: {body.Length}\r\n\r\n";
            await socket.GetStream().WriteAsync((byte[])[.. Encoding.ASCII.GetBytes(head), .. body[..^10]]);
        }

        // A whole push after it proves that the half one had its turn.
        var next = await _scene.ConsentingPersonAsync();
        Channels.AssertAccepted("wecom", await Channels.PushAsync(_scene, "wecom", [next]));
        Assert.DoesNotContain(_scene.Vendor.Pushes, push => push.Recipients.Contains(person.Customer));
    }

    [Theory]
    [InlineData("/wecom/cgi-bin/externalcontact/add_moment_task")]
    [InlineData("/tencent-sms/")]
    [InlineData("/aliyun-sms/?Action=SendCardSms")]
    public async Task An_interface_that_the_gateway_does_not_know_is_never_passed_through(string path)
    {
        var before = _scene.Vendor.Requests.Count;
        using var request = new HttpRequestMessage(HttpMethod.Post, path)
        {
            // Aliyun's calls are forms: JSON would be refused for its type, before anybody asked for the interface.
            Content = path.StartsWith("/aliyun", StringComparison.Ordinal)
                ? new FormUrlEncodedContent([])
                : new StringContent("{}", Encoding.UTF8, "application/json"),
        };
        if (path.StartsWith("/tencent", StringComparison.Ordinal))
            request.Headers.Add("X-TC-Action", "SendMultiGlobalSms");
        var answer = await _scene.Caller.SendAsync(request);
        Channels.AssertRefusedInTheProvidersShape(path.Split('/')[1], answer, "unknown-endpoint");
        Assert.Equal(before, _scene.Vendor.Requests.Count);
    }

    private async Task RefusedAsync(string channel, HttpContent content, string reason)
    {
        using var request = Channels.Raw(channel, content);
        await RefusedAsync(channel, request, reason);
    }

    private async Task RefusedAsync(string channel, HttpRequestMessage request, string reason)
    {
        var answer = await _scene.Caller.SendAsync(request);
        Channels.AssertRefusedInTheProvidersShape(channel, answer, reason);
        var decision = await _scene.Admin.DecisionAsync(answer.DecisionId);
        Assert.Contains($"\"gateway/{reason}\"", decision.ToJsonString(), StringComparison.Ordinal);
    }
}
