using System.Net;
using System.Text.Json.Nodes;
using Compliance.SystemTests.Faults;
using Compliance.SystemTests.Policies;
using Compliance.TestKit;
using Compliance.TestKit.Gateways;

namespace Compliance.SystemTests.NothingGetsPast;

/// <summary>One bad save and a restart must not stop every push, one-time codes too; and nobody is told that a customer is invalid.</summary>
public sealed class LastGoodSetTests
{
    [Fact]
    public async Task A_start_on_broken_files_goes_on_with_the_last_good_set_and_says_so()
    {
        using var packs = new PacksCopy();
        await using var scene = await Scene.SetAsync(new GatewayLaunch { Settings = packs.Settings });
        var person = await scene.ConsentingPersonAsync();
        var before = await Channels.PushAsync(scene, "tencent-sms", [person]);
        Channels.AssertAccepted("tencent-sms", before);
        await scene.Gateway.StopAsync();
        packs.Break();
        await scene.Gateway.StartAsync();
        var after = await Channels.PushAsync(scene, "tencent-sms", [await scene.ConsentingPersonAsync()]);
        Channels.AssertAccepted("tencent-sms", after);
        Assert.Equal(before.Headers["compliance-policy-revision"], after.Headers["compliance-policy-revision"]);
        Channels.AssertRefusedInTheProvidersShape(
            "tencent-sms",
            await Channels.PushAsync(scene, "tencent-sms", [Person.New()]),
            "consent-marketing"
        );
        var ready = await ReadyAsync(scene.Gateway);
        Assert.Equal("degraded", (string)ready["status"]!);
        Assert.Contains("stays live, since", (string)ready["parts"]!["policies"]!["detail"]!, StringComparison.Ordinal);
        Assert.Contains("started with the last good set", scene.Gateway.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task With_no_good_set_at_all_the_service_is_unavailable_and_nobody_is_invalid()
    {
        using var packs = new PacksCopy();
        packs.Break();
        await using var vendor = await TestKit.Vendors.RecordingVendor.StartNewAsync();
        var settings = vendor.Settings();
        foreach (var (name, value) in packs.Settings)
            settings[name] = value;
        await using var gateway = new GatewayProcess(new GatewayLaunch { Settings = settings });
        gateway.Spawn();
        await Eventually.TrueAsync(async () => await AnswersAsync(gateway), "the gateway answers", TimeSpan.FromSeconds(60));
        using var http = new HttpClient { BaseAddress = gateway.Push };
        foreach (var channel in Channels.Names)
        {
            using var request = Channels.Raw(channel, new ByteArrayContent(Channels.Body(channel, Person.New(), "王女士")));
            request.Headers.Add("Compliance-Key", gateway.SenderKey);
            using var answer = await http.SendAsync(request);
            var text = await answer.Content.ReadAsStringAsync();
            Assert.True(answer.Headers.RetryAfter?.Delta > TimeSpan.Zero, text);
            Assert.Contains("规则", text, StringComparison.Ordinal);
            Assert.Contains(channel == "wecom" ? "\"errcode\":-1" : "\"ServiceUnavailable\"", text, StringComparison.Ordinal);
        }

        Assert.Empty(vendor.Pushes);
    }

    private static async Task<JsonObject> ReadyAsync(GatewayProcess gateway)
    {
        using var http = new HttpClient();
        return JsonNode.Parse(await http.GetStringAsync(new Uri(gateway.AdminAddress, "/health/ready")))!.AsObject();
    }

    private static async Task<bool> AnswersAsync(GatewayProcess gateway)
    {
        using var http = new HttpClient { Timeout = TimeSpan.FromSeconds(5) };
        try
        {
            using var answer = await http.GetAsync(new Uri(gateway.AdminAddress, "/health/live"));
            return answer.StatusCode == HttpStatusCode.OK;
        }
        catch (Exception e) when (e is HttpRequestException or TaskCanceledException)
        {
            return false;
        }
    }
}
