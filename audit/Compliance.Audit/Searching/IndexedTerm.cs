namespace Compliance.Audit.Searching;

/// <summary>A term while its runs grow.</summary>
internal sealed class IndexedTerm(long id, long count)
{
    private readonly List<Posting> _full = [];

    public long Id { get; } = id;

    public long Count { get; private set; } = count;

    public Posting Open { get; set; } = new();

    public void Add(long leaf, HashSet<IndexedTerm> touched)
    {
        // An entry may say a term twice.
        if (Open.Count > 0 && Open.AtMost(leaf) == leaf)
            return;
        if (Open.IsFull)
        {
            _full.Add(Open);
            Open = new Posting();
        }
        Open.Add(leaf);
        Count++;
        touched.Add(this);
    }

    public IEnumerable<Posting> TakeUnwritten()
    {
        foreach (var posting in _full)
            yield return posting;
        _full.Clear();
        if (Open.Count > 0)
            yield return Open;
    }
}
