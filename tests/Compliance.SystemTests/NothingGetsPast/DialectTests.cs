using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Xml.Linq;
using Compliance.SystemTests.RealClients;
using Compliance.TestKit;
using Compliance.TestKit.Callers;
using Compliance.TestKit.Gateways;
using Compliance.TestKit.Vendors;

namespace Compliance.SystemTests.NothingGetsPast;

/// <summary>
/// What older and other clients put on the wire: each is read, judged, answered in its own shape, and leaves rightly signed. Three people, the
/// second of whom has withdrawn.
/// </summary>
[Collection(MorningCollection.Name)]
public sealed class DialectTests(MorningScene fixture)
{
    private const string Version2021 = "2021-01-11";
    private const string Version2019 = "2019-07-11";
    private const string Milliseconds = "yyyy-MM-dd'T'HH:mm:ss.fff'Z'";

    private static readonly string[] Acs3Headers =
    [
        "x-acs-signature-nonce",
        "host",
        "x-acs-version",
        "content-type",
        "x-acs-content-sha256",
        "x-acs-date",
        "x-acs-action",
    ];

    private readonly Scene _scene = fixture.Scene;
    private readonly HttpClient _http = new();

    private SignedCalls Calls => new(_scene.Gateway.Push, _scene.Gateway.Sender, _scene.Gateway.SenderKey, _scene.Clock);

    [Theory]
    [InlineData("first signature, form, no method")]
    [InlineData("first signature, form, HmacSHA1")]
    [InlineData("first signature, form, HmacSHA256")]
    [InlineData("first signature, query, HmacSHA1")]
    [InlineData("first signature, query, HmacSHA256")]
    [InlineData("first signature, form, 2019")]
    [InlineData("first signature, provider's host")]
    [InlineData("TC3, query")]
    [InlineData("TC3, query, 2019")]
    [InlineData("TC3, JSON, 2019")]
    [InlineData("TC3, JSON with a mark")]
    [InlineData("TC3, provider's host")]
    [InlineData("TC3, provider's host with its port")]
    [InlineData("TC3, behind a proxy that says so")]
    public async Task Tencents_callers_are_served_and_the_withdrawn_is_not(string call)
    {
        var three = await ThreeRecipients.CreateAsync(_scene);
        string[] phones = [three.First.E164, three.Withdrawn.E164, three.Third.E164];
        var answer = await SendAsync(Tencent(call, phones));
        Assert.Equal(
            ["Ok", "FailedOperation.PhoneNumberInBlacklist", "Ok"],
            answer.Json["Response"]!["SendStatusSet"]!.AsArray().Select(row => (string)row!["Code"]!)
        );
        Assert.Equal("partial", answer.Decision);
        await three.CheckAsync(person => person.PhoneIdentity, three.First.E164, three.Third.E164);
        var sent = _scene.Vendor.Pushes.Single(push => push.Recipients.Contains(three.First.E164)).Request;
        Assert.Equal(call.Contains("2019", StringComparison.Ordinal) ? Version2019 : Version2021, sent.Header("x-tc-version"));
        Assert.Equal("春茶", (string)sent.Json["TemplateParamSet"]!.AsArray()[1]!);

        var nobody = await _scene.WithdrawnPersonAsync();
        var refused = await SendAsync(Tencent(call, nobody.E164));
        Assert.DoesNotContain("\"Ok\"", refused.Text, StringComparison.Ordinal);
        Assert.DoesNotContain(_scene.Vendor.Pushes, push => push.Recipients.Contains(nobody.E164));
    }

    [Theory]
    [InlineData("RPC, form, milliseconds")]
    [InlineData("RPC, query, milliseconds")]
    [InlineData("RPC, form, HMAC-SHA256")]
    [InlineData("RPC, query, HMAC-SHA256")]
    [InlineData("RPC, form, XML")]
    [InlineData("RPC, query, XML")]
    [InlineData("ACS3, headers in another order")]
    [InlineData("ACS3, headers in another order, lines sorted")]
    [InlineData("ACS3, provider's host")]
    public async Task Aliyuns_callers_are_served_and_the_withdrawn_is_not(string call)
    {
        var three = await ThreeRecipients.CreateAsync(_scene);
        var answer = await SendAsync(Aliyun(call, three.First.Phone, three.Withdrawn.Phone, three.Third.Phone));
        Assert.Equal("OK", Code(call, answer));
        Assert.Equal(("partial", 1), (answer.Decision, answer.Removed));
        await three.CheckAsync(person => person.PhoneIdentity, three.First.Phone, three.Third.Phone);

        var nobody = await _scene.WithdrawnPersonAsync();
        var refused = await SendAsync(Aliyun(call, nobody.Phone));
        Assert.StartsWith("isv.", Code(call, refused), StringComparison.Ordinal);
        Assert.DoesNotContain(_scene.Vendor.Pushes, push => push.Recipients.Contains(nobody.Phone));
    }

    /// <summary>A space is written + by one client and %20 by another, * stays or does not, and an empty value says something to the provider.</summary>
    [Theory]
    [InlineData(
        "PhoneNumbers={0}&SignName={1}&TemplateCode={2}&TemplateParam=%7B%22name%22%3A%225g*3+%e7%8e%8b%20x%22%7D&OutId=&RegionId=cn-hangzhou"
    )]
    [InlineData(
        "RegionId=cn-hangzhou&&OutId=a+b&TemplateParam=%7b%22name%22:%22~(5g*3)!%22%7d&TemplateCode={2}&SignName={1}&PhoneNumbers={0}&"
    )]
    public async Task A_form_that_nobody_changes_leaves_byte_for_byte(string form)
    {
        var person = await _scene.ConsentingPersonAsync();
        var filled = string.Format(
            System.Globalization.CultureInfo.InvariantCulture,
            form,
            person.Phone,
            Uri.EscapeDataString(Templates.Signature),
            Templates.Aliyun
        );
        var answer = await SendAsync(Calls.Acs3(filled, sortedLines: true, Acs3Headers));
        Assert.Equal("OK", (string)answer.Json["Code"]!);
        var push = Assert.Single(_scene.Vendor.Pushes, push => push.Recipients.Contains(person.Phone));
        Assert.Null(push.Flaw);
        Assert.Equal(filled, push.Request.Text);
    }

    [Theory]
    [InlineData("tencent", "sms.tencentcloudapi.com")]
    [InlineData("aliyun", "dysmsapi.aliyuncs.com")]
    public async Task A_signature_under_a_strange_host_is_refused_with_the_hosts_that_were_tried(string provider, string own)
    {
        var calls = Calls with { Host = "gateway.elsewhere.example" };
        var person = await _scene.ConsentingPersonAsync();
        var answer = await SendAsync(
            provider == "tencent"
                ? calls.Tc3(Version2021, PushCaller.TencentBody([person.E164], ["王女士", "春茶"]))
                : calls.Acs3(SignedCalls.Encode(PushCaller.AliyunFields([person.Phone], "王女士")), true, Acs3Headers)
        );
        Assert.Contains(_scene.Gateway.Push.Host, answer.Text, StringComparison.Ordinal);
        Assert.Contains(own, answer.Text, StringComparison.Ordinal);
        Assert.DoesNotContain(
            _scene.Vendor.Pushes,
            push => push.Recipients.Contains(person.E164) || push.Recipients.Contains(person.Phone)
        );
    }

    [Theory]
    [InlineData("gzip")]
    [InlineData("deflate")]
    [InlineData("raw-deflate")]
    [InlineData("br")]
    [InlineData("bom")]
    [InlineData("gzip+bom")]
    public async Task A_vendors_answer_is_read_whatever_a_front_put_on_it(string encoding)
    {
        var person = await _scene.ConsentingPersonAsync();
        foreach (var wire in (string[])[person.E164, person.Phone, person.Customer])
            _scene.Vendor.BehaviourFor[wire] = new VendorBehaviour.AcceptEncoded(encoding);
        foreach (var answer in await SendEverywhereAsync(person))
        {
            Assert.Equal("accepted", await OutcomeAsync(answer));
            Assert.DoesNotContain("unreadable", answer.Text, StringComparison.Ordinal);
        }
    }

    [Theory]
    [InlineData("broken")]
    [InlineData("zstd")]
    public async Task An_answer_that_nobody_can_read_is_an_unknown_outcome(string encoding)
    {
        var person = await _scene.ConsentingPersonAsync();
        foreach (var wire in (string[])[person.E164, person.Phone, person.Customer])
            _scene.Vendor.BehaviourFor[wire] = new VendorBehaviour.AcceptEncoded(encoding);
        foreach (var answer in await SendEverywhereAsync(person))
            Assert.Equal("unknown", await OutcomeAsync(answer));
        Assert.Equal(
            3,
            _scene.Vendor.Pushes.Count(push =>
                push.Recipients.Contains(person.E164) || push.Recipients.Contains(person.Phone) || push.Recipients.Contains(person.Customer)
            )
        );
    }

    [Fact]
    public async Task A_marked_json_body_leaves_without_its_mark()
    {
        var person = await _scene.ConsentingPersonAsync();
        byte[] body =
        [
            .. Encoding.UTF8.Preamble,
            .. JsonSerializer.SerializeToUtf8Bytes(PushCaller.WecomBody("王女士您好，今年的春茶已经到店", [person.Customer])),
        ];
        var answer = await _scene.Caller.PostJsonAsync("/wecom/cgi-bin/externalcontact/add_msg_template", body);
        Assert.Equal(0, (int)answer.Json["errcode"]!);
        var push = Assert.Single(_scene.Vendor.Pushes, push => push.Recipients.Contains(person.Customer));
        Assert.Equal(body[Encoding.UTF8.Preamble.Length..], push.Request.Body);
    }

    private async Task<IReadOnlyList<PushAnswer>> SendEverywhereAsync(Person person) =>
        [
            await _scene.Caller.TencentAsync([person.E164], ["王女士", "春茶"]),
            await _scene.Caller.AliyunAsync([person.Phone], "王女士"),
            await _scene.Caller.WecomAsync("王女士您好，今年的春茶已经到店", [person.Customer]),
        ];

    private async Task<string?> OutcomeAsync(PushAnswer answer)
    {
        var outcome = "";
        await Eventually.TrueAsync(
            async () => (outcome = Explanation.Of(await _scene.Admin.DecisionAsync(answer.DecisionId)).Outcome) is not (null or "pending"),
            "the outcome is in the record"
        );
        return outcome;
    }

    private HttpRequestMessage Tencent(string call, params string[] phones)
    {
        var provider = Calls with { Host = "sms.tencentcloudapi.com" };
        var fields = Flat(call.Contains("2019", StringComparison.Ordinal), phones);
        var body = PushCaller.TencentBody(phones, ["王女士", "春茶"]);
        return call switch
        {
            "first signature, form, no method" => Calls.TencentV1("POST", null, fields),
            "first signature, form, HmacSHA1" => Calls.TencentV1("POST", "HmacSHA1", fields),
            "first signature, form, HmacSHA256" => Calls.TencentV1("POST", "HmacSHA256", fields),
            "first signature, query, HmacSHA1" => Calls.TencentV1("GET", "HmacSHA1", fields),
            "first signature, query, HmacSHA256" => Calls.TencentV1("GET", "HmacSHA256", fields),
            "first signature, form, 2019" => Calls.TencentV1("POST", "HmacSHA256", new(fields) { ["Version"] = Version2019 }),
            "first signature, provider's host" => provider.TencentV1("POST", "HmacSHA256", fields),
            "TC3, query" => Calls.Tc3(Version2021, "", fields),
            "TC3, query, 2019" => Calls.Tc3(Version2019, "", fields),
            "TC3, JSON, 2019" => Calls.Tc3(Version2019, Nested(fields)),
            "TC3, JSON with a mark" => Calls.Tc3(
                Version2021,
                (byte[])[.. Encoding.UTF8.Preamble, .. JsonSerializer.SerializeToUtf8Bytes(body)]
            ),
            "TC3, provider's host" => provider.Tc3(Version2021, body),
            "TC3, provider's host with its port" => (Calls with { Host = "sms.tencentcloudapi.com:443" }).Tc3(Version2021, body),
            _ => Forwarded((Calls with { Host = "push.brand.example" }).Tc3(Version2021, body), "push.brand.example"),
        };
    }

    private HttpRequestMessage Aliyun(string call, params string[] phones)
    {
        var fields = PushCaller.AliyunFields(phones, "王女士");
        var method = call.Contains("query", StringComparison.Ordinal) ? "GET" : "POST";
        return call switch
        {
            "RPC, form, milliseconds" or "RPC, query, milliseconds" => Calls.AliyunRpc(
                method,
                fields,
                ("Timestamp", Calls.Time(Milliseconds))
            ),
            "RPC, form, HMAC-SHA256" or "RPC, query, HMAC-SHA256" => Calls.AliyunRpc(method, fields, ("SignatureMethod", "HMAC-SHA256")),
            "RPC, form, XML" or "RPC, query, XML" => Calls.AliyunRpc(method, fields, ("Format", "XML")),
            "ACS3, headers in another order" => Calls.Acs3(SignedCalls.Encode(fields), false, Acs3Headers),
            "ACS3, headers in another order, lines sorted" => Calls.Acs3(SignedCalls.Encode(fields), true, Acs3Headers),
            _ => (Calls with { Host = "dysmsapi.aliyuncs.com" }).Acs3(SignedCalls.Encode(fields), true, Acs3Headers),
        };
    }

    private static string Code(string call, PushAnswer answer)
    {
        if (!call.Contains("XML", StringComparison.Ordinal))
            return (string)answer.Json["Code"]!;
        Assert.StartsWith("text/xml", answer.Headers["content-type"], StringComparison.Ordinal);
        var root = XDocument.Parse(answer.Text).Root!;
        Assert.Equal("SendSmsResponse", root.Name.LocalName);
        return root.Element("Code")!.Value;
    }

    private static HttpRequestMessage Forwarded(HttpRequestMessage request, string host)
    {
        request.Headers.TryAddWithoutValidation("X-Forwarded-Host", host);
        return request;
    }

    private static Dictionary<string, string> Flat(bool old, string[] phones)
    {
        var fields = new Dictionary<string, string>
        {
            [old ? "SmsSdkAppid" : "SmsSdkAppId"] = "1400006666",
            [old ? "Sign" : "SignName"] = Templates.Signature,
            [old ? "TemplateID" : "TemplateId"] = Templates.Tencent,
            ["TemplateParamSet.0"] = "王女士",
            ["TemplateParamSet.1"] = "春茶",
            ["SessionContext"] = "campaign-618-001",
        };
        for (var index = 0; index < phones.Length; index++)
            fields[$"PhoneNumberSet.{index}"] = phones[index];
        return fields;
    }

    private static JsonObject Nested(Dictionary<string, string> flat)
    {
        var body = new JsonObject();
        foreach (var list in flat.GroupBy(field => field.Key.Split('.')[0]))
        {
            body[list.Key] = list.First().Key.Contains('.', StringComparison.Ordinal)
                ? new JsonArray([.. list.Select(field => (JsonNode)field.Value)])
                : list.Single().Value;
        }

        return body;
    }

    private async Task<PushAnswer> SendAsync(HttpRequestMessage request)
    {
        using (request)
        {
            using var answer = await _http.SendAsync(request);
            return await PushAnswer.ReadAsync(answer);
        }
    }
}
