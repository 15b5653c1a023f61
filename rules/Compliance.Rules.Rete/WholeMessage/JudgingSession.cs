using Compliance.Rules.Evaluation;
using NRules;

namespace Compliance.Rules.Rete.WholeMessage;

/// <summary>A session that holds a set's rules as facts from push to push, and of each push nothing. MUST NOT be shared between threads, nor used after it threw.</summary>
internal sealed class JudgingSession
{
    private readonly ISession _session;
    private readonly CompiledRule[] _rules;
    private readonly List<object> _push = [];

    public JudgingSession(ISessionFactory network, CompiledRule[] rules)
    {
        (_session, _rules) = (network.CreateSession(), rules);
        _session.InsertAll(rules);
    }

    public bool Holds(CompiledRule[] rules) => ReferenceEquals(_rules, rules);

    /// <summary>What the rules find goes straight to the case: a fact that a rule inserted would still be there for the next push.</summary>
    public void Judge(MessageCase asked)
    {
        _push.Clear();
        _push.Add(asked);
        _push.AddRange(asked.Lanes);
        _session.InsertAll(_push);
        _session.Fire();
        _session.RetractAll(_push);
    }
}
