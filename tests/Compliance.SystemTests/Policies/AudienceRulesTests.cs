using Compliance.TestKit.Gateways;

namespace Compliance.SystemTests.Policies;

/// <summary>A rule of one region, for one segment, in some hours: from the person as the CRM registers him to the push that leaves without him.</summary>
public sealed class AudienceRulesTests : IAsyncLifetime
{
    // Ten in the morning in Beijing, eleven in Tokyo.
    private const string Rules = """
        - rule: shop-gift-shanghai
          title: 上海老客今天不收礼盒消息
          kind: wording
          basis: [{ law: 民法典, article: "1033" }]
          owner: legal
          review_due: 2027-03-31
          effective: { from: 2026-01-01 }
          when: { channel: wecom, region: 310000, segment: [老客, vip], time: { from: "09:30", to: "10:30" } }
          words: [words/gift.tsv]
          then: deny
          message: 今天不发

        """;

    private readonly PacksCopy _packs = new();
    private Scene _scene = null!;

    public async Task InitializeAsync()
    {
        var words = Path.Combine(Path.GetDirectoryName(Path.GetDirectoryName(_packs.Rules))!, "words");
        Directory.CreateDirectory(words);
        await File.WriteAllTextAsync(Path.Combine(words, "gift.tsv"), "欢聚礼盒\tblock\tcategory=test\n");
        await File.WriteAllTextAsync(_packs.Rules, Rules);
        _scene = await Scene.SetAsync(new GatewayLaunch { Settings = { ["Compliance:Policies:Folder"] = _packs.Path } });
    }

    public async Task DisposeAsync()
    {
        await _scene.DisposeAsync();
        _packs.Dispose();
    }

    [Fact]
    public async Task Only_those_in_the_rules_scope_are_removed_and_each_is_told_why()
    {
        var inScope = await PersonAsync("310115", ["老客"]);
        var unknownRegion = await PersonAsync(null, ["vip"]);
        var elsewhere = await PersonAsync("440305", ["老客"]);
        var untagged = await PersonAsync("310115", []);
        var otherClock = await PersonAsync("310115", ["老客"], "Asia/Tokyo");
        Person[] all = [inScope, unknownRegion, elsewhere, untagged, otherClock];

        var answer = await _scene.Caller.PostJsonAsync(
            "/wecom/cgi-bin/externalcontact/add_msg_template",
            new
            {
                chat_type = "single",
                external_userid = all.Select(person => person.Customer),
                sender = "zhangsan",
                text = new { content = "欢聚礼盒到店了，来看看" },
            }
        );

        Assert.Equal(("partial", 2), (answer.Decision, answer.Removed));
        Assert.Equal([inScope.Customer, unknownRegion.Customer], answer.Json["fail_list"]!.AsArray().Select(customer => (string)customer!));
        var recipients = (await _scene.Admin.DecisionAsync(answer.DecisionId))["recipients"]!.AsArray();
        Assert.Equal(["deny", "deny", "permit", "permit", "permit"], recipients.Select(recipient => (string)recipient!["effect"]!));
        Assert.Contains("shop-gift-shanghai", recipients[0]!.ToJsonString(), StringComparison.Ordinal);
    }

    private async Task<Person> PersonAsync(string? region, string[] segments, string zone = "Asia/Shanghai")
    {
        var person = Person.New();
        await _scene.Admin.PostAsync(
            "/api/subjects",
            new
            {
                subject = person.Subject,
                identities = new[] { person.CustomerIdentity },
                birthYear = 1990,
                timeZone = zone,
                region,
                segments,
            }
        );
        await _scene.Admin.GrantAsync(person.CustomerIdentity, "wecom");
        return person;
    }
}
