using System.Net;
using System.Text.Json.Nodes;
using Compliance.Gateway.Admin;

namespace Compliance.Tests.Gateway.Admin;

public sealed class HaltsApiTests : AdminTests
{
    private const string Phone = "phone:+8613900000001";
    private const string Text = "新品到店，拒收请回复R";

    private async Task<string> EffectAsync(string campaign) =>
        (string)(await Bench.GetOkAsync(Roles.Officer, $"/api/decisions/{await Bench.DecideAsync(Text, campaign, Phone)}"))["effect"]!;

    [Fact]
    public async Task A_halted_campaign_stops_with_the_next_message_and_goes_on_when_lifted()
    {
        await Bench.ConsentAsync(Phone, "grant");
        Assert.Equal("permit", await EffectAsync("618"));
        var halt = await Bench.PostOkAsync(Roles.Operator, "/api/halts", """{"scope":"campaign","value":"618","reason":"投诉激增"}""");
        Assert.Equal("deny", await EffectAsync("618"));
        Assert.Equal("permit", await EffectAsync("1111"));
        Assert.Equal("投诉激增", (string)Assert.Single((await Bench.GetOkAsync(Roles.Auditor, "/api/halts")).AsArray())!["reason"]!);
        using var lifted = await Bench.As(Roles.Officer).DeleteAsync($"/api/halts/{halt["id"]}");
        Assert.Equal(HttpStatusCode.NoContent, lifted.StatusCode);
        using var again = await Bench.As(Roles.Officer).DeleteAsync($"/api/halts/{halt["id"]}");
        Assert.Equal(HttpStatusCode.NotFound, again.StatusCode);
        Assert.Contains("halt.add", Bench.Acts());
        Assert.Contains("halt.lift", Bench.Acts());
    }
}
