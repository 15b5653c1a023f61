using System.Collections.Concurrent;
using System.Text;
using System.Text.Json.Nodes;
using Compliance.TestKit;
using Compliance.TestKit.Callers;
using Compliance.TestKit.Gateways;

namespace Compliance.SystemTests.Policies;

/// <summary>Legal breaks the live packs in twenty ways while 50 pushes a second go on: every break is told with its line, and no push notices.</summary>
public sealed class BrokenPacksUnderLoadTests : IAsyncLifetime
{
    private const string Sound = """
        - rule: shop-consent
          title: 测试
          basis: [{ law: 民法典, article: "1033" }]
          owner: legal
          review_due: 2027-03-31
          effective: { from: 2026-01-01 }
          kind: consent
          when: { category: marketing, campaign: nobody }
          consent: { lawful_basis: consent }
          then: remove
          message: 不发

        """;

    private static readonly TimeSpan Pace = TimeSpan.FromMilliseconds(20);

    private readonly PacksCopy _packs = new();
    private readonly ConcurrentBag<PushAnswer> _answers = [];
    private Scene _scene = null!;

    /// <summary>What a save leaves in the file, the code that it must be told by, and the line (0: the whole file).</summary>
    private static IEnumerable<(string Code, byte[] Text, int Line)> Breaks()
    {
        (string Code, string Text, int Line)[] texts =
        [
            ("syntax", Sound.Replace("  owner: legal", "   owner: legal"), 4),
            ("syntax", Sound.Replace("  owner: legal", "\towner: legal"), 4),
            ("unknown-key", Sound.Replace("  owner: legal", "  owner: legal\n  colour: red\n  colours: [red]"), 5),
            ("unknown-kind", Sound.Replace("kind: consent", "kind: consents"), 7),
            ("missing-key", Sound.Replace("  kind: consent\n", ""), 1),
            ("missing-key", Sound.Replace(", article: \"1033\"", ""), 3),
            ("missing-key", Sound.Replace("  basis: [{ law: 民法典, article: \"1033\" }]\n", ""), 1),
            ("too-few", Sound.Replace("[{ law: 民法典, article: \"1033\" }]", "[]"), 3),
            ("anchor", Sound.Replace("owner: legal", "owner: &who legal"), 4),
            ("alias", Sound.Replace("owner: legal", "owner: *who"), 4),
            ("tag", Sound.Replace("owner: legal", "owner: !include legal.yaml"), 4),
            ("duplicate-key", Sound.Replace("owner: legal", "title: 又一个\n  owner: legal"), 4),
            ("not-a-date", Sound.Replace("2027-03-31", "2027-3-31"), 5),
            ("duplicate-rule", Sound.Replace("shop-consent", "consent-marketing"), 1),
            (
                "leading-zero",
                Sound
                    .Replace("kind: consent", "kind: frequency-cap")
                    .Replace("consent: { lawful_basis: consent }", "cap: { max: 010, window: calendar-day }"),
                9
            ),
            (
                "setting",
                Sound
                    .Replace("kind: consent", "kind: claims")
                    .Replace("consent: { lawful_basis: consent }", "claims: { claim: price, patterns: ['原价[0-9'] }")
                    .Replace("then: remove", "then: evidence"),
                9
            ),
            ("outcome-not-of-kind", Sound.Replace("then: remove", "then: mask"), 10),
            ("empty-file", "# 没有内容\n", 1),
        ];
        foreach (var (code, text, line) in texts)
            yield return (code, Encoding.UTF8.GetBytes(text), line);
        yield return ("not-utf8", [.. "# ok\n"u8, 0xD7, 0xEE, 0xBC, 0xD1, (byte)'\n'], 2);
        yield return ("file-too-large", Encoding.UTF8.GetBytes(new string('#', 10 << 20)), 0);
        yield return ("too-deep", Encoding.UTF8.GetBytes("- rule: " + new string('[', 200 << 10)), 1);
        yield return ("binary-file", [.. "- rule: a\n"u8, 0, 1, 2], 2);
    }

    public async Task InitializeAsync()
    {
        await File.WriteAllTextAsync(_packs.Rules, Sound);
        _scene = await Scene.SetAsync(
            new GatewayLaunch { Settings = { ["Compliance:Policies:Folder"] = _packs.Path, ["Compliance:Policies:PollSeconds"] = "0.2" } }
        );
    }

    public async Task DisposeAsync()
    {
        await _scene.DisposeAsync();
        _packs.Dispose();
    }

    [Fact]
    public async Task Every_break_is_told_with_its_line_and_no_push_notices()
    {
        var live = (await _scene.Admin.GetAsync("/api/policies"))!["revision"]!.GetValue<string>();
        using var stop = new CancellationTokenSource();
        var load = PushAsync(stop.Token);
        foreach (var (code, text, line) in Breaks())
        {
            await File.WriteAllBytesAsync(_packs.Rules, text);
            JsonNode? shown = null;
            await Eventually.TrueAsync(
                async () => Tells(shown = await _scene.Admin.GetAsync("/api/policies"), code, line),
                $"{code} at line {line} of shop/rules/a.yaml",
                TimeSpan.FromSeconds(30)
            );
            Assert.Equal(live, shown!["revision"]!.GetValue<string>());
        }

        await File.WriteAllTextAsync(_packs.Rules, Sound);
        await Eventually.TrueAsync(async () => (await _scene.Admin.GetAsync("/api/policies"))!["rejected"] is null, "the mended pack");
        await stop.CancelAsync();
        await load;

        Assert.True(_answers.Count >= 100, $"only {_answers.Count} pushes");
        Assert.All(_answers, answer => Assert.Equal(("permit", live), (answer.Decision, answer.Headers["compliance-policy-revision"])));
    }

    private static bool Tells(JsonNode? shown, string code, int line) =>
        shown!
            ["rejected"]
            ?["diagnostics"]!.AsArray()
            .Any(found =>
                found!["file"]!.GetValue<string>() == "shop/rules/a.yaml"
                && found["code"]!.GetValue<string>() == code
                && found["line"]!.GetValue<int>() == line
            )
        ?? false;

    /// <summary>An open loop: a slow answer does not slow the next push.</summary>
    private async Task PushAsync(CancellationToken stop)
    {
        List<Task> sent = [];
        using var timer = new PeriodicTimer(Pace);
        try
        {
            while (await timer.WaitForNextTickAsync(stop))
                sent.Add(OneAsync());
        }
        catch (OperationCanceledException)
        {
            // The breaks are over.
        }

        await Task.WhenAll(sent);
    }

    private async Task OneAsync() =>
        _answers.Add(
            await _scene.Caller.PostJsonAsync(
                "/wecom/cgi-bin/message/send",
                new
                {
                    touser = "zhangsan",
                    msgtype = "text",
                    agentid = 1000002,
                    text = new { content = "今晚 8 点盘点" },
                }
            )
        );
}
