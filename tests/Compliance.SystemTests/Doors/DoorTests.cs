using System.Net.Sockets;
using System.Text;
using System.Text.Json.Nodes;
using Compliance.SystemTests.Faults;
using Compliance.TestKit.Gateways;

namespace Compliance.SystemTests.Doors;

/// <summary>What somebody without a key, or with another's, can make the gateway do.</summary>
[Collection(MorningCollection.Name)]
public sealed class DoorTests(MorningScene fixture)
{
    private readonly Scene _scene = fixture.Scene;

    [Theory]
    [MemberData(nameof(Channels.All), MemberType = typeof(Channels))]
    public async Task A_sender_sends_by_its_own_vendor_account_alone(string channel)
    {
        var person = await _scene.ConsentingPersonAsync();
        var refused = await Channels.PushAsync(_scene, channel, [person], ("Compliance-Account", "another"));
        Channels.AssertRefusedInTheProvidersShape(channel, refused, "account-not-allowed");
        Channels.AssertAccepted(channel, await Channels.PushAsync(_scene, channel, [person], ("Compliance-Account", "default")));
    }

    [Fact]
    public async Task A_key_that_comes_with_another_campaign_is_another_push()
    {
        var person = await _scene.ConsentingPersonAsync();
        var key = ("Idempotency-Key", person.Subject);
        var first = await Channels.PushAsync(_scene, "wecom", [person], key, ("Compliance-Campaign", "spring"));
        var same = await Channels.PushAsync(_scene, "wecom", [person], key, ("Compliance-Campaign", "spring"));
        Assert.Equal(first.DecisionId, same.DecisionId);
        var other = await Channels.PushAsync(_scene, "wecom", [person], key, ("Compliance-Campaign", "autumn"));
        Assert.Contains("[idempotency-other-body", other.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Whether_it_is_ready_is_all_that_the_push_side_tells()
    {
        using var http = new HttpClient();
        var told = JsonNode.Parse(await http.GetStringAsync(new Uri(_scene.Gateway.Push, "/health/ready")))!.AsObject();
        Assert.Equal("status", Assert.Single(told).Key);
        Assert.NotNull(JsonNode.Parse(await http.GetStringAsync(new Uri(_scene.Gateway.AdminAddress, "/health/ready")))!["parts"]);
    }

    /// <summary>Bodies of 4 MiB, whole but for their last byte: what strangers hold is bounded, and who has a key does not wait for them.</summary>
    [Fact]
    public async Task Strangers_bodies_leave_room_for_who_has_a_key()
    {
        var strangers = new List<TcpClient>();
        try
        {
            for (var i = 0; i < 4; i++)
                strangers.Add(await HoldAsync());
            using var request = Large(null);
            using var http = new HttpClient { BaseAddress = _scene.Gateway.Push };
            using var fifth = await http.SendAsync(request);
            Assert.Equal("1", Assert.Single(fifth.Headers.GetValues("Retry-After")));
            Assert.Contains("[busy]", await fifth.Content.ReadAsStringAsync(), StringComparison.Ordinal);

            using var named = Large(_scene.Gateway.SenderKey);
            using var read = await http.SendAsync(named);
            Assert.DoesNotContain("[busy]", await read.Content.ReadAsStringAsync(), StringComparison.Ordinal);
            Channels.AssertAccepted("tencent-sms", await Channels.PushAsync(_scene, "tencent-sms", [await _scene.ConsentingPersonAsync()]));
        }
        finally
        {
            strangers.ForEach(stranger => stranger.Dispose());
        }
    }

    private const int LargeBody = 4 << 20;

    private static HttpRequestMessage Large(string? key)
    {
        var request = Channels.Raw("tencent-sms", new ByteArrayContent(new byte[LargeBody]));
        if (key is not null)
            request.Headers.Add("Compliance-Key", key);
        return request;
    }

    /// <summary>Returns when the gateway has read what was sent.</summary>
    private async Task<TcpClient> HoldAsync()
    {
        var stranger = new TcpClient();
        await stranger.ConnectAsync(_scene.Gateway.Push.Host, _scene.Gateway.Push.Port);
        var head =
            $"POST /tencent-sms/ HTTP/1.1\r\nHost: gateway\r\nX-TC-Action: SendSms\r\nContent-Type: application/json\r\nContent-Length: {LargeBody}\r\n\r\n";
        await stranger.GetStream().WriteAsync((byte[])[.. Encoding.ASCII.GetBytes(head), .. new byte[LargeBody - 1]]);
        return stranger;
    }
}
