using System.Text.Json;
using System.Text.Json.Nodes;
using Compliance.TestKit.Callers;
using Compliance.TestKit.Gateways;

namespace Compliance.SystemTests.RealClients;

/// <summary>@alicloud/dysmsapi20170525, unchanged but for endpoint and key: ACS3, everything in the query, or arrays in a chunked form.</summary>
[Collection(MorningCollection.Name)]
public sealed class AliyunClientTests(MorningScene fixture)
{
    private readonly Scene _scene = fixture.Scene;

    [Fact]
    public async Task SendSms_tells_the_removal_in_headers_since_the_reply_has_no_rows()
    {
        var three = await ThreeRecipients.CreateAsync(_scene);
        var said = await SendAsync(
            "sendSms",
            new
            {
                phoneNumbers = three.Phones,
                signName = Templates.Signature,
                templateCode = Templates.Aliyun,
                templateParam = "{\"name\":\"王女士\"}",
                outId = "c1",
            }
        );
        Concluded(said, removed: "1");
        await three.CheckAsync(person => person.PhoneIdentity, three.First.Phone, three.Third.Phone);
    }

    [Fact]
    public async Task SendBatchSms_drops_the_withdrawn_from_every_aligned_array()
    {
        var three = await ThreeRecipients.CreateAsync(_scene);
        string[] phones = [three.First.Phone, three.Withdrawn.Phone, three.Third.Phone];
        var said = await SendAsync(
            "sendBatchSms",
            new
            {
                phoneNumberJson = JsonSerializer.Serialize(phones),
                signNameJson = JsonSerializer.Serialize(phones.Select(_ => Templates.Signature)),
                templateCode = Templates.Aliyun,
                templateParamJson = JsonSerializer.Serialize((object[])[new { name = "A" }, new { name = "B" }, new { name = "C" }]),
            }
        );
        Concluded(said, removed: "1");
        await three.CheckAsync(person => person.PhoneIdentity, three.First.Phone, three.Third.Phone);
        var fields = _scene.Vendor.Pushes.Single(push => push.Recipients.Contains(three.First.Phone)).Request.Fields();
        Assert.Equal(["A", "C"], JsonNode.Parse(fields["TemplateParamJson"])!.AsArray().Select(row => (string)row!["name"]!));
        Assert.Equal(2, JsonNode.Parse(fields["SignNameJson"])!.AsArray().Count);
    }

    [Fact]
    public async Task Client_reads_the_providers_refusal_when_nobody_is_left()
    {
        var person = await _scene.WithdrawnPersonAsync();
        var said = await SendAsync(
            "sendSms",
            new
            {
                phoneNumbers = person.Phone,
                signName = Templates.Signature,
                templateCode = Templates.Aliyun,
                templateParam = "{\"name\":\"王女士\"}",
            }
        );
        Assert.StartsWith("isv.", (string)said["resolved"]!["body"]!["code"]!, StringComparison.Ordinal);
        Assert.Equal("deny", (string)said["resolved"]!["headers"]!["compliance-decision"]!);
        Assert.DoesNotContain(_scene.Vendor.Pushes, push => push.Recipients.Contains(person.Phone));
    }

    private static void Concluded(JsonObject said, string removed)
    {
        var resolved = said["resolved"] ?? throw new InvalidOperationException(said.ToJsonString());
        Assert.Equal("OK", (string)resolved["body"]!["code"]!);
        Assert.Equal("partial", (string)resolved["headers"]!["compliance-decision"]!);
        Assert.Equal(removed, (string)resolved["headers"]!["compliance-removed"]!);
    }

    private Task<JsonObject> SendAsync(string action, object request) =>
        NodeClient.RunAsync(
            "aliyun-sms.cjs",
            new
            {
                endpoint = _scene.Gateway.Push.Authority,
                id = _scene.Gateway.Sender,
                secret = _scene.Gateway.SenderKey,
                action,
                request,
            },
            clock: _scene.Clock
        );
}
