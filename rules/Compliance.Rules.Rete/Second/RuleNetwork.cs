using System.Collections.Concurrent;
using System.Collections.Immutable;
using System.Linq.Expressions;
using Compliance.Rules.Evaluation;
using Compliance.Rules.PolicySets;
using NRules;
using NRules.RuleModel;
using NRules.RuleModel.Builders;

namespace Compliance.Rules.Rete.Second;

/// <summary>A set as NRules sees it: a rule for each of its rules, that answers each question which is asked of its kind, on its days and in its scope.</summary>
internal sealed class RuleNetwork
{
    private readonly ISessionFactory _factory;
    private readonly ConcurrentBag<ISession> _idle = [];
    private readonly Dictionary<Rule, int> _places = new(ReferenceEqualityComparer.Instance);

    public RuleNetwork(PolicySet set)
    {
        foreach (var rule in set.Rules.OrderBy(rule => rule.Pack, StringComparer.Ordinal).ThenBy(rule => rule.Id, StringComparer.Ordinal))
            _places.Add(rule, _places.Count);
        _factory = new RuleCompiler().Compile(set.Compiled.Rules.ToArray().Select(Define));
    }

    /// <summary>By pack, then id.</summary>
    public int PlaceOf(Rule rule) => _places[rule];

    /// <summary>A session for one message, of which no question may stay in it.</summary>
    public ISession Open() => _idle.TryTake(out var idle) ? idle : _factory.CreateSession();

    public void Close(ISession session) => _idle.Add(session);

    private static IRuleDefinition Define(CompiledRule compiled)
    {
        var (rule, when) = (compiled.Rule, compiled.Rule.When);
        var builder = new RuleBuilder();
        builder.Name($"{rule.Pack}/{rule.Id}");
        var pattern = builder.LeftHandSide().Pattern(typeof(Question), "asked");
        Where(asked => asked.IsFor(rule));
        Where(asked => rule.Effective.From <= asked.Day);
        if (rule.Effective.To is { } last)
            Where(asked => asked.Day <= last);
        if (!when.Channel.IsEmpty)
            Where(asked => Names(when.Channel, asked.Message.Channel) || Names(when.Channel, asked.Message.Family));
        if (!when.Category.IsEmpty)
            Where(asked => when.Category.Contains(asked.Category));
        if (!when.Purpose.IsEmpty)
            Where(asked => Names(when.Purpose, asked.Message.Purpose));
        if (!when.Campaign.IsEmpty)
            Where(asked => Names(when.Campaign, asked.Message.Campaign));
        if (!when.Sender.IsEmpty)
            Where(asked => Names(when.Sender, asked.Message.Sender));
        if (!when.Industry.IsEmpty)
            Where(asked => asked.Message.Industry == null || Names(when.Industry, asked.Message.Industry));
        if (!when.Brand.IsEmpty)
            Where(asked => Names(when.Brand, asked.Message.Brand));
        if (!when.Segment.IsEmpty || !when.Region.IsEmpty || when.Time != null)
            Where(asked => asked.MeetsSomebody(rule));
        Expression<Action<IContext, Question>> answer = (context, asked) => asked.Answer(compiled);
        builder.RightHandSide().Action(answer);
        return builder.Build();

        void Where(Expression<Func<Question, bool>> condition) => pattern.Condition(condition);
    }

    // A lambda within a condition would be made anew, as a method, each time that the condition is asked.
    private static bool Names(ImmutableArray<string> named, string? value) => value is not null && named.Contains(value);
}
