using System.Collections.Immutable;

namespace Compliance.Rules.Wording;

/// <summary>From candidates to hits: industries, allow phrases, contexts, everyday words, exceptions that let pass, overlaps, scopes, in this order.</summary>
internal sealed class Resolution(ImmutableArray<WordEntry> entries, Excuses excuses, ImmutableArray<WordException> exceptions)
{
    private const int MostScopes = 3;

    /// <summary>A term written out that is longer than this is no accident of other words.</summary>
    private const int LongestAccident = 4;

    /// <summary>A term of so many characters is no accident beside a doubled one.</summary>
    private const int ShortestRepeated = 3;

    /// <summary>Symbols of a <see cref="Role.Whole"/>; of a longer one only the end counts.</summary>
    private const int LongestWord = 8;

    private readonly ImmutableArray<ImmutableArray<int>> _excusesOf =
    [
        .. entries.Select(entry => entry.Exceptions.Select(excuses.IndexOf).Where(index => index >= 0).ToImmutableArray()),
    ];

    /// <summary>Per entry the contexts of which one has to be given; each may be several that have to be given together.</summary>
    private readonly ImmutableArray<ImmutableArray<ImmutableArray<int>>> _needsOf =
    [
        .. entries.Select(entry =>
            entry
                .Needs.Select(need => need.Split('+').Select(excuses.IndexOf).ToImmutableArray())
                .Where(together => !together.Contains(-1))
                .ToImmutableArray()
        ),
    ];

    /// <summary>The exceptions and contexts of the terms.</summary>
    public void AskFor(List<Candidate> terms, HashSet<int> asked)
    {
        asked.Clear();
        foreach (var term in terms)
        {
            foreach (var exception in _excusesOf[term.Pattern.Row])
                asked.Add(exception);
            foreach (var together in _needsOf[term.Pattern.Row])
            foreach (var context in together)
                asked.Add(context);
        }
    }

    public void Resolve(ReadOnlySpan<char> text, string? industry, Scratch scratch, List<WordHit> hits)
    {
        var terms = scratch.Terms;
        if (industry is not null)
            terms.RemoveAll(term =>
                entries[term.Pattern.Row].Industries is { IsEmpty: false } industries && !industries.Contains(industry)
            );
        DropAllowed(terms, scratch.Allowed);
        DropCutting(terms, scratch.Whole);
        if (terms.Count == 0)
            return;
        terms.Sort(
            static (one, other) =>
                (one.Pattern.List, one.First, -one.Last, one.Pattern.Row).CompareTo(
                    (other.Pattern.List, other.First, -other.Last, other.Pattern.Row)
                )
        );
        scratch.Scopes.Sort(static (one, other) => one.Last.CompareTo(other.Last));
        scratch.Clauses.Read(text);
        excuses.Place(scratch.Cues, scratch.Folded, text, scratch.Clauses, scratch.CuePlaces);
        DropOutOfContext(terms, text, scratch);
        DropOfWords(terms, text, scratch.Folded);
        DropExcused(terms, text, scratch);

        Candidate? kept = null;
        foreach (var term in terms)
        {
            if (kept is not { } last || last.Pattern.List != term.Pattern.List || term.First > last.Last)
            {
                Keep(kept, text, scratch);
                kept = term;
            }
            else if (
                entries[term.Pattern.Row].Severity > entries[last.Pattern.Row].Severity
                || term.First == last.First && term.Last > last.Last
            )
            {
                kept = term;
            }
        }
        Keep(kept, text, scratch);
        scratch.Kept.Sort(static (one, other) => one.Start.CompareTo(other.Start));
        hits.AddRange(scratch.Kept);
    }

    /// <summary>Drops each term that needs a context which no cue around it gives.</summary>
    private void DropOutOfContext(List<Candidate> terms, ReadOnlySpan<char> text, Scratch scratch)
    {
        var kept = 0;
        for (var i = 0; i < terms.Count; i++)
        {
            var needs = _needsOf[terms[i].Pattern.Row];
            if (needs.IsEmpty || HasContext(needs, terms[i], text, scratch))
                terms[kept++] = terms[i];
        }
        terms.RemoveRange(kept, terms.Count - kept);
    }

    /// <summary>Drops each term whose characters the text around reads as other everyday words.</summary>
    private static void DropOfWords(List<Candidate> terms, ReadOnlySpan<char> text, FoldedText folded)
    {
        var kept = 0;
        for (var i = 0; i < terms.Count; i++)
            if (!IsOfWords(terms[i], text, folded))
                terms[kept++] = terms[i];
        terms.RemoveRange(kept, terms.Count - kept);
    }

    /// <summary>Drops each term that an exception lets pass whole: one that counts for nothing must not stand in the way of another at the same place.</summary>
    private void DropExcused(List<Candidate> terms, ReadOnlySpan<char> text, Scratch scratch)
    {
        var kept = 0;
        for (var i = 0; i < terms.Count; i++)
            if (ExceptionOf(terms[i], text, scratch) is var exception && (exception < 0 || exceptions[exception].Then is not null))
                terms[kept++] = terms[i] with { Exception = exception };
        terms.RemoveRange(kept, terms.Count - kept);
    }

    /// <returns>Index of the exception that applies, or -1.</returns>
    private int ExceptionOf(Candidate term, ReadOnlySpan<char> text, Scratch scratch) =>
        _excusesOf[term.Pattern.Row] is var excusesOf && HasCue(excusesOf, scratch.CuePlaces)
            ? excuses.For(
                excusesOf,
                scratch.Folded.Starts[term.First],
                scratch.Folded.EndOf(text, term.Last),
                WithScopes(term, text, scratch) < term.First || BeginsWithScope(term, scratch.Scopes),
                scratch.Clauses,
                scratch.CuePlaces
            )
            : -1;

    private static bool HasCue(ImmutableArray<int> exceptions, CuePlaces places)
    {
        foreach (var exception in exceptions)
            if (places.Have(exception))
                return true;
        return false;
    }

    private static bool IsOfWords(Candidate term, ReadOnlySpan<char> text, FoldedText folded) =>
        term.Pattern.IsMirrored ? EverydayWords.Explain(folded, term.First, term.Pattern.NormalText)
        : term.Evasion == Evasion.Repeated && term.Pattern.Phrase is { IsLiteral: true, Runs: 0 }
            ? term.Last - term.First + 1 < ShortestRepeated && EverydayWords.AreDoubled(text, folded, term.First, term.Last)
        : term.Evasion <= Evasion.Form
            && !(term.Pattern.Phrase.IsLiteral && term.Pattern.Text.Length > LongestAccident)
            && EverydayWords.CutThrough(folded, term.First, term.Last);

    private bool HasContext(ImmutableArray<ImmutableArray<int>> needs, Candidate term, ReadOnlySpan<char> text, Scratch scratch)
    {
        var start = scratch.Folded.Starts[term.First];
        var end = scratch.Folded.EndOf(text, term.Last);
        foreach (var together in needs)
        {
            var given = true;
            foreach (var context in together)
                given = given && excuses.Gives(context, start, end, scratch.Clauses, scratch.CuePlaces);
            if (given)
                return true;
        }
        return false;
    }

    /// <summary>Drops each term that lies wholly inside an allow phrase.</summary>
    private static void DropAllowed(List<Candidate> terms, List<Candidate> allowed)
    {
        if (allowed.Count == 0)
            return;
        allowed.Sort(static (one, other) => one.First.CompareTo(other.First));
        terms.Sort(static (one, other) => one.First.CompareTo(other.First));
        int next = 0,
            reach = -1,
            kept = 0;
        for (var i = 0; i < terms.Count; i++)
        {
            var term = terms[i];
            for (; next < allowed.Count && allowed[next].First <= term.First; next++)
                reach = Math.Max(reach, allowed[next].Last);
            if (term.Last > reach)
                terms[kept++] = term;
        }
        terms.RemoveRange(kept, terms.Count - kept);
    }

    /// <summary>Drops each term that takes a part of a word and not all of it.</summary>
    private static void DropCutting(List<Candidate> terms, List<Candidate> words)
    {
        if (words.Count == 0)
            return;
        words.Sort(static (one, other) => one.First.CompareTo(other.First));
        var kept = 0;
        for (var i = 0; i < terms.Count; i++)
            if (terms[i] is var term && !IsInside(term.First, words) && !IsInside(term.Last + 1, words))
                terms[kept++] = term;
        terms.RemoveRange(kept, terms.Count - kept);
    }

    /// <summary>The symbol belongs to the same word as the one before it.</summary>
    private static bool IsInside(int symbol, List<Candidate> words)
    {
        int low = 0,
            high = words.Count;
        while (low < high)
        {
            var middle = (low + high) / 2;
            if (words[middle].First < symbol - LongestWord)
                low = middle + 1;
            else
                high = middle;
        }
        for (; low < words.Count && words[low].First < symbol; low++)
            if (words[low].Last >= symbol)
                return true;
        return false;
    }

    private void Keep(Candidate? candidate, ReadOnlySpan<char> text, Scratch scratch)
    {
        if (candidate is not { } term)
            return;
        var folded = scratch.Folded;
        var end = folded.EndOf(text, term.Last);
        var entry = entries[term.Pattern.Row];
        var start = folded.Starts[WithScopes(term, text, scratch)];
        var severity = term.Exception < 0 ? entry.Severity : exceptions[term.Exception].Then!.Value;
        scratch.Kept.Add(
            new WordHit(term.Pattern.Row, NormalForm(term, text, folded), start, end - start, term.Evasion, severity, term.Exception)
        );
    }

    /// <summary>What a number is without its point (998% for 99.8%) is another number.</summary>
    private static string NormalForm(Candidate term, ReadOnlySpan<char> text, FoldedText folded)
    {
        if (term.Pattern.Phrase.IsLiteral)
            return term.Pattern.NormalText;
        var symbols = folded.Symbols.AsSpan(term.First, term.Last - term.First + 1);
        if (symbols.IndexOfAnyInRange('0', '9') < 0)
            return new(symbols);
        var form = new System.Text.StringBuilder(symbols.Length + 1);
        for (var i = term.First; i <= term.Last; i++)
        {
            form.Append(folded.Symbols[i]);
            if (
                i < term.Last
                && text[(folded.Starts[i] + 1)..Math.Max(folded.Starts[i] + 1, folded.Starts[i + 1])] is "."
                && char.IsAsciiDigit(folded.Symbols[i + 1])
            )
                form.Append('.');
        }
        return form.ToString();
    }

    private static bool BeginsWithScope(Candidate term, List<Candidate> scopes)
    {
        foreach (var scope in scopes)
            if (scope.First == term.First && scope.Last < term.Last && scope.Pattern.List == term.Pattern.List)
                return true;
        return false;
    }

    /// <summary>First symbol of the term with the scopes right before it (全网最低 → 全网 + 最低).</summary>
    private static int WithScopes(Candidate term, ReadOnlySpan<char> text, Scratch scratch)
    {
        var first = term.First;
        var scopes = scratch.Scopes;
        for (var count = 0; count < MostScopes; count++)
        {
            int low = 0,
                high = scopes.Count;
            while (low < high)
            {
                var middle = (low + high) / 2;
                if (scopes[middle].Last < first - 1)
                    low = middle + 1;
                else
                    high = middle;
            }
            for (; low < scopes.Count && scopes[low].Last == first - 1; low++)
            {
                var scope = scopes[low];
                if (
                    scope.Pattern.List != term.Pattern.List
                    || !GapRules.IsOneTerm(text, scratch.Folded, scope with { Last = first }, out _)
                )
                    continue;
                first = scope.First;
                break;
            }
        }
        return first;
    }
}
