using System.Text.Json.Nodes;
using Compliance.TestKit.Callers;
using Compliance.TestKit.Gateways;

namespace Compliance.SystemTests.RealClients;

/// <summary>@alicloud/pop-core, the older client: signature among the fields, GET or POST; it ignores the HTTP status.</summary>
[Collection(MorningCollection.Name)]
public sealed class AliyunPopClientTests(MorningScene fixture)
{
    private readonly Scene _scene = fixture.Scene;

    [Theory]
    [InlineData("GET", "")]
    [InlineData("POST", "")]
    [InlineData("POST", "/aliyun-sms")]
    public async Task Two_are_sent_and_the_client_concludes_success(string method, string prefix)
    {
        var three = await ThreeRecipients.CreateAsync(_scene);
        var said = await SendAsync(three.Phones, method, prefix, _scene.Gateway.SenderKey);
        Assert.Equal("OK", (string)said["resolved"]!["Code"]!);
        await three.CheckAsync(person => person.PhoneIdentity, three.First.Phone, three.Third.Phone);
    }

    [Fact]
    public async Task Client_throws_the_providers_refusal_when_nobody_is_left()
    {
        var person = await _scene.WithdrawnPersonAsync();
        var said = await SendAsync(person.Phone, "POST", "", _scene.Gateway.SenderKey);
        Assert.StartsWith("isv.", (string)said["threw"]!["code"]!, StringComparison.Ordinal);
        Assert.DoesNotContain(_scene.Vendor.Pushes, push => push.Recipients.Contains(person.Phone));
    }

    [Fact]
    public async Task Client_throws_on_a_wrong_key()
    {
        var person = await _scene.ConsentingPersonAsync();
        var said = await SendAsync(person.Phone, "POST", "", "crm.wrong");
        Assert.NotNull(said["threw"]);
        Assert.DoesNotContain(_scene.Vendor.Pushes, push => push.Recipients.Contains(person.Phone));
    }

    private Task<JsonObject> SendAsync(string phones, string method, string prefix, string key) =>
        NodeClient.RunAsync(
            "aliyun-pop.cjs",
            new
            {
                endpoint = $"http://{_scene.Gateway.Push.Authority}{prefix}",
                id = _scene.Gateway.Sender,
                secret = key,
                action = "SendSms",
                request = PushCaller.AliyunFields([phones], "王女士"),
                method,
            },
            clock: _scene.Clock
        );
}
