using System.Collections.Immutable;
using Compliance.Rules.Evaluation;
using Compliance.Rules.Wording;

namespace Compliance.Rules.PolicySets;

/// <summary>All rules that are live together. Built once by Compliance.Policies, then read by every request.</summary>
public sealed class PolicySet
{
    public PolicySet(
        string revision,
        ImmutableArray<Rule> rules,
        ImmutableArray<EvidenceRecord> evidence,
        ImmutableArray<PurposeRecord> purposes = default
    )
        : this(new CompiledSet(rules, evidence, new(purposes.IsDefault ? [] : purposes)), revision, rules, evidence) { }

    private PolicySet(CompiledSet compiled, string revision, ImmutableArray<Rule> rules, ImmutableArray<EvidenceRecord> evidence)
    {
        Revision = revision;
        Rules = rules;
        Evidence = evidence;
        Compiled = compiled;
    }

    internal CompiledSet Compiled { get; }

    /// <summary>SHA-256 (hex) over the sorted lines <c>path sha256(file)</c>.</summary>
    public string Revision { get; }

    public ImmutableArray<Rule> Rules { get; }

    public ImmutableArray<EvidenceRecord> Evidence { get; }

    public Purposes Purposes => Compiled.Purposes;

    /// <summary>Terms of its word lists that can never be found, each with the list in which it stands.</summary>
    public IEnumerable<(string List, WordEntry Term)> TermsNeverFound() =>
        [.. Compiled.Words?.Matcher.NeverFound() ?? [], .. Compiled.ValueWords?.Matcher.NeverFound() ?? []];

    /// <summary>The same set but for one rule: what would be missed without it? Word lists are compiled anew only where the rule has some.</summary>
    public PolicySet Without(Rule rule)
    {
        var rest = Rules.Remove(rule);
        var same = rule is IUseWordLists { Lists.IsEmpty: false } ? null : Compiled;
        return new(new CompiledSet(rest, Evidence, Purposes, same), Revision, rest, Evidence);
    }
}

/// <summary>A proof that legal holds for a claim; from a pack's <c>evidence.yaml</c>.</summary>
public sealed record EvidenceRecord
{
    public required string Id { get; init; }

    /// <summary>Clause of the guide that it serves, e.g. <c>6(6)</c>.</summary>
    public required string Clause { get; init; }

    /// <summary>Terms, rule ids or texts that it covers.</summary>
    public required ImmutableArray<string> Covers { get; init; }

    public required DateOnly From { get; init; }

    public required DateOnly To { get; init; }
}
