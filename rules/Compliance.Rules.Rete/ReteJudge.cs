using Compliance.Rules.Evaluation;
using Compliance.Rules.Rete.WholeMessage;
using NRules;
using NRules.Fluent;

namespace Compliance.Rules.Rete;

/// <summary>
/// The message as such, judged by NRules: a handful of general rules, for which those that legal wrote are facts. The network is compiled once a process; a
/// reload inserts facts and compiles nothing.
/// </summary>
public sealed class ReteJudge : IWholeMessageJudge
{
    private static readonly ISessionFactory Network = Compile();

    // A session is no thread's but its own.
    [ThreadStatic]
    private static JudgingSession? _own;

    void IWholeMessageJudge.Judge(MessageCase asked)
    {
        var session = _own is { } own && own.Holds(asked.Rules) ? own : new(Network, asked.Rules);
        // After an exception nobody knows which facts are still in it: then it is not put back.
        _own = null;
        session.Judge(asked);
        _own = session;
    }

    private static ISessionFactory Compile()
    {
        var repository = new RuleRepository();
        repository.Load(scan =>
            scan.PrivateTypes()
                .From(
                    typeof(NothingIsABasis),
                    typeof(UnlistedPurpose),
                    typeof(Halted),
                    typeof(MissingFacts),
                    typeof(PurposeBeyondSender),
                    typeof(RulesObject)
                )
        );
        return repository.Compile();
    }
}
