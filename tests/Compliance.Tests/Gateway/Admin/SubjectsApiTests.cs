using System.Net;
using System.Text;
using System.Text.Json.Nodes;
using Compliance.Gateway.Admin;
using Compliance.Gateway.Stores.Idempotency;
using Compliance.Gateway.Stores.Subjects;

namespace Compliance.Tests.Gateway.Admin;

public sealed class SubjectsApiTests : AdminTests
{
    private const string Phone = "phone:+8613900000001";

    [Fact]
    public async Task One_persons_identities_are_one_person_from_then_on()
    {
        await Bench.PostOkAsync(
            Roles.Sender,
            "/api/subjects",
            """{"subject":"crm-1","identities":["phone:139 0000 0001","wecom:wmAAAA0001"],"birthYear":1990,"timeZone":"Asia/Shanghai"}"""
        );
        Assert.True(Bench.Vault.TryFind(Phone, out var phone));
        Assert.True(Bench.Vault.TryFind("wecom:wmAAAA0001", out var wecom));
        Assert.True(Bench.Vault.TryFind("subject:crm-1", out var subject));
        Assert.Equal(Bench.Vault.Root(phone), Bench.Vault.Root(wecom));
        Assert.Equal(Bench.Vault.Root(phone), Bench.Vault.Root(subject));
        var facts = await Bench.Get<ISubjectStore>().FindAsync([Bench.Vault.Root(wecom)], Bench.Clock.Now, default);
        Assert.Equal(new SubjectAttributes(1990, "Asia/Shanghai"), facts[0].Value);
        Assert.Equal(["subject.upsert"], Bench.Acts());
    }

    [Fact]
    public async Task Region_and_segments_are_known_to_the_rules_from_then_on()
    {
        await Bench.PostOkAsync(
            Roles.Sender,
            "/api/subjects",
            """{"subject":"crm-1","identities":["phone:139 0000 0001"],"region":"310115","segments":["vip","vip","老客"]}"""
        );
        Assert.True(Bench.Vault.TryFind(Phone, out var phone));
        var known = (await Bench.Get<ISubjectStore>().FindAsync([Bench.Vault.Root(phone)], Bench.Clock.Now, default))[0].Value!;
        Assert.Equal("310115", known.Region);
        Assert.Equal(["vip", "老客"], known.Segments.ToArray());
    }

    [Theory]
    [InlineData("""{"subject":"crm-1","region":"上海"}""", "region")]
    [InlineData("""{"subject":"crm-1","region":"3101150"}""", "region")]
    [InlineData("""{"subject":"crm-1","segments":[""]}""", "segments")]
    [InlineData("""{"subject":"crm-1","segments":["a\nb"]}""", "segments")]
    public async Task A_region_or_segment_that_is_none_is_told(string body, string field)
    {
        using var answer = await Bench.PostAsync(Roles.Sender, "/api/subjects", body);
        Assert.Equal(HttpStatusCode.BadRequest, answer.StatusCode);
        Assert.Contains($"\"{field}\"", await answer.Content.ReadAsStringAsync(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Many_lines_are_each_answered_in_order()
    {
        var lines = new StringBuilder();
        for (var i = 1; i <= 1_203; i++)
            lines.Append(i % 100 == 0 ? "{\"identities\":[\"bad\"]}\n" : $$"""{"subject":"crm-{{i}}"}""" + "\r\n");
        using var answer = await Bench.PostAsync(Roles.Sender, "/api/subjects", lines.ToString(), "application/x-ndjson");
        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        Assert.Equal("application/x-ndjson", answer.Content.Headers.ContentType!.MediaType);
        var answers = (await answer.Content.ReadAsStringAsync())
            .Split('\n', StringSplitOptions.RemoveEmptyEntries)
            .Select(line => JsonNode.Parse(line)!)
            .ToList();
        Assert.Equal(Enumerable.Range(1, 1_203), answers.Select(a => (int)a["line"]!));
        Assert.All(answers, a => Assert.Equal((int)a["line"]! % 100 != 0, (bool)a["ok"]!));
        Assert.Equal("identities[0]", (string)answers[99]["field"]!);
        Assert.True(Bench.Vault.TryFind("subject:crm-1203", out _));
    }

    [Fact]
    public async Task Two_lines_without_the_content_type_are_lines_and_a_broken_one_spoils_no_other()
    {
        using var answer = await Bench.PostAsync(
            Roles.Sender,
            "/api/subjects",
            "{\"subject\":\"crm-1\"}\n{\"subject\":\n{\"subject\":\"crm-3\"}",
            "application/json"
        );
        var answers = (await answer.Content.ReadAsStringAsync())
            .Split('\n', StringSplitOptions.RemoveEmptyEntries)
            .Select(line => (bool)JsonNode.Parse(line)!["ok"]!);
        Assert.Equal([true, false, true], answers);
    }

    [Theory]
    [InlineData("/api/subjects", """{"subject":"crm-1"}""")]
    [InlineData("/api/check", """{"channel":"sms","text":"x"}""")]
    [InlineData("/api/halts", """{"scope":"campaign","value":"crm","reason":"test"}""")]
    public async Task A_body_is_read_whatever_type_is_declared(string path, string body)
    {
        foreach (var type in (string[])["application/x-www-form-urlencoded", "text/plain", "application/json"])
        {
            using var answer = await Bench.PostAsync(Roles.Administrator, path, body, type);
            Assert.True(answer.IsSuccessStatusCode, $"{type}: {answer.StatusCode}");
        }
    }

    [Fact]
    public async Task An_object_over_several_lines_is_one_object()
    {
        var stored = await Bench.PostOkAsync(Roles.Sender, "/api/subjects", "{\n  \"subject\": \"crm-1\"\n}\n");
        Assert.True((bool)stored["ok"]!);
    }

    [Fact]
    public async Task Forgetting_a_person_takes_what_is_known_and_leaves_the_suppression()
    {
        await Bench.PostOkAsync(
            Roles.Sender,
            "/api/subjects",
            """{"subject":"crm-1","identities":["phone:+8613900000001"],"birthYear":1990}"""
        );
        await Bench.ConsentAsync(Phone, "grant");
        await Bench.PostOkAsync(Roles.Officer, "/api/suppressions", """{"identity":"phone:+8613900000001","reason":"complaint"}""");
        var decision = await Bench.DecideAsync("新品到店，拒收请回复R", "618", Phone);
        await Bench.PostOkAsync(
            Roles.Sender,
            "/api/consents",
            """{"identity":"phone:+8613900000001","channel":"sms","purpose":"marketing","action":"grant","source":"app","proof":"proof-of-this-one","at":"2026-12-01T00:00:00Z"}"""
        );
        var replies = Bench.Get<IIdempotencyStore>();
        await replies.ClaimAsync("crm", "key-1", new byte[] { 1 }, decision, default);
        await replies.CompleteAsync("crm", "key-1", new StoredReply(decision, 200, [], new byte[] { 1 }));
        using var answer = await Bench
            .As(Roles.Privacy)
            .DeleteAsync($"/api/subjects/{Uri.EscapeDataString(Phone)}?reason=pipl-47-withdrawn");
        var receipt = JsonNode.Parse(await answer.Content.ReadAsStringAsync())!;
        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        Assert.Equal(1, (int)receipt["evidenceRows"]!);
        Assert.False(Bench.Vault.TryFind(Phone, out _));
        var seen = await Bench.GetOkAsync(Roles.Officer, $"/api/decisions/{decision}");
        Assert.Equal("erased", (string)seen["recipients"]![0]!["evidence"]!);
        Assert.Equal((string)receipt["receipt"]!, (string)seen["recipients"]![0]!["erasureReceipt"]!);
        Assert.Null(seen["recipients"]![0]!["contact"]);
        Assert.IsType<IdempotencyClaim.InDoubt>(await replies.ClaimAsync("crm", "key-1", new byte[] { 1 }, "later", default));
        foreach (var file in Directory.GetFiles(Bench.At("stores")))
        {
            var kept = Encoding.Latin1.GetString(await File.ReadAllBytesAsync(file));
            Assert.True(!kept.Contains("proof-of-this-one") && !kept.Contains("crm-1"), Path.GetFileName(file));
        }

        // Known again as a stranger, and still suppressed.
        await Bench.ConsentAsync(Phone, "grant");
        var again = await Bench.GetOkAsync(
            Roles.Officer,
            $"/api/decisions/{await Bench.DecideAsync("新品到店，拒收请回复R", "618", Phone)}"
        );
        Assert.Contains(again["recipients"]![0]!["reasons"]!.AsArray(), reason => (string)reason!["code"]! == "suppressed");
    }

    [Theory]
    [InlineData("phone%3A%2B8613900000001", HttpStatusCode.BadRequest)]
    [InlineData("phone%3A%2B8613900000001?reason=張三", HttpStatusCode.BadRequest)]
    [InlineData("13900000001?reason=pipl-47", HttpStatusCode.BadRequest)]
    [InlineData("phone%3A%2B8613900000001?reason=pipl-47", HttpStatusCode.NotFound)]
    public async Task Forgetting_needs_a_reason_and_somebody(string path, HttpStatusCode expected)
    {
        using var answer = await Bench.As(Roles.Privacy).DeleteAsync($"/api/subjects/{path}");
        Assert.Equal(expected, answer.StatusCode);
        Assert.DoesNotContain("139", await answer.Content.ReadAsStringAsync(), StringComparison.Ordinal);
    }

    private async Task<JsonNode> RefusedAsync(HttpStatusCode expected, string role, string body)
    {
        using var answer = await Bench.PostAsync(role, "/api/subjects", body);
        var text = await answer.Content.ReadAsStringAsync();
        Assert.True(expected == answer.StatusCode, $"{answer.StatusCode}: {text}");
        Assert.DoesNotContain("13900000001", text, StringComparison.Ordinal);
        return JsonNode.Parse(text)!;
    }

    private bool IsOnePerson(string a, string b) =>
        Bench.Vault.TryFind(a, out var x) && Bench.Vault.TryFind(b, out var y) && Bench.Vault.Root(x) == Bench.Vault.Root(y);

    [Fact]
    public async Task An_identity_of_another_named_subject_is_a_conflict_and_nothing_changes()
    {
        await Bench.PostOkAsync(Roles.Sender, "/api/subjects", """{"subject":"crm-1","identities":["phone:+8613900000001"]}""");
        await Bench.PostOkAsync(Roles.Sender, "/api/subjects", """{"subject":"crm-1","identities":["phone:+8613900000001","wecom:wm1"]}""");
        var told = await RefusedAsync(
            HttpStatusCode.Conflict,
            Roles.Sender,
            """{"subject":"crm-2","identities":["phone:0086 139 0000 0001"]}"""
        );
        Assert.Contains("139****0001", told.ToJsonString(AdminJson.Options), StringComparison.Ordinal);
        Assert.False(Bench.Vault.TryFind("subject:crm-2", out _));
        await RefusedAsync(
            HttpStatusCode.Forbidden,
            Roles.Sender,
            """{"subject":"crm-2","identities":["phone:+8613900000001"],"merge":true}"""
        );
        await RefusedAsync(HttpStatusCode.Conflict, Roles.Sender, """{"subject":"crm-1","identities":["wecom:wm2"]}""");
        await Bench.PostOkAsync(
            Roles.Sender,
            "/api/subjects",
            """{"subject":"crm-1","identities":["phone:+8613900000002","phone:+8613900000003"]}"""
        );
        await RefusedAsync(HttpStatusCode.Conflict, Roles.Sender, """{"subject":"crm-1","identities":["phone:+8613900000004"]}""");
    }

    [Fact]
    public async Task Of_two_lines_of_one_body_the_second_may_not_take_what_the_first_named()
    {
        using var answer = await Bench.PostAsync(
            Roles.Sender,
            "/api/subjects",
            """
            {"subject":"crm-1","identities":["phone:+8613900000001"]}
            {"subject":"crm-2","identities":["phone:13900000001"]}
            {"subject":"crm-3","identities":["phone:13900000003"]}
            """,
            "application/x-ndjson"
        );
        var lines = (await answer.Content.ReadAsStringAsync()).Split('\n', StringSplitOptions.RemoveEmptyEntries);
        Assert.Equal([true, false, true], lines.Select(line => (bool)JsonNode.Parse(line)!["ok"]!));
    }

    [Fact]
    public async Task A_merge_lets_the_withdrawal_win_and_is_recorded_with_both()
    {
        await Bench.PostOkAsync(Roles.Sender, "/api/subjects", """{"subject":"crm-1","identities":["phone:+8613900000001"]}""");
        await Bench.PostOkAsync(Roles.Sender, "/api/subjects", """{"subject":"crm-2","identities":["phone:+8613900000002"]}""");
        await Bench.ConsentAsync(Phone, "withdraw");
        Bench.Clock.Now += TimeSpan.FromMinutes(1);
        await Bench.ConsentAsync("phone:+8613900000002", "grant");
        Bench.Clock.Now += TimeSpan.FromMinutes(1);
        await Bench.PostOkAsync(
            Roles.Officer,
            "/api/subjects",
            """{"subject":"crm-1","identities":["phone:+8613900000002"],"merge":true,"source":"ticket-7"}"""
        );
        Assert.True(IsOnePerson(Phone, "phone:+8613900000002"));
        var seen = await Bench.GetOkAsync(Roles.Officer, "/api/subjects/phone%3A%2B8613900000002/consents");
        Assert.Equal("withdraw", (string)Assert.Single(seen["state"]!.AsArray())!["action"]!);
        var merge = Bench
            .Trail.Scan(DateTimeOffset.UnixEpoch)
            .Single(e => e.Terms.Contains(new Compliance.Audit.Term("action", "subject.merge")));
        Assert.Equal(2, merge.Subjects.Length);
    }

    [Fact]
    public async Task A_recycled_number_leaves_its_grants_and_keeps_its_suppression()
    {
        await Bench.PostOkAsync(Roles.Sender, "/api/subjects", """{"subject":"crm-1","identities":["phone:+8613900000001","wecom:wm1"]}""");
        await Bench.ConsentAsync(Phone, "grant");
        await Bench.PostOkAsync(Roles.Officer, "/api/suppressions", """{"identity":"wecom:wm1","reason":"complaint"}""");
        await Bench.PostOkAsync(
            Roles.Privacy,
            "/api/subjects",
            """{"subject":"crm-2","identities":["phone:+8613900000001"],"takeover":true,"source":"ticket-8"}"""
        );
        Assert.True(IsOnePerson(Phone, "subject:crm-2"));
        Assert.False(IsOnePerson(Phone, "wecom:wm1"));
        Assert.True(IsOnePerson("subject:crm-1", "wecom:wm1"));
        var seen = await Bench.GetOkAsync(
            Roles.Officer,
            $"/api/decisions/{await Bench.DecideAsync("新品到店，拒收请回复R", "618", Phone)}"
        );
        var codes = seen["recipients"]![0]!["reasons"]!.AsArray().Select(reason => (string)reason!["code"]!).ToList();
        Assert.Contains("no-consent", codes);
        Assert.Contains("suppressed", codes);
    }

    [Fact]
    public async Task An_identity_is_taken_out_and_is_nobodys_then()
    {
        await Bench.PostOkAsync(Roles.Sender, "/api/subjects", """{"subject":"crm-1","identities":["phone:+8613900000001","wecom:wm1"]}""");
        using var answer = await Bench.As(Roles.Officer).DeleteAsync("/api/subjects/wecom%3Awm1/identities/phone%3A13900000001");
        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        Assert.False(Bench.Vault.TryFind(Phone, out _));
        Assert.True(IsOnePerson("subject:crm-1", "wecom:wm1"));
        using var again = await Bench.As(Roles.Officer).DeleteAsync("/api/subjects/wecom%3Awm1/identities/phone%3A13900000001");
        Assert.Equal(HttpStatusCode.NotFound, again.StatusCode);
        await Bench.PostOkAsync(Roles.Sender, "/api/subjects", """{"subject":"crm-2","identities":["phone:+8613900000001"]}""");
    }
}
