using System.Collections.Immutable;
using System.Runtime.InteropServices;
using Compliance.Audit;
using Compliance.Rules.Decisions;
using Compliance.Rules.PolicySets;

namespace Compliance.Gateway.Recording;

/// <summary>Collects an entry's distinct terms; rows name them by index.</summary>
internal sealed class TermTable
{
    private readonly List<Term> _terms = [];
    private readonly Dictionary<Term, int> _index = [];

    /// <summary>Recipients removed for the same reason share one hit array, and so one list of indexes.</summary>
    private readonly Dictionary<RuleHit[], ImmutableArray<int>> _hits = [];

    public ImmutableArray<Term> ToImmutable() => [.. _terms];

    public int Add(string name, string value)
    {
        var term = new Term(name, value);
        ref var index = ref CollectionsMarshal.GetValueRefOrAddDefault(_index, term, out var known);
        if (!known)
        {
            index = _terms.Count;
            _terms.Add(term);
        }

        return index;
    }

    /// <summary>Rule, its articles and the reason of each hit.</summary>
    public ImmutableArray<int> Add(ImmutableArray<RuleHit> hits)
    {
        var key = ImmutableCollectionsMarshal.AsArray(hits);
        if (key is null || key.Length == 0)
            return [];
        if (_hits.TryGetValue(key, out var known))
            return known;
        var indexes = new List<int>(key.Length * 3);
        foreach (var hit in key)
        {
            AddOnce(indexes, Add("rule", hit.Rule.Id));
            AddLaws(indexes, hit.Rule);
            AddOnce(indexes, Add("reason", hit.Reason));
        }

        return _hits[key] = [.. indexes];
    }

    public void AddLaws(List<int> indexes, Rule rule)
    {
        foreach (var basis in rule.Basis)
        {
            AddOnce(indexes, Add("law", $"{basis.Law}/{basis.Article}"));
            // Who asks for article 13 means 13(1) as well.
            if (basis.Article.IndexOf('(') is > 0 and var paragraph)
                AddOnce(indexes, Add("law", $"{basis.Law}/{basis.Article[..paragraph]}"));
        }
    }

    public static void AddOnce(List<int> indexes, int index)
    {
        if (!indexes.Contains(index))
            indexes.Add(index);
    }
}
