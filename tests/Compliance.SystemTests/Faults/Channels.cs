using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;
using System.Text.RegularExpressions;
using Compliance.TestKit.Callers;
using Compliance.TestKit.Gateways;

namespace Compliance.SystemTests.Faults;

/// <summary>The same push on each channel, and how each provider says no.</summary>
public static class Channels
{
    public static readonly string[] Names = ["wecom", "tencent-sms", "aliyun-sms"];

    public static TheoryData<string> All => [.. Names];

    public static Task<PushAnswer> PushAsync(Scene scene, string channel, Person[] people, params (string Name, string Value)[] headers) =>
        channel switch
        {
            "wecom" => scene.Caller.WecomAsync("您好，今年的春茶已经到店", [.. people.Select(person => person.Customer)], headers),
            "tencent-sms" => scene.Caller.TencentAsync([.. people.Select(person => person.E164)], ["王女士", "春茶"], headers),
            _ => scene.Caller.AliyunAsync([.. people.Select(person => person.Phone)], "王女士", headers),
        };

    /// <summary>A request with this body at the place where the channel reads pushes.</summary>
    public static HttpRequestMessage Raw(string channel, HttpContent content)
    {
        content.Headers.ContentType ??= new MediaTypeHeaderValue(
            channel == "aliyun-sms" ? "application/x-www-form-urlencoded" : "application/json"
        );
        var request = new HttpRequestMessage(
            HttpMethod.Post,
            channel == "wecom" ? "/wecom/cgi-bin/externalcontact/add_msg_template" : $"/{channel}/"
        )
        {
            Content = content,
        };
        if (channel == "tencent-sms")
        {
            request.Headers.Add("X-TC-Action", "SendSms");
            request.Headers.Add("X-TC-Version", "2021-01-11");
        }

        if (channel == "aliyun-sms")
        {
            request.Headers.Add("x-acs-action", "SendSms");
            request.Headers.Add("x-acs-version", "2017-05-25");
        }

        return request;
    }

    public static byte[] Body(string channel, Person person, string content) =>
        channel switch
        {
            "wecom" => JsonSerializer.SerializeToUtf8Bytes(PushCaller.WecomBody(content, [person.Customer])),
            "tencent-sms" => JsonSerializer.SerializeToUtf8Bytes(PushCaller.TencentBody([person.E164], [content, "春茶"])),
            _ => Encoding.ASCII.GetBytes(
                string.Join(
                    '&',
                    PushCaller.AliyunFields([person.Phone], content).Select(field => $"{field.Key}={Uri.EscapeDataString(field.Value)}")
                )
            ),
        };

    public static string OnTheWire(string channel, Person person) =>
        channel switch
        {
            "wecom" => person.Customer,
            "tencent-sms" => person.E164,
            _ => person.Phone,
        };

    public static string Identity(string channel, Person person) => channel == "wecom" ? person.CustomerIdentity : person.PhoneIdentity;

    /// <summary>A refusal that the provider's own clients understand as one: WeCom and Tencent always answer 200.</summary>
    /// <param name="reason">The gateway's own reason, or the rule's id; a status alone would be right for any fault.</param>
    public static void AssertRefusedInTheProvidersShape(string channel, PushAnswer answer, string reason)
    {
        Assert.Equal("deny", answer.Decision);
        AssertRefusedOrFailed(channel, answer, reason);
    }

    /// <summary>Not sent, whoever is to blame.</summary>
    public static void AssertRefusedOrFailed(string channel, PushAnswer answer, string reason)
    {
        Assert.Matches($@"\[{Regex.Escape(reason)}[\] ]", answer.Text);
        var said = answer.Json;
        switch (channel)
        {
            case "wecom":
                Assert.NotEqual(0, (int)said["errcode"]!);
                Assert.NotEmpty((string)said["errmsg"]!);
                break;
            case "tencent-sms":
                var code = (string?)(said["Response"]!["Error"]?["Code"] ?? said["Response"]!["SendStatusSet"]![0]!["Code"]);
                Assert.NotEqual("Ok", code);
                Assert.NotEmpty((string)said["Response"]!["RequestId"]!);
                break;
            default:
                Assert.NotEqual("OK", (string)said["Code"]!);
                Assert.NotEmpty((string)said["Message"]!);
                Assert.NotEmpty((string)said["RequestId"]!);
                break;
        }
    }

    public static void AssertAccepted(string channel, PushAnswer answer)
    {
        Assert.Equal("permit", answer.Decision);
        Assert.Equal(200, answer.Status);
        var said = answer.Json;
        switch (channel)
        {
            case "wecom":
                Assert.Equal(0, (int)said["errcode"]!);
                break;
            case "tencent-sms":
                Assert.All(said["Response"]!["SendStatusSet"]!.AsArray(), row => Assert.Equal("Ok", (string)row!["Code"]!));
                break;
            default:
                Assert.Equal("OK", (string)said["Code"]!);
                break;
        }
    }
}
