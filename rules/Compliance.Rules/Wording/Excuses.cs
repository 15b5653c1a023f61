using System.Collections.Immutable;

namespace Compliance.Rules.Wording;

/// <summary>
/// Which exceptions the cues of a text give, and where: for each exception, part and clause the first end and the last start of its cues, so that asking for a term
/// takes constant time however many cues there are.
/// </summary>
internal sealed class Excuses
{
    private readonly ImmutableArray<WordException> _exceptions;
    private readonly FrozenCue[] _cues;
    private readonly Dictionary<string, int> _ids = [];

    public Excuses(ImmutableArray<WordException> exceptions, IEnumerable<WordCue> cues)
    {
        _exceptions = exceptions;
        for (var i = 0; i < exceptions.Length; i++)
            _ids.TryAdd(exceptions[i].Id, i);
        _cues = [.. cues.Select(cue => new FrozenCue(IndexOf(cue.Exception), cue.Part, cue.Side, cue.WholeSentence))];
    }

    /// <summary>Index of the exception; -1 when no list defines it, and then it excuses nothing.</summary>
    public int IndexOf(string id) => _ids.GetValueOrDefault(id, -1);

    /// <summary>Collects the places of the cues of one text.</summary>
    public void Place(
        List<Candidate> cues,
        FoldedText folded,
        ReadOnlySpan<char> text,
        ClauseMap clauses,
        Dictionary<(int, string, int, bool, CueSide), (int FirstEnd, int LastStart)> places
    )
    {
        places.Clear();
        foreach (var candidate in cues)
        {
            var cue = _cues[candidate.Pattern.Row];
            var start = folded.Starts[candidate.First];
            var end = folded.EndOf(text, candidate.Last);
            var key = (
                cue.Exception,
                cue.Part,
                cue.WholeSentence ? clauses.SentenceOf(start) : clauses.ClauseOf(start),
                cue.WholeSentence,
                cue.Side
            );
            places[key] = places.TryGetValue(key, out var place)
                ? (Math.Min(place.FirstEnd, end), Math.Max(place.LastStart, start))
                : (end, start);
        }
    }

    /// <param name="scoped">A scope belongs to the term.</param>
    /// <returns>Index of the first of the entry's exceptions that applies at this place, or -1.</returns>
    public int For(
        ImmutableArray<int> exceptions,
        int start,
        int end,
        bool scoped,
        ClauseMap clauses,
        Dictionary<(int, string, int, bool, CueSide), (int FirstEnd, int LastStart)> places
    )
    {
        foreach (var exception in exceptions)
            if (!(scoped && _exceptions[exception].Unscoped) && Gives(exception, start, end, clauses, places))
                return exception;
        return -1;
    }

    /// <summary>The cues around the place prove all parts of the exception or context; one that no list defines is never given.</summary>
    public bool Gives(
        int exception,
        int start,
        int end,
        ClauseMap clauses,
        Dictionary<(int, string, int, bool, CueSide), (int FirstEnd, int LastStart)> places
    )
    {
        if (exception < 0 || places.Count == 0)
            return false;
        var parts = _exceptions[exception].Parts;
        foreach (var part in parts)
            if (!Given(part))
                return false;
        return !parts.IsEmpty || Given("");

        bool Given(string part) =>
            At((exception, part, clauses.ClauseOf(start), false, CueSide.Either))
            || At((exception, part, clauses.ClauseOf(start), false, CueSide.Before))
            || At((exception, part, clauses.ClauseOf(start), false, CueSide.After))
            || At((exception, part, clauses.SentenceOf(start), true, CueSide.Either))
            || At((exception, part, clauses.SentenceOf(start), true, CueSide.Before))
            || At((exception, part, clauses.SentenceOf(start), true, CueSide.After));

        bool At((int, string, int, bool, CueSide Side) key) =>
            places.TryGetValue(key, out var place)
            && key.Side switch
            {
                CueSide.Before => place.FirstEnd <= start,
                CueSide.After => place.LastStart >= end,
                _ => true,
            };
    }

    private sealed record FrozenCue(int Exception, string Part, CueSide Side, bool WholeSentence);
}
