using Compliance.TestKit.Callers;
using Compliance.TestKit.Gateways;

namespace Compliance.SystemTests.RealClients;

/// <summary>tencentcloud-sdk-nodejs-sms, unchanged but for endpoint and key.</summary>
[Collection(MorningCollection.Name)]
public sealed class TencentClientTests(MorningScene fixture)
{
    private readonly Scene _scene = fixture.Scene;

    [Theory]
    [InlineData("")]
    [InlineData("/tencent-sms")]
    public async Task Client_concludes_success_for_two_and_the_providers_refusal_for_one(string prefix)
    {
        var three = await ThreeRecipients.CreateAsync(_scene);
        var said = await SendAsync(prefix, _scene.Gateway.SenderKey, three.First.E164, three.Withdrawn.Phone, three.Third.E164);

        var rows = said["resolved"]!["SendStatusSet"]!.AsArray();
        Assert.Equal(["Ok", "FailedOperation.PhoneNumberInBlacklist", "Ok"], rows.Select(row => (string)row!["Code"]!));
        Assert.Equal([three.First.E164, three.Withdrawn.E164, three.Third.E164], rows.Select(row => (string)row!["PhoneNumber"]!));
        Assert.All(rows, row => Assert.Equal("campaign-618-001", (string)row!["SessionContext"]!));
        await three.CheckAsync(person => person.PhoneIdentity, three.First.E164, three.Third.E164);
    }

    [Fact]
    public async Task Client_throws_the_providers_own_error_on_a_wrong_key()
    {
        var person = await _scene.ConsentingPersonAsync();
        var said = await SendAsync("", "crm.wrong", person.E164);
        Assert.Equal("AuthFailure.SignatureFailure", (string)said["threw"]!["code"]!);
        Assert.DoesNotContain(_scene.Vendor.Pushes, push => push.Recipients.Contains(person.E164));
    }

    [Fact]
    public async Task Client_reads_refusals_when_nobody_is_left()
    {
        var person = await _scene.WithdrawnPersonAsync();
        var said = await SendAsync("", _scene.Gateway.SenderKey, person.E164);
        Assert.Equal(
            "FailedOperation.PhoneNumberInBlacklist",
            (string)Assert.Single(said["resolved"]!["SendStatusSet"]!.AsArray())!["Code"]!
        );
        Assert.DoesNotContain(_scene.Vendor.Pushes, push => push.Recipients.Contains(person.E164));
    }

    private Task<System.Text.Json.Nodes.JsonObject> SendAsync(string prefix, string key, params string[] phones) =>
        NodeClient.RunAsync(
            "tencent-sms.cjs",
            new
            {
                endpoint = _scene.Gateway.Push.Authority + prefix,
                id = _scene.Gateway.Sender,
                secret = key,
                request = PushCaller.TencentBody(phones, ["王女士", "春茶"]),
            },
            clock: _scene.Clock
        );
}
