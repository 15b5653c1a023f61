using System.Net.Http.Headers;
using System.Text;
using System.Text.Json.Nodes;
using Compliance.TestKit.Gateways;

namespace Compliance.SystemTests.Providers;

/// <summary>
/// A channel is one folder and one row: Compliance.Acme holds both, and the built gateway, policies and console included, takes it as one of its own.
/// </summary>
public sealed class NewProviderTests(AcmeGateway acme) : IClassFixture<AcmeGateway>
{
    [Fact]
    public async Task Who_has_consented_gets_it_and_who_has_not_is_named_in_the_providers_own_words()
    {
        var (answer, decision) = await acme.PushAsync("""{"members":["m1","m2"],"text":"新品上架，欢迎到店选购。回复TD退订"}""");
        Assert.Equal("""{"code":"OK","message":"","unserved":["m2"]}""", answer);
        var delivery = Assert.Single(await acme.DeliveriesAsync());
        Assert.Equal(("acme", """["m1"]"""), ((string)delivery!["channel"]!, delivery["recipients"]!.ToJsonString()));
        var recorded = await acme.Admin.DecisionAsync(decision);
        Assert.Equal(("acme", "partial"), ((string)recorded["channel"]!, (string)recorded["effect"]!));
        Assert.Contains("通过极点私信请求发给 2 人", recorded.ToJsonString(Readable), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_word_that_the_law_forbids_is_refused_with_the_providers_code_for_a_text()
    {
        var (answer, _) = await acme.PushAsync("""{"members":["m1"],"text":"全国第一的面霜，最佳功效"}""");
        Assert.Equal("Text", (string)JsonNode.Parse(answer)!["code"]!);
    }

    [Fact]
    public async Task What_its_profile_does_not_name_is_refused()
    {
        var (answer, _) = await acme.PushAsync("""{"members":["m1"],"text":"您的订单已发货","everybody":true}""");
        Assert.Contains("unknown-field", answer, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_consent_for_a_channel_that_nobody_knows_is_told_which_families_there_are()
    {
        var refused = await Assert.ThrowsAsync<HttpRequestException>(() => acme.Admin.GrantAsync("acme:m1", "acne"));
        Assert.Contains("acme", refused.Message, StringComparison.Ordinal);
    }

    private static readonly System.Text.Json.JsonSerializerOptions Readable = new()
    {
        Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };
}

/// <summary>The built gateway with the folder and the row of Compliance.Acme, on its sandbox.</summary>
public sealed class AcmeGateway : IAsyncLifetime
{
    private readonly HttpClient _http = new();
    private GatewayProcess? _gateway;

    public TestKit.Callers.AdminClient Admin => _gateway!.Admin;

    public async Task InitializeAsync()
    {
        _gateway = await GatewayProcess.StartNewAsync(
            new GatewayLaunch
            {
                Under =
                [
                    "env",
                    $"DOTNET_STARTUP_HOOKS={Path.Combine(AppContext.BaseDirectory, "Compliance.Acme.dll")}",
                    "ASPNETCORE_HOSTINGSTARTUPASSEMBLIES=Compliance.Acme",
                ],
                Settings = { ["Compliance:Sandbox"] = "true" },
            }
        );
        await Admin.SubjectAsync("acme-1", "acme:m1");
        await Admin.GrantAsync("acme:m1", "acme");
    }

    /// <returns>What the caller reads, and the decision's id.</returns>
    public async Task<(string Answer, string Decision)> PushAsync(string body)
    {
        using var push = new HttpRequestMessage(HttpMethod.Post, new Uri(_gateway!.Push, "/acme/v1/messages"))
        {
            Content = new StringContent(body, Encoding.UTF8, "application/json"),
        };
        push.Headers.Authorization = new AuthenticationHeaderValue("Bearer", _gateway.SenderKey);
        using var answer = await _http.SendAsync(push);
        return (await answer.Content.ReadAsStringAsync(), Assert.Single(answer.Headers.GetValues("Compliance-Decision-Id")));
    }

    public async Task<JsonArray> DeliveriesAsync() => (await Admin.GetAsync("/sandbox/deliveries"))!.AsArray();

    public async Task DisposeAsync()
    {
        _http.Dispose();
        await _gateway!.DisposeAsync();
    }
}
