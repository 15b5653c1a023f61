using System.Collections.Immutable;
using Compliance.Rules.Decisions;
using Compliance.Rules.PolicySets;

namespace Compliance.Rules.Evaluation;

/// <summary>Rules that broke while a message was judged: each once, with what it threw.</summary>
internal sealed class Faults
{
    private readonly List<RuleFault> _known = [];

    public void Clear() => _known.Clear();

    public void Add(Rule rule, Exception thrown)
    {
        var fault = new RuleFault(rule.Id, thrown.GetType().FullName!);
        if (!_known.Contains(fault))
            _known.Add(fault);
    }

    public ImmutableArray<RuleFault> ToImmutable() => _known.Count == 0 ? [] : [.. _known];
}
