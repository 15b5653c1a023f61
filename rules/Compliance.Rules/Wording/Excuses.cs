using System.Collections.Immutable;

namespace Compliance.Rules.Wording;

/// <summary>Which exceptions and contexts the cues of a text give, and where. Asking for a term takes constant time however many cues there are.</summary>
internal sealed class Excuses
{
    private readonly ImmutableArray<WordException> _exceptions;
    private readonly FrozenCue[] _cues;
    private readonly Dictionary<string, int> _ids = [];

    /// <summary>Numbers of the parts' names; that of no name is 0.</summary>
    private readonly Dictionary<string, int> _parts = new() { [""] = 0 };

    /// <summary>Per exception the numbers of its parts; of one without parts only 0.</summary>
    private readonly int[][] _partsOf;

    public Excuses(ImmutableArray<WordException> exceptions, IEnumerable<WordCue> cues)
    {
        _exceptions = exceptions;
        for (var i = 0; i < exceptions.Length; i++)
            _ids.TryAdd(exceptions[i].Id, i);
        _partsOf = [.. exceptions.Select(exception => exception.Parts.IsEmpty ? [0] : exception.Parts.Select(NumberOf).ToArray())];
        _cues = [.. cues.Select(cue => new FrozenCue(IndexOf(cue.Exception), NumberOf(cue.Part), cue.Side, cue.WholeSentence))];
    }

    /// <summary>Index of the exception; -1 when no list defines it, and then it excuses nothing.</summary>
    public int IndexOf(string id) => _ids.GetValueOrDefault(id, -1);

    /// <summary>The exception or context of which the cue is a sign; -1 when no list defines it.</summary>
    public int ExceptionOf(int cue) => _cues[cue].Exception;

    /// <summary>Collects the places of the cues of one text.</summary>
    public void Place(List<Candidate> cues, FoldedText folded, ReadOnlySpan<char> text, ClauseMap clauses, CuePlaces places)
    {
        places.Clear();
        foreach (var candidate in cues)
        {
            var cue = _cues[candidate.Pattern.Row];
            var start = folded.Starts[candidate.First];
            var stretch = cue.WholeSentence ? clauses.SentenceOf(start) : clauses.ClauseOf(start);
            places.Add(cue.Exception, cue.Part, stretch, cue.WholeSentence, cue.Side, start, folded.EndOf(text, candidate.Last));
        }
    }

    /// <param name="scoped">A scope belongs to the term.</param>
    /// <returns>Index of the first of the entry's exceptions that applies at this place, or -1.</returns>
    public int For(ImmutableArray<int> exceptions, int start, int end, bool scoped, ClauseMap clauses, CuePlaces places)
    {
        foreach (var exception in exceptions)
            if (!(scoped && _exceptions[exception].Unscoped) && Gives(exception, start, end, clauses, places))
                return exception;
        return -1;
    }

    /// <summary>The cues around the place prove all parts of the exception or context; one that no list defines is never given.</summary>
    public bool Gives(int exception, int start, int end, ClauseMap clauses, CuePlaces places)
    {
        if (exception < 0 || !places.Have(exception))
            return false;
        var (clause, sentence) = (clauses.ClauseOf(start), clauses.SentenceOf(start));
        foreach (var part in _partsOf[exception])
            if (!places.Have(exception, part, clause, false, start, end) && !places.Have(exception, part, sentence, true, start, end))
                return false;
        return true;
    }

    private int NumberOf(string part)
    {
        _parts.TryAdd(part, _parts.Count);
        return _parts[part];
    }

    private sealed record FrozenCue(int Exception, int Part, CueSide Side, bool WholeSentence);
}
