using BenchmarkDotNet.Attributes;
using Compliance.Rules.Abuse;
using Compliance.Rules.Evaluation;
using Compliance.Rules.Facts;
using Compliance.Rules.Messages;
using Compliance.Rules.PolicySets;
using Compliance.Rules.Rete;
using Compliance.TestKit.Naive;

namespace Compliance.LoadTests.Rules;

/// <summary>What refuses a message as such, apart from all else: judged by NRules as on every push, and by plain loops.</summary>
[MemoryDiagnoser]
public class WholeMessageBenchmark
{
    /// <summary>As in the packs that ship: about one rule in fourteen is about the message as such.</summary>
    private const int OneIn = 14;

    private readonly IWholeMessageJudge _network = new ReteJudge();
    private readonly IWholeMessageJudge _loops = new LoopJudge();
    private MessageCase _asked = null!;
    private CompiledSet _set = null!;
    private List<Lane> _lanes = null!;
    private Message _message = null!;
    private KnownFacts _facts = null!;

    [Params(56, 1000)]
    public int Rules { get; set; }

    /// <summary>False: four rules apply everywhere and the others where a brand would have them apply. True: each rule applies to the message.</summary>
    [Params(false, true)]
    public bool AllApply { get; set; }

    [GlobalSetup]
    public void Prepare()
    {
        (_message, _facts) = (DecisionCase.Message(1), DecisionCase.Facts(1));
        var audience = new Audience();
        audience.Start(_message, _facts);
        _asked = new(audience, new());
        _set = DecisionCase.Set(Rules, AllApply, i => i % OneIn == 0 ? Abuse(i / OneIn) : null).Compiled;
        _lanes = [new(_message, _set.PlanFor(_message, Category.Marketing, Day.Of(_message.At)), Category.Marketing)];
        // Refusing costs otherwise: the figures are those of a message that passes every rule.
        if (Network() != 0 || Loops() != 0)
            throw new InvalidOperationException("The benchmark's message is refused.");
    }

    [Benchmark(Baseline = true)]
    public int Loops() => Judge(_loops);

    [Benchmark]
    public int Network() => Judge(_network);

    private int Judge(IWholeMessageJudge judge)
    {
        _asked.Start(_message, _facts, _set, _lanes[0].Plan, _lanes);
        judge.Judge(_asked);
        return _asked.Refusals.Count + _asked.Objections().Count;
    }

    private static SenderAbuseRule Abuse(int n) =>
        DecisionCase.New<SenderAbuseRule>() with
        {
            Abuse = new() { Check = (AbuseCheck)(n % 3), Max = n % 3 == (int)AbuseCheck.Replay ? null : 1_000_000 },
            Then = Outcome.Deny,
        };
}
