using System.Text.Json.Nodes;
using Compliance.TestKit.Callers;
using Compliance.TestKit.Gateways;

namespace Compliance.SystemTests.RealClients;

/// <summary>node-easywechat, unchanged but for base address and secret; it fetches its token through the gateway.</summary>
[Collection(MorningCollection.Name)]
public sealed class WecomClientTests(MorningScene fixture)
{
    private readonly Scene _scene = fixture.Scene;

    [Fact]
    public async Task Client_finds_the_withdrawn_in_the_fail_list()
    {
        var three = await ThreeRecipients.CreateAsync(_scene);
        var said = await SendAsync(_scene.Gateway.SenderKey, three.First.Customer, three.Withdrawn.Customer, three.Third.Customer);
        Assert.Equal(0, (int)said["resolved"]!["body"]!["errcode"]!);
        Assert.Equal([three.Withdrawn.Customer], said["resolved"]!["body"]!["fail_list"]!.AsArray().Select(id => (string)id!));
        Assert.Equal("partial", (string)said["resolved"]!["headers"]!["compliance-decision"]!);
        await three.CheckAsync(person => person.CustomerIdentity, three.First.Customer, three.Third.Customer);
    }

    [Fact]
    public async Task The_callers_token_never_reaches_the_vendor()
    {
        var person = await _scene.ConsentingPersonAsync();
        await SendAsync(_scene.Gateway.SenderKey, person.Customer);
        var push = Assert.Single(_scene.Vendor.Pushes, push => push.Recipients.Contains(person.Customer));
        Assert.StartsWith("vendor-token-", push.Request.Fields()["access_token"], StringComparison.Ordinal);
        Assert.DoesNotContain(
            _scene.Gateway.SenderKey,
            push.Request.Target + string.Join('\n', push.Request.Headers.Values),
            StringComparison.Ordinal
        );
    }

    [Fact]
    public async Task Client_concludes_failure_when_nobody_is_left()
    {
        var person = await _scene.WithdrawnPersonAsync();
        var said = await SendAsync(_scene.Gateway.SenderKey, person.Customer);
        Assert.NotEqual(0, (int)said["resolved"]!["body"]!["errcode"]!);
        Assert.DoesNotContain(_scene.Vendor.Pushes, push => push.Recipients.Contains(person.Customer));
    }

    [Fact]
    public async Task Client_gets_no_token_for_a_wrong_secret() =>
        Assert.Contains("40001", (string)(await SendAsync("crm.wrong", "wmNobody"))["threw"]!["message"]!, StringComparison.Ordinal);

    private Task<JsonObject> SendAsync(string secret, params string[] customers) =>
        NodeClient.RunAsync(
            "wecom.cjs",
            new
            {
                endpoint = $"{_scene.Gateway.Push}wecom/",
                id = _scene.Gateway.Sender,
                secret,
                path = "cgi-bin/externalcontact/add_msg_template",
                request = PushCaller.WecomBody("王女士您好，今年的春茶已经到店", customers),
            },
            clock: _scene.Clock
        );
}
