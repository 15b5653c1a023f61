using System.Net;
using System.Text.Json.Nodes;
using Compliance.Gateway.Admin;

namespace Compliance.Tests.Gateway.Admin;

public sealed class CheckApiTests : AdminTests
{
    [Fact]
    public async Task Of_a_text_that_is_nothing_but_findings_a_thousand_are_listed_and_the_rest_is_counted()
    {
        var text = string.Concat(Enumerable.Repeat("国家级，", 2_500));
        var seen = await Bench.PostOkAsync(Roles.Sender, "/api/check", $$"""{"channel":"sms","category":"marketing","text":"{{text}}"}""");
        Assert.Equal("deny", (string)seen["effect"]!);
        Assert.Equal(1_000, seen["findings"]!.AsArray().Count);
        Assert.True((int)seen["more"]! >= 1_500, (string?)seen["more"]?.ToJsonString());
    }

    [Fact]
    public async Task A_text_with_personal_data_is_found_at_its_place_with_its_law()
    {
        const string Text = "王女士（证件11010519491231002X）您好，新品到店";
        var seen = await Bench.PostOkAsync(
            Roles.Sender,
            "/api/check",
            $$"""{"channel":"sms","category":"marketing","text":"{{Text}}","industry":"food"}"""
        );
        var found = seen["findings"]!.AsArray().First(f => Text.Substring((int)f!["start"]!, (int)f["length"]!) == "11010519491231002X")!;
        Assert.Contains((string)found["severity"]!, (string[])["block", "evidence", "review", "warn"]);
        Assert.False(string.IsNullOrEmpty((string)found["law"]!));
        Assert.False(string.IsNullOrEmpty((string)found["article"]!));
        Assert.DoesNotContain("11010519491231002X", seen.ToJsonString(), StringComparison.Ordinal);
        Assert.Contains((string)seen["effect"]!, (string[])["permit", "review", "deny"]);
    }

    [Fact]
    public async Task The_live_policies_are_named_with_their_revision_and_packs()
    {
        var seen = await Bench.GetOkAsync(Roles.Legal, "/api/policies");
        Assert.Equal(64, ((string)seen["revision"]!).Length);
        Assert.Contains(seen["packs"]!.AsArray(), pack => (string)pack!["name"]! == "core");
        var again = await Bench.PostOkAsync(Roles.Legal, "/api/policies/reload", "");
        Assert.Equal((string)seen["revision"]!, (string)again["revision"]!);
        Assert.Contains("policy.reload", Bench.Acts());
    }

    [Fact]
    public async Task A_template_registered_by_legal_is_listed_and_a_sender_may_not_register_one()
    {
        const string Body =
            """{"channel":"tencent-sms","id":"1001","text":"验证码{1}，5分钟内有效","category":"security","signature":"品牌"}""";
        await Bench.PostOkAsync(Roles.Legal, "/api/templates", Body);
        var listed = Assert.Single((await Bench.GetOkAsync(Roles.Auditor, "/api/templates")).AsArray())!;
        Assert.Equal(
            ("1001", "security", "验证码{1}，5分钟内有效"),
            ((string)listed["id"]!, (string)listed["category"]!, (string)listed["text"]!)
        );
        using var refused = await Bench.PostAsync(Roles.Sender, "/api/templates", Body);
        Assert.Equal(HttpStatusCode.Forbidden, refused.StatusCode);
        using var wrong = await Bench.PostAsync(
            Roles.Legal,
            "/api/templates",
            """{"channel":"tencent-sms","id":"1001","text":"x","category":"otp"}"""
        );
        Assert.Equal("category", (string)JsonNode.Parse(await wrong.Content.ReadAsStringAsync())!["field"]!);
    }
}
