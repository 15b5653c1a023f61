using System.Net;
using System.Text;
using System.Text.Json.Nodes;
using Compliance.Audit;
using Compliance.Gateway.Admin;

namespace Compliance.Tests.Gateway.Admin;

public sealed class FourEyesTests : IAsyncLifetime
{
    private const string Phone = "phone:+8613900000001";

    private static readonly string Erase = $"/api/subjects/{Uri.EscapeDataString(Phone)}?reason=pipl-47";

    private AdminBench _bench = null!;

    public async Task InitializeAsync() => _bench = await AdminBench.StartAsync("auto");

    public async Task DisposeAsync() => await _bench.DisposeAsync();

    [Fact]
    public async Task Who_is_to_be_forgotten_is_forgotten_when_another_approves()
    {
        await _bench.ConsentAsync(Phone, "grant");
        var asked = await AskAsync();
        Assert.True(_bench.Vault.TryFind(Phone, out _));
        Assert.DoesNotContain("13900000001", asked.ToJsonString(), StringComparison.Ordinal);
        var id = (string)asked["approval"]!;

        Assert.Equal(HttpStatusCode.Forbidden, await ApproveAsync(Roles.Privacy, id));
        Assert.Equal(HttpStatusCode.Forbidden, await ApproveAsync(Roles.Legal, id));
        Assert.True(_bench.Vault.TryFind(Phone, out _));
        var waiting = Assert.Single((await _bench.GetOkAsync(Roles.Officer, "/api/approvals")).AsArray())!;
        Assert.Equal(("subject.erase", "key:privacy-key"), ((string)waiting["action"]!, (string)waiting["by"]!));

        Assert.Equal(HttpStatusCode.OK, await ApproveAsync(Roles.Administrator, id));
        Assert.False(_bench.Vault.TryFind(Phone, out _));
        var entry = _bench.Trail.Scan(DateTimeOffset.UnixEpoch).Single(entry => entry.Type == "erasure");
        Assert.Contains(new Term("by", "key:privacy-key"), entry.Terms);
        Assert.Contains(new Term("approved-by", "key:administrator-key"), entry.Terms);
        Assert.Equal(HttpStatusCode.NotFound, await ApproveAsync(Roles.Administrator, id));
        Assert.Empty((await _bench.GetOkAsync(Roles.Officer, "/api/approvals")).AsArray());
    }

    [Fact]
    public async Task What_nobody_approves_expires_and_what_is_refused_is_not_done()
    {
        await _bench.ConsentAsync(Phone, "grant");
        var (late, refused) = ((string)(await AskAsync())["approval"]!, (string)(await AskAsync())["approval"]!);
        using var no = await _bench.As(Roles.Officer).DeleteAsync($"/api/approvals/{refused}");
        Assert.Equal(HttpStatusCode.NoContent, no.StatusCode);
        Assert.Equal(HttpStatusCode.NotFound, await ApproveAsync(Roles.Administrator, refused));
        _bench.Clock.Now += TimeSpan.FromDays(3);
        Assert.Equal(HttpStatusCode.NotFound, await ApproveAsync(Roles.Administrator, late));
        Assert.True(_bench.Vault.TryFind(Phone, out _));
    }

    [Fact]
    public async Task Of_two_who_approve_at_once_one_does_it()
    {
        await _bench.ConsentAsync(Phone, "grant");
        var id = (string)(await AskAsync())["approval"]!;
        var answers = await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => ApproveAsync(Roles.Administrator, id)));
        Assert.Equal(1, answers.Count(answer => answer == HttpStatusCode.OK));
    }

    [Fact]
    public async Task A_merge_waits_and_a_registration_without_conflict_does_not()
    {
        await _bench.PostOkAsync(Roles.Sender, "/api/subjects", """{"subject":"crm-1","identities":["phone:+8613900000001"]}""");
        await _bench.PostOkAsync(Roles.Sender, "/api/subjects", """{"subject":"crm-2","identities":["wecom:wm2"]}""");
        const string Merge = """{"subject":"crm-1","identities":["wecom:wm2"],"merge":true}""";
        using var answer = await _bench.PostAsync(Roles.Officer, "/api/subjects", Merge);
        Assert.Equal(HttpStatusCode.Accepted, answer.StatusCode);
        Assert.False(AreOne("phone:+8613900000001", "wecom:wm2"));
        var id = (string)JsonNode.Parse(await answer.Content.ReadAsStringAsync())!["approval"]!;
        Assert.Equal(HttpStatusCode.OK, await ApproveAsync(Roles.Privacy, id));
        Assert.True(AreOne("phone:+8613900000001", "wecom:wm2"));
        var merged = _bench.Trail.Scan(DateTimeOffset.UnixEpoch).Single(entry => entry.Terms.Contains(new Term("action", "subject.merge")));
        var body = JsonNode.Parse(merged.Body.Span)!;
        Assert.Equal(
            ("2", "key:officer-key", "key:privacy-key"),
            ((string)body["eyes"]!, (string)body["askedBy"]!, (string)body["approvedBy"]!)
        );
    }

    [Fact]
    public async Task With_one_who_may_approve_one_suffices_and_the_entry_says_so()
    {
        await using var bench = await AdminBench.StartAsync("off");
        await bench.ConsentAsync(Phone, "grant");
        using var answer = await bench.As(Roles.Privacy).DeleteAsync(Erase);
        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        var entry = bench.Trail.Scan(DateTimeOffset.UnixEpoch).Single(entry => entry.Type == "erasure");
        Assert.Contains("\"approvedBy\":null,\"eyes\":1", Encoding.UTF8.GetString(entry.Body.Span), StringComparison.Ordinal);
    }

    private bool AreOne(string one, string other) =>
        _bench.Vault.TryFind(one, out var a) && _bench.Vault.TryFind(other, out var b) && _bench.Vault.Root(a) == _bench.Vault.Root(b);

    private async Task<JsonNode> AskAsync()
    {
        using var answer = await _bench.As(Roles.Privacy).DeleteAsync(Erase);
        Assert.Equal(HttpStatusCode.Accepted, answer.StatusCode);
        return JsonNode.Parse(await answer.Content.ReadAsStringAsync())!;
    }

    private async Task<HttpStatusCode> ApproveAsync(string role, string id)
    {
        using var answer = await _bench.PostAsync(role, $"/api/approvals/{id}", "");
        return answer.StatusCode;
    }
}
