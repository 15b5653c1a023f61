using Compliance.TestKit;
using Compliance.TestKit.Gateways;

namespace Compliance.SystemTests.Faults;

/// <summary>A store that is gone is not an empty store: no consent can be known, so no marketing leaves.</summary>
[Collection(MorningCollection.Name)]
public sealed class StoreTests(MorningScene fixture)
{
    private readonly Scene _scene = fixture.Scene;

    [Fact]
    public async Task Without_the_consent_store_marketing_is_refused_until_it_is_back()
    {
        var person = await _scene.ConsentingPersonAsync();
        Channels.AssertAccepted("wecom", await Channels.PushAsync(_scene, "wecom", [person]));
        var folder = Path.Combine(_scene.Gateway.DataDirectory, "stores");
        var away = Directory.CreateDirectory(Path.Combine(_scene.Gateway.DataDirectory, "away")).FullName;
        var files = Directory.GetFiles(folder, "consents.db*");
        foreach (var file in files)
            File.Move(file, Path.Combine(away, Path.GetFileName(file)));
        var sent = _scene.Vendor.Pushes.Count;
        await Eventually.TrueAsync(
            async () => (await Channels.PushAsync(_scene, "wecom", [person])).Decision == "deny",
            "the loss is noticed"
        );
        var denied = await Channels.PushAsync(_scene, "wecom", [person]);
        Channels.AssertRefusedInTheProvidersShape("wecom", denied, "consent-marketing");
        Explanation
            .Of(await _scene.Admin.DecisionAsync(denied.DecisionId))
            .Names("consent-marketing")
            .Counts(asked: 1, sent: 0, removed: 1)
            .Says("核对所需的信息查不到");

        using var http = new HttpClient();
        using var ready = await http.GetAsync(new Uri(_scene.Gateway.AdminAddress, "/health/ready"));
        Assert.Equal(503, (int)ready.StatusCode);
        Assert.Contains("consents", await ready.Content.ReadAsStringAsync(), StringComparison.Ordinal);

        foreach (var file in files)
            File.Move(Path.Combine(away, Path.GetFileName(file)), file);
        await Eventually.TrueAsync(
            async () => (await Channels.PushAsync(_scene, "wecom", [person])).Decision == "permit",
            "consent is known again"
        );
        Assert.True(_scene.Vendor.Pushes.Count > sent);
    }
}
