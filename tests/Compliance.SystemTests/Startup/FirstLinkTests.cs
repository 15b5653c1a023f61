using System.Text.RegularExpressions;
using Compliance.TestKit;
using Compliance.TestKit.Gateways;

namespace Compliance.SystemTests.Startup;

/// <summary>The console's first administrator: a link on the terminal, and nowhere else.</summary>
public sealed partial class FirstLinkTests
{
    [Fact]
    public async Task Each_start_prints_a_link_until_somebody_has_used_one()
    {
        await using var gateway = await GatewayProcess.StartNewAsync();
        await Eventually.TrueAsync(() => Links(gateway).Count == 1, "the first link is printed");
        await gateway.StopAsync();
        await gateway.StartAsync();
        await Eventually.TrueAsync(() => Links(gateway).Count == 2, "the second start prints another");
        var (voided, good) = (Links(gateway)[0], Links(gateway)[1]);
        Assert.False(await AcceptAsync(gateway, voided));
        Assert.True(await AcceptAsync(gateway, good));
        await gateway.StopAsync();
        await gateway.StartAsync();
        await gateway.StopAsync();
        Assert.Equal(2, Links(gateway).Count);
        foreach (var file in Directory.EnumerateFiles(gateway.DataDirectory, "*", SearchOption.AllDirectories))
            Assert.True(
                (await File.ReadAllBytesAsync(file)).AsSpan().IndexOf(System.Text.Encoding.ASCII.GetBytes(good)) < 0,
                $"the link's secret stands in {file}"
            );
    }

    private static List<string> Links(GatewayProcess gateway) => [.. Link().Matches(gateway.Output).Select(match => match.Groups[1].Value)];

    private static async Task<bool> AcceptAsync(GatewayProcess gateway, string secret)
    {
        using var http = new HttpClient(new HttpClientHandler { AllowAutoRedirect = false }) { BaseAddress = gateway.AdminAddress };
        var token = Token().Match(await http.GetStringAsync("/console/welcome")).Groups[1].Value;
        using var answer = await http.PostAsync(
            "/console/welcome",
            new FormUrlEncodedContent(
                new Dictionary<string, string>
                {
                    ["token"] = secret,
                    ["name"] = "wanglin",
                    ["password"] = "a sentence that is mine",
                    ["again"] = "a sentence that is mine",
                    ["form-token"] = token,
                }
            )
        );
        return answer.StatusCode == System.Net.HttpStatusCode.Redirect;
    }

    [GeneratedRegex("/console/welcome#(\\S+)")]
    private static partial Regex Link();

    [GeneratedRegex("name=\"form-token\" content=\"([^\"]+)\"")]
    private static partial Regex Token();
}
