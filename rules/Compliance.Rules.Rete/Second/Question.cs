using Compliance.Rules.Evaluation;
using Compliance.Rules.Messages;
using Compliance.Rules.PolicySets;

namespace Compliance.Rules.Rete.Second;

/// <summary>Something that rules are asked about: the fact that the network matches. A class, since facts are told apart by what they are.</summary>
internal abstract class Question(Matter matter, Track track)
{
    protected Matter Matter { get; } = matter;

    public Message Message => track.Message;

    public Category Category => track.Category;

    public DateOnly Day => Matter.Day;

    /// <summary>The rule's kind is asked at this point at all.</summary>
    public abstract bool IsFor(Rule rule);

    /// <summary>Of a rule about some people only: somebody of them has to do with the question.</summary>
    public virtual bool MeetsSomebody(Rule rule) => true;

    /// <summary>Called in whatever order the network fires: who asked puts the answers in order. MUST NOT throw.</summary>
    public abstract void Answer(CompiledRule rule);
}

/// <summary>Which rules are in force here at all.</summary>
internal sealed class ForceQuestion(Matter matter, Track track, Func<Rule, bool> kind) : Question(matter, track)
{
    private readonly List<CompiledRule> _inForce = [];

    public IEnumerable<CompiledRule> InForce => _inForce.OrderBy(rule => Matter.PlaceOf(rule.Rule));

    public override bool IsFor(Rule rule) => kind(rule);

    public override void Answer(CompiledRule rule) => _inForce.Add(rule);
}

/// <summary>What a rule says of the person or message that it was asked about; null where it has nothing against it.</summary>
internal sealed record Answer(CompiledRule Compiled, string? Reason, bool Found = false)
{
    public Rule Rule => Compiled.Rule;

    public bool Enforced => Rule.Mode == RuleMode.Enforce;
}
