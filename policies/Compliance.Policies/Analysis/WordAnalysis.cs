using System.Collections.Immutable;
using Compliance.Policies.Binding;
using Compliance.Policies.Files;
using Compliance.Policies.Packs;
using Compliance.Rules.PolicySets;
using Compliance.Rules.Wording;

namespace Compliance.Policies.Analysis;

/// <summary>Names that a word list uses and that no list of the set gives: a context that is never there, an exception that excuses nothing.</summary>
internal static class WordAnalysis
{
    public static void Run(ImmutableArray<WrittenRule> rules, Diagnostics diagnostics)
    {
        WordList[] lists = [.. rules.Select(written => written.Rule).OfType<IUseWordLists>().SelectMany(rule => rule.Lists).Distinct()];
        var known = lists.SelectMany(list => list.Exceptions).Select(exception => exception.Id).ToHashSet();
        foreach (var list in lists)
        {
            foreach (var (name, line) in Named(list, entry => entry.Needs.SelectMany(need => need.Split('+')), known))
                diagnostics.Warning(
                    list.Name,
                    line,
                    0,
                    "unknown-context",
                    $"没有“{name}”这个语境：needs= 写了它，这些词就不看语境，到处都算（写在这一行，或者上方的 defaults）。",
                    $"{Suggestion.For(name, known.Order(StringComparer.Ordinal))}或者加一行 {name}、context，再加它的线索。"
                );
            foreach (var (name, line) in Named(list, entry => entry.Exceptions, known))
                diagnostics.Warning(
                    list.Name,
                    line,
                    0,
                    "unknown-exception",
                    $"没有“{name}”这个例外：except= 写了它，也不会放行（写在这一行，或者上方的 defaults）。",
                    $"{Suggestion.For(name, known.Order(StringComparer.Ordinal))}或者加一行 {name}、exception，再加它的线索。"
                );
            foreach (var cue in list.Cues.Where(cue => !known.Contains(cue.Exception)).DistinctBy(cue => cue.Exception))
                diagnostics.Warning(
                    list.Name,
                    cue.Line,
                    0,
                    "unknown-exception",
                    $"这条线索说的“{cue.Exception}”没有写过，线索不起作用。",
                    $"{Suggestion.For(cue.Exception, known.Order(StringComparer.Ordinal))}或者加一行 {cue.Exception}、exception（语境写 context）。"
                );
        }
    }

    /// <summary>A term that legal adds works, or its line says that it does not.</summary>
    public static void NeverFound(PolicySet set, Diagnostics diagnostics)
    {
        foreach (var (list, term) in set.TermsNeverFound().DistinctBy(never => (never.List, never.Term.Line)))
            diagnostics.Warning(
                list,
                term.Line,
                1,
                "never-found",
                $"“{term.Term}”永远查不到：它整个是一个日常用语（allow、word，或者程序认识的常用词），或者它自己就带着例外的线索。",
                "在 everyday.tsv 里删去那一行 allow，或者把词写长一些，或者去掉 except=。"
            );
    }

    private static IEnumerable<(string Name, int Line)> Named(
        WordList list,
        Func<WordEntry, IEnumerable<string>> names,
        HashSet<string> known
    ) =>
        list
            .Entries.SelectMany(names, (entry, name) => (name, entry.Line))
            .Where(named => !known.Contains(named.name))
            .DistinctBy(named => named.name);
}
