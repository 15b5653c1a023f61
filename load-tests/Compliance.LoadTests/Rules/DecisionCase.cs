using System.Collections.Immutable;
using Compliance.Rules.Consent;
using Compliance.Rules.Decisions;
using Compliance.Rules.Disclosure;
using Compliance.Rules.Facts;
using Compliance.Rules.Frequency;
using Compliance.Rules.Links;
using Compliance.Rules.Masking;
using Compliance.Rules.Messages;
using Compliance.Rules.Minors;
using Compliance.Rules.PolicySets;
using Compliance.Rules.QuietHours;
using Compliance.Rules.Suppression;
using Compliance.Rules.Wording;

namespace Compliance.LoadTests.Rules;

/// <summary>
/// A marketing SMS that passes, and sets of growing size to judge it by: ten rules of every kind that apply everywhere, as core has them, and then rules that a brand adds
/// for its channels, industries and campaigns, of which some apply to this message and most don't.
/// </summary>
internal static class DecisionCase
{
    private static readonly string[] Channels =
    [
        "tencent-sms",
        "aliyun-sms",
        "wecom",
        "wechat",
        "jpush",
        "getui",
        "fcm",
        "apns",
        "sendgrid",
        "dingtalk",
    ];
    private static readonly string[] Industries =
    [
        "food-health",
        "cosmetics",
        "finance",
        "education",
        "real-estate",
        "alcohol",
        "mother-baby",
    ];
    private static readonly DateTimeOffset Noon = new(2026, 11, 21, 12, 0, 0, TimeSpan.FromHours(8));

    public static Message Message(int recipients) =>
        new()
        {
            Channel = "tencent-sms",
            Family = "sms",
            Sender = "crm",
            Brand = "demo",
            Campaign = "campaign-7",
            Industry = "food-health",
            At = Noon,
            Recipients =
            [
                .. Enumerable
                    .Range(0, recipients)
                    .Select(i => new Recipient { Identity = $"phone:+86139{i:00000000}", Kind = RecipientKind.Person }),
            ],
            Contents =
            [
                new()
                {
                    Fields =
                    [
                        new()
                        {
                            Name = "text.content",
                            Text = "【示例品牌】会员日到了，精选好物满二百减三十，今天十点起到店或者上小程序选购，拒收请回复R",
                        },
                    ],
                },
            ],
        };

    public static KnownFacts Facts(int recipients)
    {
        var agreed = new RecipientFacts
        {
            Consents = Fact.Known<ImmutableArray<ConsentFact>>([
                new()
                {
                    Channel = "sms",
                    Purpose = "marketing",
                    Granted = true,
                    At = Noon.AddDays(-30),
                },
            ]),
            Suppression = Fact.Nothing<SuppressionFact>(),
            BirthYear = Fact.Known(1990),
            TimeZone = Fact.Nothing<string>(),
        };
        return new()
        {
            Template = Fact.Nothing<TemplateFact>(),
            Sender = Fact.Known(
                new SenderFact
                {
                    LastMinute = 0,
                    MaxPerMinute = 0,
                    BlastRadius = 0,
                    Reached = 0,
                    Replayed = false,
                }
            ),
            Halts = Fact.Nothing<ImmutableArray<HaltFact>>(),
            Recipients = [.. Enumerable.Repeat(agreed, recipients)],
        };
    }

    /// <param name="everywhere">No rule has a scope: each applies to this message.</param>
    /// <param name="other">A kind that takes the place of the usual one at that number; null where it doesn't.</param>
    public static PolicySet Set(int rules, bool everywhere = false, Func<int, Rule?>? other = null) =>
        new(
            "benchmark",
            [.. Enumerable.Range(0, rules).Select(i => Rule(i, other?.Invoke(i), i < 10 || everywhere ? Scope.Everything : Narrow(i)))],
            []
        );

    private static Scope Narrow(int i) =>
        (i / 10 % 3) switch
        {
            0 => new() { Channel = [Channels[i % Channels.Length]], Industry = [Industries[i / 7 % Industries.Length]] },
            1 => new() { Campaign = [$"campaign-{i % 50}"], Category = [Category.Marketing] },
            _ => new() { Industry = [Industries[i / 3 % Industries.Length]], Category = [Category.Marketing] },
        };

    private static Rule Rule(int i, Rule? other, Scope when) =>
        (other ?? Kind(i)) with
        {
            Id = $"rule-{i}",
            Pack = "benchmark",
            Title = "规则",
            Basis = [new() { Law = "个人信息保护法", Article = "13" }],
            Owner = "legal",
            ReviewDue = new(2027, 3, 31),
            Effective = new() { From = new(2026, 1, 1) },
            Message = "不能发送",
            When = when,
        };

    private static Rule Kind(int i) =>
        (i % 10) switch
        {
            0 => New<ConsentRule>() with
            {
                Consent = new() { LawfulBasis = LawfulBasis.Consent },
                Then = Outcome.Remove,
            },
            1 => New<SuppressionRule>() with { Then = Outcome.Remove },
            2 => New<MinorsRule>() with
            {
                Minors = new() { Under = 18, Unknown = UnknownAge.Remove },
                Then = Outcome.Remove,
            },
            3 => New<QuietHoursRule>() with
            {
                Quiet = new() { From = new(21, 0), To = new(8, 0) },
                Then = Outcome.Remove,
            },
            4 when i < 10 => New<FrequencyCapRule>() with
            {
                Cap = new() { Max = 2, Window = CapWindow.CalendarDay },
                Then = Outcome.Remove,
            },
            4 => New<QuietHoursRule>() with
            {
                Quiet = new() { From = new(22, 0), To = new(7, 0) },
                Then = Outcome.Remove,
            },
            5 => New<MaskRule>() with
            {
                Mask = new() { Kinds = [PersonalDataKind.Mobile, PersonalDataKind.IdCard] },
                Then = Outcome.Mask,
            },
            6 => New<DisclosureRule>() with
            {
                Disclosure = new()
                {
                    Signature = true,
                    Refusal = new() { AnyOf = ["拒收请回复R"] },
                },
                Then = Outcome.Deny,
            },
            7 => New<LinksRule>() with
            {
                Links = new() { Allowed = ["example.com"] },
                Then = Outcome.Deny,
            },
            _ => New<WordingRule>() with { Words = ["words.tsv"], Lists = [Words(i)], Then = Outcome.Deny },
        };

    private static WordList Words(int i) =>
        new()
        {
            Name = "words.tsv",
            Entries =
            [
                .. Enumerable
                    .Range(0, 5)
                    .Select(n => new WordEntry
                    {
                        Term = Term(i * 5 + n),
                        Category = "benchmark",
                        Severity = Severity.Block,
                    }),
            ],
        };

    /// <summary>Four characters that no text of the benchmark has in a row.</summary>
    private static string Term(int n) => $"禁{(char)('一' + n % 997)}{(char)('丁' + n / 997)}用";

    /// <summary>Without its required members, which are filled in at once.</summary>
    public static T New<T>()
        where T : Rule => Activator.CreateInstance<T>();
}
