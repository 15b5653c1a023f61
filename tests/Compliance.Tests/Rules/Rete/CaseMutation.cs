using System.Collections.Immutable;
using Compliance.Rules.Decisions;
using Compliance.Rules.Facts;
using Compliance.Rules.Messages;

namespace Compliance.Tests.Rules.Rete;

/// <summary>A case with some of it changed: who is written to, what is known of them, what is said, when, by whom, and what the counters answer.</summary>
/// <param name="texts">Pieces of text that some rule may have an opinion of.</param>
internal sealed class CaseMutation(Random random, IReadOnlyList<string> texts)
{
    private static readonly string[] Zones =
    [
        "Asia/Shanghai",
        "America/New_York",
        "Asia/Urumqi",
        "Europe/London",
        "Pacific/Apia",
        "Nowhere/Town",
    ];
    private static readonly (string Channel, string Family)[] Channels =
    [
        ("tencent-sms", "sms"),
        ("aliyun-sms", "sms"),
        ("wecom", "wecom"),
        ("wechat", "wechat"),
        ("jpush", "push"),
        ("sendgrid", "email"),
    ];

    public (Message Message, KnownFacts Facts, Func<Demand, bool?> Answer) Of(Message message, KnownFacts facts)
    {
        for (var changes = random.Next(1, 4); changes > 0; changes--)
            (message, facts) = Change(message, facts);
        var (seed, silent) = (random.Next(), random.Next(8) == 0);
        return (message, facts, demand => silent ? null : (seed + demand.Recipient * 7 + demand.Rule.Length) % 4 == 0);
    }

    private (Message, KnownFacts) Change(Message message, KnownFacts facts) =>
        random.Next(6) switch
        {
            0 => (Labelled(message), facts),
            1 => (message, Known(facts)),
            2 => (message with { Contents = [.. message.Contents.Select(Said)] }, facts),
            3 => Variant(message, facts),
            4 => Joined(message, facts),
            _ => (
                message,
                facts with
                {
                    Recipients = [.. facts.Recipients.Select(row => random.Next(2) == 0 ? row : Person(row, message.At))],
                }
            ),
        };

    private Message Labelled(Message message)
    {
        var (channel, family) = Pick(Channels);
        return random.Next(9) switch
        {
            0 => message with { Channel = channel, Family = family },
            1 => message with { Declared = random.Next(5) == 0 ? null : (Category)random.Next(4) },
            2 => message with { Purpose = Pick("marketing", "service", "order", "member-care", "unlisted") },
            3 => message with { At = message.At.AddMinutes(random.Next(-3 * 24 * 60, 3 * 24 * 60)) },
            4 => message with { Industry = random.Next(3) == 0 ? null : Pick("food", "finance", "education", "cosmetics", "alcohol") },
            5 => message with { TemplateId = message.TemplateId is null ? "t1" : null },
            6 => message with { EvidenceId = random.Next(3) == 0 ? null : Pick("ev-1", "ev-2", "nobody-knows") },
            7 => message with { MinimumRecipients = random.Next(1, 4), ByChannel = random.Next(2) == 0 ? null : (Category)random.Next(4) },
            _ => message with { Campaign = random.Next(2) == 0 ? null : Pick("618", "double-11"), Sender = Pick("crm", "shop") },
        };
    }

    private KnownFacts Known(KnownFacts facts) =>
        random.Next(3) switch
        {
            0 => facts with { Halts = Any<ImmutableArray<HaltFact>>([new("all", "drill")]) },
            1 => facts with
            {
                Sender = Any(
                    new SenderFact
                    {
                        LastMinute = random.Next(3) * 10_000,
                        MaxPerMinute = random.Next(2) * 100,
                        BlastRadius = random.Next(2) * 100,
                        Reached = random.Next(3) * 2_000,
                        Replayed = random.Next(4) == 0,
                        Purposes = random.Next(2) == 0 ? [] : ["service"],
                    }
                ),
            },
            _ => facts with
            {
                Template = Any(
                    new TemplateFact
                    {
                        Id = "t1",
                        Text = $"尊敬的{{1}}，{Pick(texts)}",
                        Category = (Category)random.Next(4),
                        Signature = random.Next(2) == 0 ? null : "示例",
                        Signatures = random.Next(2) == 0 ? [] : ["示例"],
                        Confirmed = random.Next(2) == 0,
                        Fetched = random.Next(2) == 0,
                    }
                ),
            },
        };

    private MessageContent Said(MessageContent content)
    {
        if (content.Fields.IsEmpty || random.Next(4) == 0)
            return content with
            {
                Fields = content.Fields.Add(
                    new()
                    {
                        Name = "1",
                        Text = Pick(texts),
                        Role = (FieldRole)random.Next(5),
                        Variable = "1",
                    }
                ),
            };
        var at = random.Next(content.Fields.Length);
        var field = content.Fields[at];
        return content with
        {
            Fields = content.Fields.SetItem(
                at,
                random.Next(5) switch
                {
                    0 => field with { Text = Pick(texts) },
                    1 => field with { Text = field.Text + "，" + Pick(texts) },
                    2 => field with { Text = field.Text[..random.Next(field.Text.Length + 1)] },
                    3 => field with { Editable = !field.Editable },
                    _ => field with { MaxBytes = random.Next(10, 300) },
                }
            ),
        };
    }

    /// <summary>Another text, which some of the people read.</summary>
    private (Message, KnownFacts) Variant(Message message, KnownFacts facts) =>
        (
            message with
            {
                Contents = message.Contents.Add(Said(message.Contents[^1])),
                Recipients =
                [
                    .. message.Recipients.Select(row => random.Next(2) == 0 ? row : row with { Content = message.Contents.Length }),
                ],
            },
            facts
        );

    /// <summary>Somebody more, or somebody of another kind.</summary>
    private (Message, KnownFacts) Joined(Message message, KnownFacts facts)
    {
        if (message.Recipients.IsEmpty)
            return (message, facts);
        var at = random.Next(message.Recipients.Length);
        if (random.Next(3) == 0)
            return (
                message with
                {
                    Recipients = message.Recipients.SetItem(at, message.Recipients[at] with { Kind = (RecipientKind)random.Next(4) }),
                },
                facts
            );
        var row = Person(facts.Recipients[at], message.At);
        return (
            message with
            {
                Recipients = message.Recipients.Add(message.Recipients[at] with { Identity = $"subject:{message.Recipients.Length}" }),
            },
            facts with
            {
                Recipients = facts.Recipients.Add(random.Next(2) == 0 ? row with { SameAs = at } : row),
            }
        );
    }

    private RecipientFacts Person(RecipientFacts row, DateTimeOffset at) =>
        random.Next(7) switch
        {
            0 => row with
            {
                Consents = Any<ImmutableArray<ConsentFact>>([.. Enumerable.Range(0, random.Next(1, 4)).Select(_ => Event(at))]),
            },
            1 => row with { Suppression = Any(new SuppressionFact("complaint", at.AddDays(-1))) },
            2 => row with { BirthYear = Any(random.Next(1960, 2020)) },
            3 => row with { TimeZone = Any(Pick(Zones)) },
            4 => row with { FormerTimeZones = random.Next(2) == 0 ? [] : [Pick(Zones[..5])] },
            5 => row with { Region = Any(Pick("31", "310000", "4403", "440300", "110105")) },
            _ => row with { Segments = Any<ImmutableArray<string>>([Pick("vip", "minor-guardian", "health", "new")]) },
        };

    private ConsentFact Event(DateTimeOffset at) =>
        new()
        {
            Channel = Pick("sms", "wecom", "tencent-sms", "push", "email", "wechat"),
            Purpose = Pick("marketing", "marketing", "service", "health"),
            Granted = random.Next(3) > 0,
            At = at.AddDays(-random.Next(900)),
            Received = at.AddDays(-random.Next(900)),
            Import = random.Next(3) == 0 ? 7 : null,
            Proof = random.Next(2) == 0 ? "p" : null,
        };

    private Fact<T> Any<T>(T value) =>
        random.Next(5) switch
        {
            0 => Fact.Unavailable<T>(),
            1 => Fact.Nothing<T>(),
            _ => Fact.Known(value),
        };

    private T Pick<T>(params IReadOnlyList<T> among) => among[random.Next(among.Count)];
}
