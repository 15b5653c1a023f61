using System.Net;
using System.Text;
using System.Text.Json.Nodes;
using Compliance.Gateway.Admin;
using Compliance.Policies.Cases;

namespace Compliance.Tests.Gateway.Admin;

public sealed class DecisionsApiTests : AdminTests
{
    private const string Wang = "phone:+8613900000001";
    private const string Li = "phone:+8613900000002";
    private const string Text = "新品到店，拒收请回复R";

    private async Task<string> PartialAsync(string campaign = "618")
    {
        await Bench.ConsentAsync(Wang, "grant");
        await Bench.ConsentAsync(Li, "withdraw");
        return await Bench.DecideAsync(Text, campaign, Wang, Li);
    }

    [Fact]
    public async Task A_decision_says_in_Chinese_what_happened_to_whom_and_why()
    {
        var id = await PartialAsync();
        var seen = await Bench.GetOkAsync(Roles.Officer, $"/api/decisions/{id}");
        Assert.True("partial" == (string)seen["effect"]!, seen.ToJsonString());
        Assert.Equal((2, 1, 1), ((int)seen["counts"]!["asked"]!, (int)seen["counts"]!["sent"]!, (int)seen["counts"]!["removed"]!));
        Assert.Contains("腾讯云短信", (string)seen["summary"]!, StringComparison.Ordinal);
        Assert.Contains("2026-12-02 12:00:00（北京时间）", (string)seen["summary"]!, StringComparison.Ordinal);
        var (wang, li) = (seen["recipients"]![0]!, seen["recipients"]![1]!);
        Assert.Equal(("permit", "139****0001"), ((string)wang["effect"]!, (string)wang["contact"]!));
        Assert.Contains("个人信息保护法", (string)wang["text"]!, StringComparison.Ordinal);
        Assert.Equal("deny", (string)li["effect"]!);
        Assert.Equal("withdrawn", (string)li["reasons"]![0]!["code"]!);
        Assert.Contains("撤回", (string)li["text"]!, StringComparison.Ordinal);
        var rule = li["rules"]![0]!;
        Assert.Equal("consent-marketing", (string)rule["rule"]!);
        Assert.False(string.IsNullOrEmpty((string)rule["title"]!));
        Assert.Contains(rule["laws"]!.AsArray(), law => (string)law!["law"]! == "个人信息保护法");
        Assert.Equal("pending", (string)seen["outcome"]!["result"]!);
        Assert.Contains(
            seen["explanation"]!.AsArray(),
            line => ((string)line!).StartsWith("139****0002：未发送", StringComparison.Ordinal)
        );
        Assert.DoesNotContain("13900000001", seen.ToJsonString(), StringComparison.Ordinal);
        Assert.Equal("decision.read", Bench.Acts()[^1]);
    }

    [Theory]
    [InlineData("您的验证码是839201，5分钟内有效", "839201")]
    [InlineData("【品牌】校验码：Ab12Cd，请勿告诉他人", "Ab12Cd")]
    public async Task A_one_time_code_is_shown_to_nobody(string text, string code)
    {
        await Bench.ConsentAsync(Wang, "grant");
        var id = await Bench.DecideAsync(text, "login", Wang);
        var seen = await Bench.GetOkAsync(Roles.Officer, $"/api/decisions/{id}");
        Assert.DoesNotContain(code, seen.ToJsonString(), StringComparison.Ordinal);
        Assert.Contains(new string('*', code.Length), seen.ToJsonString(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("to 139-1234-5678")]
    [InlineData("王小明")]
    public async Task What_may_be_somebody_is_found_by_its_name_and_stands_nowhere_in_clear(string campaign)
    {
        var id = await PartialAsync(campaign);
        var asked = $"/api/decisions?campaign={Uri.EscapeDataString(campaign)}";
        var item = Assert.Single((await Bench.GetOkAsync(Roles.Auditor, asked))["items"]!.AsArray())!;
        Assert.Equal(id, (string)item["id"]!);
        Assert.DoesNotContain("~", (string)item["campaign"]!, StringComparison.Ordinal);
        foreach (var entry in Bench.Trail.Scan(DateTimeOffset.UnixEpoch))
            Assert.DoesNotContain(campaign, Encoding.UTF8.GetString(entry.Leaf.Span), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Decisions_are_found_by_each_filter_and_by_several_together()
    {
        var id = await PartialAsync();
        var other = await Bench.DecideAsync(Text, "1111", Wang);
        foreach (
            var query in (string[])
                [
                    "campaign=618",
                    $"identity={Uri.EscapeDataString(Li)}",
                    "rule=consent-marketing",
                    "effect=deny",
                    "effect=partial",
                    "channel=sms&campaign=618",
                    "channel=tencent-sms&campaign=618",
                    $"identity={Uri.EscapeDataString(Li)}&effect=deny&sender=crm",
                    $"law={Uri.EscapeDataString("个人信息保护法/15")}&effect=deny",
                    $"law={Uri.EscapeDataString("个人信息保护法/13")}&effect=deny",
                    $"law={Uri.EscapeDataString("个人信息保护法/13(1)")}&effect=deny",
                    "campaign=618&from=2026-12-02T00:00:00Z&to=2026-12-03T00:00:00%2B08:00",
                ]
        )
        {
            var found = (await Bench.GetOkAsync(Roles.Auditor, $"/api/decisions?{query}"))["items"]!.AsArray();
            Assert.True(found.Count == 1 && (string)found[0]!["id"]! == id, query);
        }

        // With an identity the other terms must hold on that person's own row, not on somebody's in the same batch.
        Assert.Equal([other, id], await IdsAsync($"identity={Uri.EscapeDataString(Wang)}"));
        Assert.Empty(await IdsAsync($"identity={Uri.EscapeDataString(Wang)}&effect=deny"));
        Assert.Empty(await IdsAsync("identity=phone:13911111111"));
    }

    [Fact]
    public async Task A_number_typed_into_the_wrong_field_does_not_reach_the_log()
    {
        await Bench.GetOkAsync(Roles.Officer, "/api/decisions?campaign=13900000001");
        var entry = Bench.Trail.Scan(DateTimeOffset.UnixEpoch).Single(e => e.Type == "access");
        Assert.DoesNotContain("13900000001", Encoding.UTF8.GetString(entry.Leaf.Span), StringComparison.Ordinal);
        Assert.Contains("\"campaign\":\"~", Encoding.UTF8.GetString(entry.Body.Span), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Asked_for_a_person_the_list_says_what_happened_to_that_person()
    {
        await PartialAsync();
        var item = (await Bench.GetOkAsync(Roles.Officer, $"/api/decisions?identity={Uri.EscapeDataString(Li)}"))["items"]![0]!;
        Assert.Equal(("139****0002", "deny"), ((string)item["person"]!["contact"]!, (string)item["person"]!["effect"]!));
        Assert.Contains("撤回", (string)item["person"]!["text"]!, StringComparison.Ordinal);
        Assert.Null((await Bench.GetOkAsync(Roles.Officer, "/api/decisions?campaign=618"))["items"]![0]!["person"]);
    }

    [Fact]
    public async Task Paging_is_stable_while_decisions_are_added()
    {
        await Bench.ConsentAsync(Wang, "grant");
        var ids = new List<string>();
        for (var i = 0; i < 5; i++)
        {
            Bench.Clock.Now += TimeSpan.FromSeconds(1);
            ids.Add(await Bench.DecideAsync(Text, "618", Wang));
        }

        var seen = new List<string>();
        var cursor = "";
        do
        {
            var page = await Bench.GetOkAsync(Roles.Officer, $"/api/decisions?campaign=618&limit=2{cursor}");
            seen.AddRange(page["items"]!.AsArray().Select(item => (string)item!["id"]!));
            cursor = page["cursor"] is { } next ? $"&cursor={Uri.EscapeDataString((string)next!)}" : "";
            Bench.Clock.Now += TimeSpan.FromSeconds(1);
            await Bench.DecideAsync(Text, "618", Wang);
        } while (cursor.Length > 0 && seen.Count < 100);
        Assert.Equal(Enumerable.Reverse(ids), seen);
        using var wrong = await Bench.As(Roles.Officer).GetAsync("/api/decisions?cursor=nonsense");
        Assert.Equal("cursor", (string)JsonNode.Parse(await wrong.Content.ReadAsStringAsync())!["field"]!);
    }

    [Fact]
    public async Task A_proof_is_served_once_its_root_is_signed()
    {
        var id = await PartialAsync();
        using var answer = await Bench.As(Roles.Auditor).GetAsync($"/api/decisions/{id}/proof");
        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        Assert.StartsWith("c2sp.org/tlog-proof@v1", await answer.Content.ReadAsStringAsync(), StringComparison.Ordinal);
        var seen = await Bench.GetOkAsync(Roles.Auditor, $"/api/decisions/{id}");
        Assert.Equal("signed", (string)seen["proof"]!["state"]!);
    }

    [Theory]
    [InlineData("00000000000000000000000000000000")]
    [InlineData("nonsense")]
    public async Task What_is_no_decision_is_404(string id)
    {
        foreach (var path in (string[])[$"/api/decisions/{id}", $"/api/decisions/{id}/proof"])
        {
            using var answer = await Bench.As(Roles.Officer).GetAsync(path);
            Assert.Equal(HttpStatusCode.NotFound, answer.StatusCode);
        }
    }

    [Fact]
    public async Task A_large_batch_is_shown_in_parts()
    {
        var id = await PartialAsync();
        var seen = await Bench.GetOkAsync(Roles.Officer, $"/api/decisions/{id}?skip=1&take=1");
        Assert.Equal("139****0002", (string)Assert.Single(seen["recipients"]!.AsArray())!["contact"]!);
    }

    [Fact]
    public async Task Evidence_is_handed_out_as_cases_with_pseudonyms()
    {
        var id = await PartialAsync();
        using var answer = await Bench.As(Roles.Legal).GetAsync("/api/evidence?from=2026-12-02T00:00:00Z&to=2026-12-03T00:00:00Z");
        var text = await answer.Content.ReadAsStringAsync();
        var decided = CaseV1.FromJson(Encoding.UTF8.GetBytes(Assert.Single(text.Split('\n', StringSplitOptions.RemoveEmptyEntries))));
        Assert.Equal(
            Bench.Trail.Find(id)!.Subjects.Select(subject => subject.Pseudonym),
            decided.Message.Recipients.Select(recipient => recipient.Identity)
        );
        Assert.Equal(Text, decided.Message.Contents[0].Fields[1].Text);
        Assert.DoesNotContain("1390000000", text, StringComparison.Ordinal);
        Assert.Equal(["evidence.export", "evidence.exported"], Bench.Acts()[^2..]);
    }

    [Fact]
    public async Task The_log_is_served_as_tiles_and_nothing_else_of_the_disk()
    {
        var id = await PartialAsync();
        await Bench.Trail.SignedAsync(Bench.Trail.Find(id)!.Index);
        var checkpoint = await Bench.As(Roles.Auditor).GetStringAsync("/log/checkpoint");
        Assert.StartsWith("brand/gateway\n", checkpoint, StringComparison.Ordinal);
        var size = int.Parse(checkpoint.Split('\n')[1], System.Globalization.CultureInfo.InvariantCulture);
        using var tile = await Bench.As(Roles.Auditor).GetAsync($"/log/tile/0/000.p/{size}");
        Assert.Equal(32 * size, (await tile.Content.ReadAsByteArrayAsync()).Length);
        foreach (
            var path in (string[])
                ["/log/tile/..%2F..%2F..%2Fkeys%2Fadmin", "/log/tile/0/..%2Fcheckpoint", "/log/tile/64/000", "/log/tile/0/999"]
        )
        {
            using var answer = await Bench.As(Roles.Auditor).GetAsync(path);
            Assert.Equal(HttpStatusCode.NotFound, answer.StatusCode);
        }
    }

    [Fact]
    public async Task A_checkpoint_replaced_while_it_is_read_is_the_old_or_the_new_one_whole()
    {
        var id = await PartialAsync();
        await Bench.Trail.SignedAsync(Bench.Trail.Find(id)!.Index);
        var path = Path.Combine(Bench.Trail.LogDirectory, "checkpoint");
        var signed = await File.ReadAllBytesAsync(path);
        byte[][] notes = [signed, [.. signed, .. "one more line\n"u8]];
        using var reader = Bench.As(Roles.Auditor);
        using var enough = new CancellationTokenSource();
        var replacing = Task.Run(() =>
        {
            for (var turn = 1; !enough.IsCancellationRequested; turn++)
            {
                File.WriteAllBytes(path + ".next", notes[turn % 2]);
                File.Move(path + ".next", path, overwrite: true);
            }
        });
        try
        {
            for (var reading = 0; reading < 1_000; reading++)
            {
                using var answer = await reader.GetAsync("/log/checkpoint");
                var seen = await answer.Content.ReadAsByteArrayAsync();
                Assert.Equal(answer.Content.Headers.ContentLength, seen.Length);
                Assert.Contains(notes, note => note.AsSpan().SequenceEqual(seen));
            }
        }
        finally
        {
            await enough.CancelAsync();
            await replacing;
            await File.WriteAllBytesAsync(path, signed);
        }
    }

    private async Task<List<string>> IdsAsync(string query) =>
        [.. (await Bench.GetOkAsync(Roles.Auditor, $"/api/decisions?{query}"))["items"]!.AsArray().Select(item => (string)item!["id"]!)];
}
