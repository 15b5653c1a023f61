using System.Text;
using Compliance.SystemTests.Policies;
using Compliance.TestKit.Callers;
using Compliance.TestKit.Gateways;

namespace Compliance.SystemTests.NothingGetsPast;

/// <summary>Many at once, a withdrawal in the middle, night and the clocks of other countries.</summary>
public sealed class PeopleScenarioTests(PeopleScene fixture) : IClassFixture<PeopleScene>
{
    private readonly Scene _scene = fixture.Scene;

    private IEnumerable<string> Sent => _scene.Vendor.Pushes.SelectMany(push => push.Recipients);

    private Task<PushAnswer> TencentAsync(params string[] phones) => _scene.Caller.TencentAsync(phones, ["王女士", "春茶"]);

    private Task LinesAsync(string path, IEnumerable<string> lines) =>
        _scene.Admin.Http.PostAsync(
            new Uri(path, UriKind.Relative),
            new StringContent(string.Join('\n', lines), Encoding.UTF8, "application/x-ndjson")
        );

    private static string Grant(string identity, string channel, string purpose = "marketing") =>
        $$"""{"identity":"{{identity}}","channel":"{{channel}}","purpose":"{{purpose}}","action":"grant","proof":"form-1"}""";

    [Fact]
    public async Task Sixty_pushes_at_once_over_three_senders_and_channels_keep_a_cap_of_three_for_each_person()
    {
        var people = new List<Person>();
        for (var i = 0; i < 4; i++)
            people.Add(await _scene.ConsentingPersonAsync());
        using var app = new PushCaller(_scene.Gateway.Push, PeopleScene.KeyOf("app"));
        using var shop = new PushCaller(_scene.Gateway.Push, PeopleScene.KeyOf("shop"));
        PushCaller[] senders = [_scene.Caller, app, shop];
        await Task.WhenAll(
            Enumerable
                .Range(0, 60)
                .Select(i =>
                    (i / 3 % 3) switch
                    {
                        0 => senders[i % 3].TencentAsync([.. people.Select(person => person.E164)], ["王女士", $"春茶{i}"]),
                        1 => senders[i % 3].AliyunAsync([.. people.Select(person => person.Phone)], $"王女士{i}"),
                        _ => senders[i % 3].WecomAsync($"您好，今年的春茶已经到店{i}", [.. people.Select(person => person.Customer)]),
                    }
                )
        );
        var sent = Sent.ToList();
        foreach (var person in people)
            Assert.Equal(3, sent.Count(to => to == person.Customer || to.EndsWith(person.Phone, StringComparison.Ordinal)));
    }

    [Fact]
    public async Task Once_a_withdrawal_is_acknowledged_nobody_is_sent_to_by_it_while_a_batch_of_a_thousand_goes_on()
    {
        var people = Enumerable.Range(0, 1_000).Select(_ => Person.New()).ToList();
        await LinesAsync("/api/consents", people.Select(person => Grant(person.CustomerIdentity, "wecom")));
        string[] customers = [.. people.Select(person => person.Customer)];
        var gone = people[^1];
        var batch = _scene.Caller.WecomAsync("您好，今年的春茶已经到店", customers);
        await _scene.Admin.WithdrawAsync(gone.CustomerIdentity, "wecom");
        var next = await _scene.Caller.WecomAsync("您好，今年的秋茶已经到店", customers);
        var first = await batch;
        Assert.DoesNotContain(gone.Customer, Left("秋茶"));
        Assert.Contains(gone.Customer, next.Json["fail_list"]!.AsArray().Select(customer => (string)customer!));
        // Whichever came first for the batch under way: the record says what left.
        Assert.Equal(1_000 - first.Removed, Left("春茶").Count);

        IReadOnlyList<string> Left(string tea) =>
            _scene.Vendor.Pushes.Last(push => push.Request.Text.Contains(tea, StringComparison.Ordinal)).Recipients;
    }

    [Fact]
    public async Task A_segment_that_needs_a_separate_consent_is_sent_to_exactly_where_it_is_there()
    {
        var (with, without, other) = (Person.New(), Person.New(), Person.New());
        foreach (var (person, segment) in ((Person, string)[])[(with, "孕期"), (without, "孕期"), (other, "老客")])
        {
            await _scene.Admin.PostAsync(
                "/api/subjects",
                new
                {
                    subject = person.Subject,
                    identities = new[] { person.PhoneIdentity },
                    segments = new[] { segment },
                }
            );
            await _scene.Admin.GrantAsync(person.PhoneIdentity, "sms");
        }

        await LinesAsync("/api/consents", [Grant(with.PhoneIdentity, "sms", "marketing-pregnancy")]);
        await TencentAsync(with.E164, without.E164, other.E164);
        Assert.Equal([with.E164, other.E164], _scene.Vendor.Pushes[^1].Recipients);
    }

    [Fact]
    public async Task Night_is_where_the_person_is_also_on_the_day_on_which_the_clocks_change()
    {
        var (beijing, tokyo, newYork) = (await InAsync("Asia/Shanghai"), await InAsync("Asia/Tokyo"), await InAsync("America/New_York"));
        string[] all = [beijing.E164, tokyo.E164, newYork.E164];
        await TencentAsync(all);
        Assert.Equal([beijing.E164, newYork.E164], _scene.Vendor.Pushes[^1].Recipients);
        // The clocks went back: the same instant of the next day is 07:30 in New York.
        _scene.Clock.MoveBy(TimeSpan.FromHours(24));
        await TencentAsync(all);
        Assert.Equal([beijing.E164], _scene.Vendor.Pushes[^1].Recipients);
        // Moved by a rewrite of their zone, a person keeps the night that they had for a day.
        await _scene.Admin.PostAsync("/api/subjects", new { subject = newYork.Subject, timeZone = "Asia/Shanghai" });
        var before = _scene.Vendor.Pushes.Count;
        await TencentAsync(newYork.E164);
        Assert.Equal(before, _scene.Vendor.Pushes.Count);
        _scene.Clock.MoveBy(TimeSpan.FromHours(24));
        await TencentAsync(newYork.E164);
        Assert.Equal([newYork.E164], _scene.Vendor.Pushes[^1].Recipients);
    }

    private async Task<Person> InAsync(string zone)
    {
        var person = Person.New();
        await _scene.Admin.PostAsync(
            "/api/subjects",
            new
            {
                subject = person.Subject,
                identities = new[] { person.PhoneIdentity },
                timeZone = zone,
            }
        );
        await _scene.Admin.GrantAsync(person.PhoneIdentity, "sms");
        return person;
    }
}

/// <summary>A gateway with three senders, a cap over all channels and a segment that needs a consent of its own.</summary>
public sealed class PeopleScene : IAsyncLifetime
{
    /// <summary>08:30 in New York, in summer time for the last day; 20:30 in Beijing, 21:30 in Tokyo.</summary>
    private static readonly DateTimeOffset LastSummerDay = new(2026, 10, 31, 12, 30, 0, TimeSpan.Zero);

    private const string Rules = """
        - rule: shop-cap-all
          title: 各通道合计每人每天最多 3 条
          kind: frequency-cap
          basis: [{ law: 民法典, article: "1033" }]
          owner: legal
          review_due: 2027-03-31
          effective: { from: 2026-01-01 }
          when: { category: marketing }
          cap: { max: 3, window: rolling, hours: 1 }
          then: remove
          message: 今日已达上限
        - rule: shop-consent-pregnancy
          title: 孕期人群须单独同意
          kind: consent
          basis: [{ law: 个人信息保护法, article: "29" }]
          owner: legal
          review_due: 2027-03-31
          effective: { from: 2026-01-01 }
          when: { category: marketing, segment: 孕期 }
          consent: { lawful_basis: consent, purpose: marketing-pregnancy }
          then: remove
          message: 没有单独同意

        """;

    private readonly PacksCopy _packs = new();

    public Scene Scene { get; private set; } = null!;

    public async Task InitializeAsync()
    {
        await File.WriteAllTextAsync(_packs.Rules, Rules);
        await File.WriteAllTextAsync(
            Path.Combine(Path.GetDirectoryName(Path.GetDirectoryName(_packs.Rules))!, "purposes.yaml"),
            """
            - id: marketing-pregnancy
              title: 孕期商品的营销
              category: marketing
              basis: [{ law: 个人信息保护法, article: "29" }]

            """
        );
        var settings = new Dictionary<string, string> { ["Compliance:Policies:Folder"] = _packs.Path };
        foreach (var sender in (string[])["app", "shop"])
        {
            settings[$"Compliance:Senders:{sender}:Key"] = KeyOf(sender);
            settings[$"Compliance:Senders:{sender}:Channels:0"] = "*";
            settings[$"Compliance:Senders:{sender}:Purposes:0"] = "*";
        }

        Scene = await Scene.SetAsync(new GatewayLaunch { Settings = settings }, LastSummerDay);
    }

    public async Task DisposeAsync()
    {
        await Scene.DisposeAsync();
        _packs.Dispose();
    }

    public static string KeyOf(string sender) => $"{sender}.0123456789abcdef0123456789abcdef";
}
