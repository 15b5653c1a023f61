using System.Net;
using System.Text;
using System.Text.Json.Nodes;
using Compliance.Gateway.Admin;
using Compliance.TestKit;

namespace Compliance.Tests.Gateway.Admin;

public sealed class ConsentsApiTests : AdminTests
{
    private const string Phone = "phone:+8613900000001";
    private const string Path = "/api/subjects/phone%3A%2B8613900000001/consents";

    private static string Event(string more, string action = "grant") =>
        $$"""{"identity":"{{Phone}}","channel":"sms","purpose":"marketing","action":"{{action}}"{{more}}}""";

    [Fact]
    public async Task A_grant_and_a_withdrawal_are_state_and_history()
    {
        await Bench.PostOkAsync(
            Roles.Sender,
            "/api/consents",
            Event(""","proof":"form-1","notice":"privacy-v3","source":"app-checkbox","at":"2026-11-01T10:00:00+08:00" """)
        );
        Bench.Clock.Now += TimeSpan.FromHours(1);
        await Bench.PostOkAsync(Roles.Sender, "/api/consents", Event("", "withdraw"));
        var seen = await Bench.GetOkAsync(Roles.Officer, Path);
        Assert.Equal("139****0001", (string)seen["identity"]!);
        var state = Assert.Single(seen["state"]!.AsArray())!;
        Assert.Equal(
            ("withdraw", "brand", "sms", "key:sender-key"),
            ((string)state["action"]!, (string)state["brand"]!, (string)state["channel"]!, (string)state["by"]!)
        );
        Assert.Equal(2, seen["history"]!.AsArray().Count);
        Assert.Equal(new DateTimeOffset(2026, 11, 1, 2, 0, 0, TimeSpan.Zero), (DateTimeOffset)seen["history"]![0]!["at"]!);
        Assert.Equal(["consent.append", "consent.append", "consent.read"], Bench.Acts());
        var before = await Bench.GetOkAsync(Roles.Officer, $"{Path}?asOf=2026-12-02T04:30:00Z");
        Assert.Equal("grant", (string)Assert.Single(before["state"]!.AsArray())!["action"]!);
    }

    [Fact]
    public async Task A_withdrawal_from_a_clock_that_runs_ahead_holds_from_now_on()
    {
        await Bench.ConsentAsync(Phone, "grant");
        await Bench.PostOkAsync(Roles.Sender, "/api/consents", Event(""","at":"2027-01-01T00:00:00Z" """, "withdraw"));
        var seen = await Bench.GetOkAsync(Roles.Officer, Path);
        Assert.Equal("withdraw", (string)seen["state"]![0]!["action"]!);
        Assert.Equal(Bench.Clock.Now, (DateTimeOffset)seen["state"]![0]!["at"]!);
    }

    [Fact]
    public async Task Who_reads_a_person_stands_on_that_persons_own_row()
    {
        await Bench.ConsentAsync(Phone, "grant");
        await Bench.GetOkAsync(Roles.Auditor, Path);
        var found = Bench.Trail.Query(new Compliance.Audit.AuditQuery { Identity = Phone, Types = ["access"] });
        Assert.Contains(found.Items, entry => entry.Terms.Contains(new Compliance.Audit.Term("action", "consent.read")));
    }

    [Fact]
    public async Task A_stranger_is_404_and_no_number_is_repeated()
    {
        using var answer = await Bench.As(Roles.Officer).GetAsync(Path);
        Assert.Equal(HttpStatusCode.NotFound, answer.StatusCode);
        Assert.DoesNotContain("139", await answer.Content.ReadAsStringAsync(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Without_its_store_a_consent_is_503_and_nothing_is_half_done()
    {
        await Bench.ConsentAsync(Phone, "grant");
        File.Delete(Bench.At("stores", "consents.db"));
        await Eventually.TrueAsync(
            () => Bench.Get<Compliance.Gateway.Stores.Sqlite.SqliteFolder>().Problems.Count > 0,
            "the loss is noticed"
        );
        using var post = await Bench.PostAsync(Roles.Sender, "/api/consents", Event("", "withdraw"));
        using var get = await Bench.As(Roles.Officer).GetAsync(Path);
        Assert.Equal((HttpStatusCode.ServiceUnavailable, HttpStatusCode.ServiceUnavailable), (post.StatusCode, get.StatusCode));
        Assert.Contains("consents", await post.Content.ReadAsStringAsync(), StringComparison.Ordinal);
        Assert.Equal("application/problem+json", get.Content.Headers.ContentType!.MediaType);
    }

    [Fact]
    public async Task No_phone_and_no_mail_stands_in_any_file()
    {
        await Bench.PostOkAsync(
            Roles.Sender,
            "/api/subjects",
            """{"subject":"crm-secret-7","identities":["phone:+8613900000001","email:zhang.san@example.com"],"birthYear":1990}"""
        );
        await Bench.ConsentAsync(Phone, "grant");
        await Bench.PostOkAsync(Roles.Officer, "/api/suppressions", """{"identity":"email:zhang.san@example.com","reason":"complaint"}""");
        await Bench.DecideAsync("【品牌】新品到店 拒收请回复R", "618", Phone);
        await Bench.GetOkAsync(Roles.Officer, $"/api/decisions?identity={Uri.EscapeDataString(Phone)}");
        foreach (
            var file in Directory
                .GetFiles(Bench.At(), "*", SearchOption.AllDirectories)
                .Where(file => System.IO.Path.GetFileName(file) != "lock")
        )
        {
            using var stream = new FileStream(file, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
            using var reader = new StreamReader(stream, Encoding.Latin1);
            var bytes = await reader.ReadToEndAsync();
            foreach (var secret in (string[])["13900000001", "zhang.san", "crm-secret-7"])
                Assert.False(bytes.Contains(secret, StringComparison.Ordinal), $"{System.IO.Path.GetFileName(file)} holds personal data");
        }
    }
}
