using System.Text.Json.Nodes;
using Compliance.SystemTests.Policies;
using Compliance.TestKit;
using Compliance.TestKit.Callers;
using Compliance.TestKit.Gateways;
using Compliance.TestKit.Vendors;

namespace Compliance.SystemTests.NothingGetsPast;

/// <summary>
/// The providers' own clients, in each of their ways to sign, in every situation that a push can come to: what the client concludes equals what
/// happened, and none asks the vendor twice.
/// </summary>
public sealed class ClientTests(ClientTable table) : IClassFixture<ClientTable>
{
    public static IEnumerable<object[]> Rows =>
        from mode in ClientMode.All
        from situation in Situation.All
        select new object[] { mode.Name, situation.Name };

    [Theory]
    [MemberData(nameof(Rows))]
    public async Task What_the_client_concludes_is_what_happened(string client, string situation)
    {
        var row = table[client, situation];
        Assert.True(
            row.Situation.Concluded == row.Concluded || (row.Situation.Concluded, row.Mode.Script) == (Conclusion.Some, "aliyun-pop.cjs"),
            $"concluded {row.Concluded} from {row.Said.ToJsonString()}"
        );
        Assert.Equal(
            row.Situation.SeenByVendor + row.SentBefore,
            table.Scene.Vendor.Pushes.Count(push => push.Recipients.Contains(row.Mode.Wire(row.Probe)))
        );
        Assert.All(
            table.Scene.Vendor.Pushes.Where(push => push.Recipients.Contains(row.Mode.Wire(row.Probe))),
            push => Assert.Null(push.Flaw)
        );
        if (row.Situation.Codes is { } codes)
            Assert.Contains(
                codes.Of(row.Mode.Channel),
                row.Said.ToJsonString().Replace("\\u0022", "\"", StringComparison.Ordinal),
                StringComparison.Ordinal
            );
        if (row.Situation.Effect.Length == 0)
            return;
        var decision = await table.DecisionAsync(row);
        Assert.Equal(row.Situation.Effect, (string)decision["effect"]!);
        if (row.Situation.Outcome is { } outcome)
            Assert.Equal(outcome, Explanation.Of(decision).Outcome);
        if (row.Situation.Rule is { } rule)
            Explanation.Of(decision).Names(rule(row.Mode.Channel));
    }
}

/// <summary>The provider's own code for one cause, as its client hands it on.</summary>
public sealed record CauseCodes(int Wecom, string Tencent, string Aliyun)
{
    public string Of(string channel) =>
        channel switch
        {
            "wecom" => $"\"errcode\":{Wecom},",
            "tencent-sms" => $"\"{Tencent}\"",
            _ => $"\"{Aliyun}\"",
        };
}

/// <param name="Effect">Empty where it was refused before anybody was judged: the record names no recipient then.</param>
/// <param name="SeenByVendor">How often the vendor saw the push.</param>
/// <param name="Rule">What the record names as the cause.</param>
public sealed record Situation(
    string Name,
    Conclusion Concluded,
    int SeenByVendor,
    string Effect,
    string? Outcome,
    Func<string, string>? Rule = null,
    CauseCodes? Codes = null
)
{
    private static readonly CauseCodes Person = new(40096, "FailedOperation.PhoneNumberInBlacklist", "isv.BLACK_KEY_CONTROL_LIMIT");
    private static readonly CauseCodes Word = new(85002, "FailedOperation.ContainSensitiveWord", "isv.SMS_CONTENT_ILLEGAL");
    private static readonly CauseCodes Cap = new(45009, "LimitExceeded.DeliveryFrequencyLimit", "isv.BUSINESS_LIMIT_CONTROL");
    private static readonly CauseCodes Halt = new(48006, "ResourceUnavailable", "IS_CLOSE");
    private static readonly CauseCodes Length = new(45002, "InvalidParameterValue.ContentLengthLimit", "isv.PARAM_LENGTH_LIMIT");
    private static readonly CauseCodes Night = new(45009, "FailedOperation.MarketingSendTimeConstraint", "isv.BUSINESS_LIMIT_CONTROL");
    private static readonly CauseCodes Link = new(
        40058,
        "InvalidParameterValue.ProhibitedUseUrlInTemplateParameter",
        "isv.PARAM_NOT_SUPPORT_URL"
    );
    private static readonly CauseCodes Key = new(40001, "AuthFailure.SignatureFailure", "SignatureDoesNotMatch");
    private static readonly CauseCodes Unknown = new(50901, "InternalError.SendAndRecvFail", "isp.UNKNOWN");

    public static readonly Situation[] All =
    [
        new("all allowed", Conclusion.Sent, 1, "permit", "accepted"),
        new("some removed", Conclusion.Some, 1, "partial", "accepted", _ => "consent-marketing"),
        new("nobody consented", Conclusion.Refused, 0, "deny", null, _ => "consent-marketing", Person),
        new("a banned word", Conclusion.Refused, 0, "deny", null, _ => "wording-absolute", Word),
        new(
            "over the cap",
            Conclusion.Refused,
            0,
            "deny",
            null,
            channel => channel == "wecom" ? "cap-wecom-monthly" : "cap-sms-daily",
            Cap
        ),
        new("halted", Conclusion.Refused, 0, "deny", null, _ => "gateway/halted", Halt),
        new(
            "night where they are",
            Conclusion.Refused,
            0,
            "deny",
            null,
            channel => channel == "wecom" ? "shop-quiet-wecom" : "quiet-hours-marketing",
            Night
        ),
        new("a foreign link", Conclusion.Refused, 0, "deny", null, _ => "shop-links", Link),
        new("a wrong key", Conclusion.Refused, 0, "", null, null, Key),
        new("too long", Conclusion.Refused, 0, "", null, null, Length),
        new("refused by the vendor", Conclusion.Refused, 1, "permit", "refused"),
        new("answered gzipped", Conclusion.Sent, 1, "permit", "accepted"),
        new("no answer in time", Conclusion.Refused, 1, "permit", "unknown", null, Unknown),
        new("closed unanswered", Conclusion.Refused, 1, "permit", "unknown", null, Unknown),
        new("reset", Conclusion.Refused, 1, "permit", "unknown", null, Unknown),
        new("500", Conclusion.Refused, 1, "permit", "unknown", null, Unknown),
    ];

    public VendorBehaviour? Behaviour =>
        Name switch
        {
            "refused by the vendor" => new VendorBehaviour.Refuse(),
            "answered gzipped" => new VendorBehaviour.AcceptEncoded("gzip"),
            "no answer in time" => new VendorBehaviour.WaitFor(Task.Delay(Timeout.Infinite)),
            "closed unanswered" => new VendorBehaviour.CloseUnanswered(),
            "reset" => new VendorBehaviour.Reset(),
            "500" => new VendorBehaviour.Fail(500),
            _ => null,
        };
}

/// <summary>Every client in every situation, in one process of Node, before the first row is read.</summary>
public sealed class ClientTable : IAsyncLifetime
{
    private const string HaltedSender = "halted";

    /// <summary>What core leaves to the brand: its own domains, and a night for WeCom.</summary>
    private const string Rules = """
        - rule: shop-links
          title: 链接只指向品牌自己的域名
          kind: links
          basis: [{ law: 反电信网络诈骗法, article: "29" }]
          owner: security
          review_due: 2027-03-31
          effective: { from: 2026-01-01 }
          when: { category: marketing }
          links: { allowed: [brand.example] }
          then: deny
          message: 链接指向的不是品牌登记的域名
        - rule: shop-quiet-wecom
          title: 夜间不做企业微信群发
          kind: quiet-hours
          basis: [{ law: 民法典, article: "1033" }]
          owner: legal
          review_due: 2027-03-31
          effective: { from: 2026-01-01 }
          when: { channel: wecom, category: marketing }
          quiet: { from: "21:00", to: "08:00", zone: recipient }
          then: remove
          message: 现在是该客户的夜间

        """;

    private readonly PacksCopy _packs = new();
    private readonly string _haltedKey = $"halted.{Guid.NewGuid():N}";
    private readonly Dictionary<(string, string), Row> _rows = [];

    public Scene Scene { get; private set; } = null!;

    public Row this[string client, string situation] => _rows[(client, situation)];

    public sealed record Row(ClientMode Mode, Situation Situation, Person[] People, JsonObject Said)
    {
        /// <summary>The one whom the situation is about.</summary>
        public Person Probe => People[0];

        /// <summary>What filled the cap.</summary>
        public int SentBefore => Situation.Name == "over the cap" ? Cap(Mode) : 0;

        public Conclusion Concluded => Mode.Concludes(Said);
    }

    public async Task InitializeAsync()
    {
        await File.WriteAllTextAsync(_packs.Rules, Rules);
        Scene = await Scene.SetAsync(
            new GatewayLaunch
            {
                Settings = new(_packs.Settings)
                {
                    [$"Compliance:Senders:{HaltedSender}:Key"] = _haltedKey,
                    [$"Compliance:Senders:{HaltedSender}:Channels:0"] = "*",
                    [$"Compliance:Senders:{HaltedSender}:Purposes:0"] = "*",
                },
            }
        );
        await Scene.Caller.TencentAsync([Person.New().E164], ["王女士", "春茶"]);
        await Scene.Admin.PostAsync(
            "/api/halts",
            new
            {
                scope = "sender",
                value = HaltedSender,
                reason = "演练",
            }
        );
        var lists = new List<List<(Situation Situation, Person[] People, (string, object) Call)>>();
        foreach (var mode in ClientMode.All)
        {
            var list = new List<(Situation, Person[], (string, object))>();
            lists.Add(list);
            foreach (var situation in Situation.All)
            {
                Person[] people =
                    situation.Name == "nobody consented" ? [await Scene.WithdrawnPersonAsync()] : [await Scene.ConsentingPersonAsync()];
                if (situation.Name == "some removed")
                    people = [.. people, await Scene.WithdrawnPersonAsync()];
                if (situation.Name == "night where they are")
                    await Scene.Admin.PostAsync("/api/subjects", new { subject = people[0].Subject, timeZone = "America/Sao_Paulo" });
                if (situation.Behaviour is { } behaviour)
                    Scene.Vendor.BehaviourFor[mode.Wire(people[0])] = behaviour;
                if (situation.Name == "over the cap")
                    await FillCapAsync(mode, people[0]);
                list.Add((situation, people, Call(mode, situation, people)));
            }
        }

        var said = await NodeClient.RunAllAsync(lists.Select(list => list.Select(item => item.Call)), Scene.Clock);
        for (var mode = 0; mode < lists.Count; mode++)
        {
            for (var at = 0; at < lists[mode].Count; at++)
            {
                var (situation, people, _) = lists[mode][at];
                _rows[(ClientMode.All[mode].Name, situation.Name)] = new Row(ClientMode.All[mode], situation, people, said[mode][at]);
            }
        }

        // Once, so that every row finds its decision in the index.
        await Scene.Admin.DecisionsAsync("channel=wecom");
    }

    public async Task<JsonObject> DecisionAsync(Row row)
    {
        var page = (await Scene.Admin.GetAsync("/api/decisions?identity=" + Uri.EscapeDataString(row.Mode.Identity(row.Probe))))!;
        return await Scene.Admin.DecisionAsync((string)page["items"]!.AsArray()[0]!["id"]!);
    }

    public async Task DisposeAsync()
    {
        await Scene.DisposeAsync();
        _packs.Dispose();
    }

    private (string, object) Call(ClientMode mode, Situation situation, Person[] people)
    {
        var (sender, key) = situation.Name switch
        {
            "halted" => (HaltedSender, _haltedKey),
            "a wrong key" => (HaltedSender, $"{HaltedSender}.{Guid.NewGuid():N}"),
            _ => (Scene.Gateway.Sender, Scene.Gateway.SenderKey),
        };
        var word = situation.Name switch
        {
            "a banned word" => "国家级春茶",
            "a foreign link" => "春茶 http://tea-gifts.example/a ",
            "too long" => new string('茶', 1_400),
            _ => "春茶",
        };
        return (mode.Script, mode.Call(Scene.Gateway, sender, key, word, people));
    }

    /// <summary>core's: a month of WeCom, a day of SMS.</summary>
    private static int Cap(ClientMode mode) => mode.Channel == "wecom" ? 30 : 2;

    private async Task FillCapAsync(ClientMode mode, Person person)
    {
        for (var sent = 0; sent < Cap(mode); sent++)
        {
            var answer = mode.Channel switch
            {
                "tencent-sms" => await Scene.Caller.TencentAsync([person.E164], ["王女士", $"春茶{sent}"]),
                "aliyun-sms" => await Scene.Caller.AliyunAsync([person.Phone], $"王女士{sent}"),
                _ => await Scene.Caller.WecomAsync($"王女士您好，今年的春茶已经到店{sent}", [person.Customer]),
            };
            Assert.Equal("permit", answer.Decision);
        }
    }
}
