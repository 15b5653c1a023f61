using Compliance.Rules.Decisions;
using Compliance.Rules.Evaluation;
using Compliance.Rules.Facts;
using Compliance.Rules.Messages;
using Compliance.Rules.PolicySets;
using NRules;

namespace Compliance.Rules.Rete.Second;

/// <summary>One message with all that is known about it, and the session in which rules are asked.</summary>
internal sealed class Matter(Message message, KnownFacts facts, PolicySet set, RuleNetwork network, ISession session)
{
    private static readonly TimeSpan China = TimeSpan.FromHours(8);

    private readonly SortedSet<string> _degraded = new(StringComparer.Ordinal);

    public Message Message { get; } = message;

    public KnownFacts Facts { get; } = facts;

    public PolicySet Set { get; } = set;

    public Crowd Crowd { get; } = new(message, facts);

    public DateOnly Day { get; } = DateOnly.FromDateTime(message.At.ToOffset(China).DateTime);

    public TemplateFact? Template { get; } =
        message.TemplateId is not null && facts.Template.State == FactState.Known ? facts.Template.Value : null;

    public TemplateFact? Registering { get; } =
        message.TemplateId is null && facts.Template.State == FactState.Known ? facts.Template.Value : null;

    /// <summary>A template is named whose text nobody knows.</summary>
    public bool IsTemplateUnseen => Message.TemplateId is not null && Template is null;

    public List<ShadowHit> Shadow { get; } = [];

    public IReadOnlyCollection<string> Degraded => _degraded;

    /// <summary>Asks every rule; those that have to do with the question answer into it.</summary>
    public T Ask<T>(T question)
        where T : Question
    {
        session.Insert(question);
        session.Fire();
        session.Retract(question);
        return question;
    }

    public int PlaceOf(Rule rule) => network.PlaceOf(rule);

    public bool IsInForce(Rule rule) => rule.Effective.From <= Day && (rule.Effective.To is not { } last || Day <= last);

    /// <summary>Passed over, and said so.</summary>
    public void Degrade(Rule rule) => _degraded.Add(rule.Id);

    /// <summary>Only security and transaction may go on without what a rule has to know, and only where the rule says so.</summary>
    public static bool MayDegrade(Rule rule, Category category) =>
        rule.Unavailable == WhenUnavailable.Degrade && category is Category.Security or Category.Transaction;
}

/// <summary>Under what something is judged: a category, and the message with the purpose that goes with it.</summary>
internal sealed record Track(Message Message, Category Category);
