using System.Collections.Immutable;
using Compliance.Rules;
using Compliance.Rules.Consent;
using Compliance.Rules.Decisions;
using Compliance.Rules.Facts;
using Compliance.Rules.Frequency;
using Compliance.Rules.Messages;
using Compliance.Rules.PolicySets;
using Compliance.Rules.QuietHours;
using Compliance.Rules.Rete;
using Compliance.Rules.Suppression;
using Compliance.Rules.Wording;

namespace Compliance.Tests.Rules;

/// <summary>Ordinary messages, people and rules; a test changes what it is about.</summary>
internal static class Given
{
    /// <summary>Saturday noon in China.</summary>
    public static readonly DateTimeOffset Noon = new(2026, 11, 21, 12, 0, 0, TimeSpan.FromHours(8));

    public static readonly ImmutableArray<LawBasis> Basis = [new() { Law = "个人信息保护法", Article = "13" }];

    public static readonly EffectiveDates Always = new() { From = new(2026, 1, 1) };

    public static Message Sms(string text = "双十一会员专享，拒收请回复R", int recipients = 1) =>
        new()
        {
            Channel = "tencent-sms",
            Family = "sms",
            Sender = "crm",
            Brand = "demo",
            At = Noon,
            Recipients = [.. Enumerable.Range(0, recipients).Select(i => Person(i))],
            Contents = [Text(text)],
        };

    public static Recipient Person(int i, int content = 0) =>
        new()
        {
            Identity = $"phone:+861390000{i:0000}",
            Kind = RecipientKind.Person,
            Content = content,
        };

    public static MessageContent Text(string text) => new() { Fields = [new() { Name = "text.content", Text = text }] };

    public static MessageContent Variables(params (string Name, string Text)[] variables) =>
        new()
        {
            Fields =
            [
                .. variables.Select(
                    (variable, i) =>
                        new ContentField
                        {
                            Name = $"TemplateParamSet[{i}]",
                            Text = variable.Text,
                            Role = FieldRole.Variable,
                            Variable = variable.Name,
                        }
                ),
            ],
        };

    public static RecipientFacts Agreed { get; } =
        new()
        {
            Consents = Fact.Known<ImmutableArray<ConsentFact>>([Event(granted: true)]),
            Suppression = Fact.Nothing<SuppressionFact>(),
            BirthYear = Fact.Known(1990),
            TimeZone = Fact.Nothing<string>(),
            Region = Fact.Nothing<string>(),
            Segments = Fact.Nothing<ImmutableArray<string>>(),
        };

    public static RecipientFacts Withdrawn { get; } =
        Agreed with
        {
            Consents = Fact.Known<ImmutableArray<ConsentFact>>([Event(granted: false)]),
        };

    public static RecipientFacts Unknown { get; } = Agreed with { Consents = Fact.Nothing<ImmutableArray<ConsentFact>>() };

    public static ConsentFact Event(bool granted, string channel = "sms", string purpose = "marketing", int daysAgo = 300) =>
        new()
        {
            Channel = channel,
            Purpose = purpose,
            Granted = granted,
            At = Noon.AddDays(-daysAgo),
        };

    public static KnownFacts Facts(params ReadOnlySpan<RecipientFacts> recipients) =>
        new()
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
            Halts = Fact.Known<ImmutableArray<HaltFact>>([]),
            Recipients = [.. recipients],
        };

    public static KnownFacts AllAgreed(this Message message) => Facts([.. Enumerable.Repeat(Agreed, message.Recipients.Length)]);

    public static TemplateFact Template(string text, Category category = Category.Marketing) =>
        new()
        {
            Id = "t1",
            Text = text,
            Category = category,
        };

    /// <summary>As the gateway judges.</summary>
    public static Evaluator Engine { get; } = new(new ReteJudge());

    public static PolicySet Set(params ReadOnlySpan<Rule> rules) => new("test", [.. rules], []);

    public static Decision Decide(this PolicySet set, Message message, KnownFacts facts)
    {
        var draft = Engine.Draft(message, facts, set);
        return draft.Settle(new([.. draft.Demands.Select(_ => false)]));
    }

    public static Decision Decide(this PolicySet set, Message message) => set.Decide(message, message.AllAgreed());

    /// <summary>A rule of a kind with what every rule carries; the test sets what the kind is about.</summary>
    public static T Rule<T>(string id, Outcome then)
        where T : Rule =>
        (T)(
            Activator.CreateInstance<T>() with
            {
                Id = id,
                Pack = "core",
                Title = id,
                Basis = Basis,
                Owner = "legal",
                ReviewDue = new(2027, 3, 31),
                Effective = Always,
                Then = then,
                Message = id,
            }
        );

    public static ConsentRule ConsentRule { get; } =
        Rule<ConsentRule>("consent-marketing", Outcome.Remove) with
        {
            When = new() { Category = [Category.Marketing] },
            Consent = new() { LawfulBasis = LawfulBasis.Consent },
        };

    /// <summary>Service, transaction and security need no consent.</summary>
    public static ConsentRule ContractRule { get; } =
        ConsentRule with
        {
            Id = "basis-contract",
            When = new() { Category = [Category.Service, Category.Transaction, Category.Security] },
            Consent = new() { LawfulBasis = LawfulBasis.Contract, Under = "订单合同" },
        };

    public static SuppressionRule SuppressionRule { get; } = Rule<SuppressionRule>("suppression", Outcome.Remove);

    public static FrequencyCapRule Cap(string id = "cap-sms-daily", int max = 2, CapWindow window = CapWindow.CalendarDay) =>
        Rule<FrequencyCapRule>(id, Outcome.Remove) with
        {
            Cap = new()
            {
                Max = max,
                Window = window,
                Hours = window == CapWindow.Rolling ? 24 : null,
            },
        };

    public static QuietHoursRule Quiet(string from = "21:00", string to = "08:00") =>
        Rule<QuietHoursRule>("quiet-hours", Outcome.Remove) with
        {
            Quiet = new() { From = TimeOnly.Parse(from), To = TimeOnly.Parse(to) },
        };

    public static WordingRule Words(string id, params (string Term, Severity Severity)[] terms) =>
        Rule<WordingRule>(id, Outcome.Deny) with
        {
            Words = ["words/test.tsv"],
            Lists = [List(terms)],
        };

    public static WordList List(params (string Term, Severity Severity)[] terms) =>
        new()
        {
            Name = "words/test.tsv",
            Entries =
            [
                .. terms.Select(term => new WordEntry
                {
                    Term = term.Term,
                    Category = "test",
                    Severity = term.Severity,
                }),
            ],
        };

    public static string[] Ids(this ImmutableArray<RuleHit> hits) => [.. hits.Select(hit => hit.Rule.Id)];

    /// <summary>What a rewrite leaves of the first variant's fields.</summary>
    public static List<string?> Texts(this Decision decision, Message message, int variant = 0)
    {
        var texts = message.Contents[variant].Fields.Select(field => (string?)field.Text).ToList();
        foreach (var rewrite in decision.Contents[variant].Rewrites)
            texts[rewrite.Field] = rewrite.Text;
        return texts;
    }
}
