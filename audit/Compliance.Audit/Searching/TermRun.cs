namespace Compliance.Audit.Searching;

/// <summary>The leaves that carry one of some terms. Read backwards: each leaf asked for MUST lie at or before the last one.</summary>
/// <param name="before">A term's posting that begins at or before a leaf; null: there is none.</param>
internal sealed class TermRun(Func<long, long, Posting?> before, (long Id, long Count)[] terms)
{
    private readonly Place[] _places = [.. terms.Select(term => new Place(before, term.Id))];

    public long Count => terms.Sum(term => term.Count);

    /// <summary>The largest leaf not above that one; −1: none.</summary>
    public long AtMost(long leaf)
    {
        var found = -1L;
        foreach (var place in _places)
            found = Math.Max(found, place.AtMost(leaf));
        return found;
    }

    private sealed class Place(Func<long, long, Posting?> before, long term)
    {
        private Posting? _posting;
        private int _at;
        private bool _ended;

        public long AtMost(long leaf)
        {
            if (_ended)
                return -1;
            if (_posting is null || _posting.First > leaf)
            {
                _posting = before(term, leaf);
                _ended = _posting is null;
                if (_ended)
                    return -1;
                _at = _posting!.Count - 1;
            }
            return _posting.AtMost(leaf, ref _at);
        }
    }
}
