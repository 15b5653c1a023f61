using System.Text.Json;
using System.Text.Json.Nodes;
using Compliance.TestKit.Callers;
using Compliance.TestKit.Gateways;

namespace Compliance.SystemTests.NothingGetsPast;

/// <summary>What a client makes of an answer.</summary>
public enum Conclusion
{
    /// <summary>The program went on as if all were sent.</summary>
    Sent,

    /// <summary>It knows that some were not.</summary>
    Some,

    /// <summary>It knows the provider's refusal, with a code.</summary>
    Refused,

    /// <summary>Something broke that it does not understand.</summary>
    Broken,
}

/// <summary>A provider's client from npm in one of the ways that it can be set up.</summary>
public sealed record ClientMode(string Name, string Script, string Channel, object Settings)
{
    public static readonly ClientMode[] All =
    [
        new("tencent TC3", "tencent-sms.cjs", "tencent-sms", new { }),
        new("tencent TC3 GET", "tencent-sms.cjs", "tencent-sms", new { reqMethod = "GET" }),
        new("tencent HmacSHA256", "tencent-sms.cjs", "tencent-sms", new { signMethod = "HmacSHA256" }),
        new("tencent HmacSHA1 GET", "tencent-sms.cjs", "tencent-sms", new { signMethod = "HmacSHA1", reqMethod = "GET" }),
        new("tencent 2019 TC3", "tencent-sms.cjs", "tencent-sms", new { version = "v20190711" }),
        new("tencent 2019 HmacSHA256", "tencent-sms.cjs", "tencent-sms", new { version = "v20190711", signMethod = "HmacSHA256" }),
        new("aliyun SDK", "aliyun-sms.cjs", "aliyun-sms", new { action = "sendSms" }),
        new("aliyun pop-core GET", "aliyun-pop.cjs", "aliyun-sms", new { action = "SendSms", method = "GET" }),
        new("aliyun pop-core POST", "aliyun-pop.cjs", "aliyun-sms", new { action = "SendSms", method = "POST" }),
        new("wecom easywechat", "wecom.cjs", "wecom", new { path = "cgi-bin/externalcontact/add_msg_template" }),
    ];

    /// <summary>A person as this channel's wire names them.</summary>
    public string Wire(Person person) =>
        Channel switch
        {
            "tencent-sms" => person.E164,
            "aliyun-sms" => person.Phone,
            _ => person.Customer,
        };

    public string Identity(Person person) => Channel == "wecom" ? person.CustomerIdentity : person.PhoneIdentity;

    public object Call(GatewayProcess gateway, string sender, string key, string word, Person[] people)
    {
        var call = JsonSerializer.SerializeToNode(Settings)!.AsObject();
        call["id"] = sender;
        call["secret"] = key;
        call["endpoint"] = Script switch
        {
            "wecom.cjs" => $"{gateway.Push}wecom/",
            "aliyun-pop.cjs" => $"http://{gateway.Push.Authority}",
            _ => gateway.Push.Authority,
        };
        call["request"] = JsonSerializer.SerializeToNode(Request([.. people.Select(Wire)], word));
        return call;
    }

    public Conclusion Concludes(JsonObject said)
    {
        if (said["threw"] is { } threw)
            return IsOfProvider(threw) ? Conclusion.Refused : Conclusion.Broken;
        var resolved = said["resolved"]!;
        return Script switch
        {
            "tencent-sms.cjs" => Count(
                resolved["SendStatusSet"]!.AsArray().Count(row => (string)row!["Code"]! == "Ok"),
                resolved["SendStatusSet"]!.AsArray().Count
            ),
            "aliyun-sms.cjs" => (string)resolved["body"]!["code"]! != "OK" ? Conclusion.Refused
            : (string)resolved["headers"]!["compliance-removed"]! == "0" ? Conclusion.Sent
            : Conclusion.Some,
            "aliyun-pop.cjs" => (string)resolved["Code"]! == "OK" ? Conclusion.Sent : Conclusion.Refused,
            _ => (int)resolved["body"]!["errcode"]! != 0 ? Conclusion.Refused
            : resolved["body"]!["fail_list"]!.AsArray().Count == 0 ? Conclusion.Sent
            : Conclusion.Some,
        };
    }

    /// <summary>Node's own codes begin with E. easywechat says what gettoken answered in words, and no push follows.</summary>
    private static bool IsOfProvider(JsonNode threw) =>
        (string?)threw["code"] is { Length: > 0 } code
            ? !code.StartsWith('E')
            : ((string)threw["message"]!).StartsWith("Failed to get access_token: {\"errcode\":", StringComparison.Ordinal);

    private static Conclusion Count(int ok, int all) =>
        ok == all ? Conclusion.Sent
        : ok == 0 ? Conclusion.Refused
        : Conclusion.Some;

    private object Request(string[] wires, string word)
    {
        switch (Script)
        {
            case "tencent-sms.cjs":
                var body = JsonSerializer.SerializeToNode(PushCaller.TencentBody(wires, ["王女士", word]))!.AsObject();
                if (Name.Contains("2019", StringComparison.Ordinal))
                {
                    foreach (
                        var (now, then) in (ReadOnlySpan<(string, string)>)
                            [("SmsSdkAppId", "SmsSdkAppid"), ("SignName", "Sign"), ("TemplateId", "TemplateID")]
                    )
                    {
                        var value = body[now]!.DeepClone();
                        body.Remove(now);
                        body[then] = value;
                    }
                }

                return body;
            case "aliyun-sms.cjs":
                return new
                {
                    phoneNumbers = string.Join(',', wires),
                    signName = Templates.Signature,
                    templateCode = Templates.Aliyun,
                    templateParam = JsonSerializer.Serialize(new { name = word }),
                    outId = "c1",
                };
            case "aliyun-pop.cjs":
                return PushCaller.AliyunFields(wires, word);
            default:
                return PushCaller.WecomBody($"王女士您好，今年的{word}已经到店", wires);
        }
    }
}
