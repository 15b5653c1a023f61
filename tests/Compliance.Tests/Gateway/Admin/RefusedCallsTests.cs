using System.Net;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Compliance.Gateway.Admin;

namespace Compliance.Tests.Gateway.Admin;

/// <summary>Calls that change nothing share one bench.</summary>
public sealed partial class RefusedCallsTests(RefusedCallsTests.SharedBench shared) : IClassFixture<RefusedCallsTests.SharedBench>
{
    private const string Who = "\"identity\":\"phone:+8613900000001\"";
    private const string Grant = $$"""{{{Who}},"channel":"sms","purpose":"marketing","action":"grant" """;

    [Theory]
    [InlineData("/api/subjects", "{}", "identities")]
    [InlineData("/api/subjects", """{"identities":["13900000001"]}""", "identities[0]")]
    [InlineData("/api/subjects", """{"identities":["phone:+8613900000001","phone:1390000000a"]}""", "identities[1]")]
    [InlineData("/api/subjects", """{"subject":"crm 1"}""", "subject")]
    [InlineData("/api/subjects", """{"subject":"crm-1","birthYear":90}""", "birthYear")]
    [InlineData("/api/subjects", """{"subject":"crm-1","timeZone":"Beijing"}""", "timeZone")]
    [InlineData("/api/subjects", """{"subject":"crm-1","birthYear":"1990"}""", "$.birthYear")]
    [InlineData("/api/subjects", """{"subject":"crm-1","subject":"crm-2"}""", "$.subject")]
    [InlineData("/api/subjects", """{"subjct":"crm-1"}""", "$.subjct")]
    [InlineData("/api/subjects", """[{"subject":"crm-1"}]""", "$")]
    [InlineData("/api/subjects", "{", "$")]
    [InlineData("/api/subjects", "null", "$")]
    [InlineData("/api/subjects", "", "$")]
    [InlineData("/api/consents", Grant + "}", "proof")]
    [InlineData("/api/consents", Grant + ""","proof":" "}""", "proof")]
    [InlineData("/api/consents", Grant + ""","proof":"13800000002.wav"}""", "proof")]
    [InlineData("/api/consents", Grant + ""","proof":"p","source":"zhang@example.com"}""", "source")]
    [InlineData("/api/consents", Grant + ""","proof":"p","brand":""}""", "brand")]
    [InlineData("/api/consents", $$"""{{{Who}},"channel":"sms","purpose":"marketing","action":"withdraw","brand":"nobodys"}""", "brand")]
    [InlineData("/api/consents", Grant + ""","proof":"p","at":"2026-12-02T04:00:01Z"}""", "at")]
    [InlineData("/api/consents", Grant + ""","proof":"p","at":"2026-12-01T04:00:00"}""", "at")]
    [InlineData("/api/consents", Grant + ""","proof":"p","at":"yesterday"}""", "at")]
    [InlineData("/api/consents", $$"""{{{Who}},"channel":"sms","purpose":"marketing","action":"revoke"}""", "action")]
    [InlineData("/api/consents", $$"""{{{Who}},"channel":"telegram","purpose":"marketing","action":"withdraw"}""", "channel")]
    [InlineData("/api/consents", $$"""{{{Who}},"channel":"sms","action":"withdraw"}""", "purpose")]
    [InlineData("/api/consents", $$"""{{{Who}},"channel":"sms","purpose":"Marketing","action":"withdraw"}""", "purpose")]
    [InlineData("/api/consents", $$"""{{{Who}},"channel":"sms","purpose":"营销","action":"withdraw"}""", "purpose")]
    [InlineData("/api/consents", """{"identity":"x","channel":"sms","purpose":"marketing","action":"withdraw"}""", "identity")]
    [InlineData("/api/suppressions", $$"""{{{Who}}}""", "reason")]
    [InlineData("/api/suppressions", $$"""{{{Who}},"reason":"complaint","until":"2026-12-01T00:00:00Z"}""", "until")]
    [InlineData("/api/suppressions", $$"""{{{Who}},"reason":"13800000002 投诉"}""", "reason")]
    [InlineData("/api/suppressions/lift", """{"identity":"x","reason":"error"}""", "identity")]
    [InlineData("/api/templates", """{"channel":"tencent-sms","id":"1 1","text":"x","category":"service"}""", "id")]
    [InlineData("/api/templates", """{"channel":"tencent-sms","id":"11","category":"service"}""", "text")]
    [InlineData("/api/halts", """{"scope":"campaign","reason":"x"}""", "value")]
    [InlineData("/api/halts", """{"scope":"everything","reason":"x"}""", "scope")]
    [InlineData("/api/halts", """{"scope":"all","value":"618","reason":"x"}""", "value")]
    [InlineData("/api/halts", """{"scope":"sender","value":"nobody","reason":"x"}""", "value")]
    [InlineData("/api/halts", """{"scope":"channel","value":"telegram","reason":"x"}""", "value")]
    [InlineData("/api/halts", """{"scope":"all"}""", "reason")]
    [InlineData("/api/halts", """{"scope":"all","reason":"13900000001 投诉"}""", "reason")]
    [InlineData("/api/halts", """{"scop":"all","reason":"x"}""", "$.scop")]
    [InlineData("/api/halts", "{", "$")]
    [InlineData("/api/check", """{"channel":"sms"}""", "text")]
    [InlineData("/api/check", """{"channel":"telegram","text":"x"}""", "channel")]
    [InlineData("/api/check", """{"channel":"sms","text":"x","category":"spam"}""", "category")]
    [InlineData("/api/check", """{"channel":"sms","text":5}""", "$.text")]
    public async Task A_body_that_is_wrong_is_told_where_and_how_to_mend_it_and_nothing_is_done(string path, string body, string field)
    {
        using var answer = await shared.Bench.PostAsync(Roles.Administrator, path, body);
        await AssertRefusedAsync(answer, field);
        Assert.Empty(shared.Bench.Acts());
    }

    [Theory]
    [InlineData("/api/decisions?channel=telegram", "channel")]
    [InlineData("/api/decisions?law=9", "law")]
    [InlineData("/api/decisions?effect=maybe", "effect")]
    [InlineData("/api/decisions?from=2026-12-02", "from")]
    [InlineData("/api/decisions?identity=13900000001", "identity")]
    [InlineData("/api/decisions?limit=0", "limit")]
    [InlineData("/api/decisions?limit=x", "$")]
    [InlineData("/api/decisions?person=abc", "$query")]
    [InlineData("/api/decisions?identity=phone:%2B8613900000001&chanel=sms", "$query")]
    [InlineData("/api/decisions?13900000001", "$query")]
    [InlineData("/api/decisions?rule=a&rule=b", "rule")]
    [InlineData("/api/decisions?identity=phone:%2B8613900000001&Identity=phone:%2B8613900000002", "identity")]
    [InlineData("/api/decisions/00000000000000000000000000000000?id=1", "$query")]
    [InlineData("/api/evidence", "from")]
    [InlineData("/api/evidence?from=2026-12-02T00:00:00Z", "to")]
    [InlineData("/api/evidence?from=2026-12-02T00:00:00Z&to=2026-12-01T00:00:00Z", "to")]
    public async Task A_query_that_means_nothing_is_refused_with_its_place(string path, string field)
    {
        using var answer = await shared.Bench.As(Roles.Administrator).GetAsync(path);
        await AssertRefusedAsync(answer, field);
    }

    /// <summary>Every call that the description knows, those of tomorrow too.</summary>
    [Fact]
    public async Task No_call_takes_a_query_that_it_does_not_know()
    {
        using var described = await shared.Bench.As(Roles.Administrator).GetAsync("/openapi/v1.json");
        var calls = JsonNode.Parse(await described.Content.ReadAsStringAsync())!["paths"]!
            .AsObject()
            .SelectMany(path => path.Value!.AsObject().Select(method => (Path: path.Key, Method: HttpMethod.Parse(method.Key))))
            .ToList();
        Assert.True(calls.Count > 20, string.Join('\n', calls));
        foreach (var (path, method) in calls)
        {
            using var request = new HttpRequestMessage(method, PathParameter().Replace(path, "000") + "?person=13900000001");
            using var answer = await shared.Bench.As(Roles.Administrator).SendAsync(request);
            await AssertRefusedAsync(answer, "$query");
        }

        Assert.Empty(shared.Bench.Acts());
    }

    [GeneratedRegex(@"\{[^}]*\}")]
    private static partial Regex PathParameter();

    private static async Task AssertRefusedAsync(HttpResponseMessage answer, string field)
    {
        Assert.Equal(HttpStatusCode.BadRequest, answer.StatusCode);
        Assert.Equal("application/problem+json", answer.Content.Headers.ContentType!.MediaType);
        var text = await answer.Content.ReadAsStringAsync();
        var problem = JsonNode.Parse(text)!;
        Assert.Equal(field, (string)problem["field"]!);
        Assert.False(string.IsNullOrEmpty((string)problem["title"]!) || string.IsNullOrEmpty((string)problem["detail"]!));
        // Nothing of what was sent comes back: it may be somebody's number.
        foreach (var secret in (string[])["13900000001", "1390000000a", "13800000002", "zhang"])
            Assert.DoesNotContain(secret, text, StringComparison.Ordinal);
    }

    public sealed class SharedBench : IAsyncLifetime
    {
        private AdminBench? _bench;

        internal AdminBench Bench => _bench ?? throw new InvalidOperationException("not started");

        public async Task InitializeAsync() => _bench = await AdminBench.StartAsync();

        public async Task DisposeAsync() => await Bench.DisposeAsync();
    }
}
