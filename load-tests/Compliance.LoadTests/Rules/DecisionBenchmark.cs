using BenchmarkDotNet.Attributes;
using Compliance.Rules;
using Compliance.Rules.Decisions;
using Compliance.Rules.Facts;
using Compliance.Rules.Messages;
using Compliance.Rules.PolicySets;
using Compliance.Rules.Rete;

namespace Compliance.LoadTests.Rules;

/// <summary>Time and bytes of one decision, from message and facts to the settled decision.</summary>
[MemoryDiagnoser]
public class DecisionBenchmark
{
    private readonly Evaluator _evaluator = new(new ReteJudge());
    private Message _message = null!;
    private KnownFacts _facts = null!;
    private PolicySet _set = null!;
    private Grants _grants = null!;

    [Params(10, 100, 1000)]
    public int Rules { get; set; }

    [Params(1, 10_000)]
    public int Recipients { get; set; }

    /// <summary>False: ten rules apply everywhere and the others where a brand would have them apply. True: each rule applies to the message.</summary>
    [Params(false, true)]
    public bool AllApply { get; set; }

    [GlobalSetup]
    public void Prepare()
    {
        _message = DecisionCase.Message(Recipients);
        _facts = DecisionCase.Facts(Recipients);
        _set = DecisionCase.Set(Rules, AllApply);
        _grants = new([.. _evaluator.Draft(_message, _facts, _set).Demands.Select(_ => false)]);
        // Refusing can be cheaper than permitting: the figures are those of a message that passes every rule.
        if (Decide().Effect != DecisionEffect.Permit)
            throw new InvalidOperationException("The benchmark's message is not permitted.");
    }

    [Benchmark]
    public Decision Decide() => _evaluator.Draft(_message, _facts, _set).Settle(_grants);
}
