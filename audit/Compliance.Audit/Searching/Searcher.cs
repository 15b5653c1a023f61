using System.Buffers.Text;
using System.Globalization;
using Compliance.Audit.Entries;
using Compliance.Audit.Merkle;
using Compliance.Audit.Storage;

namespace Compliance.Audit.Searching;

/// <summary>The index's reading side. One query at a time.</summary>
internal sealed class Searcher(string path, EntryFiles entries) : IDisposable
{
    private readonly Database _database = new(path, readOnly: true);
    private readonly Lock _lock = new();

    public long? LeafOf(string id)
    {
        if (id.Length != 32 || !id.All(char.IsAsciiHexDigitLower))
            return null;
        lock (_lock)
            return First(_database.Prepare("SELECT leaf FROM ids WHERE id=?").Bind(IndexFile.IdBytes(id)));
    }

    public IReadOnlyList<long> LeavesOf(string id)
    {
        if (id.Length != 32 || !id.All(char.IsAsciiHexDigitLower))
            return [];
        lock (_lock)
            return All(_database.Prepare("SELECT leaf FROM mentions WHERE of=? ORDER BY leaf").Bind(IndexFile.IdBytes(id)));
    }

    public IReadOnlyList<InDoubtDecision> Unsettled()
    {
        lock (_lock)
        {
            var found = new List<InDoubtDecision>();
            var rows = _database.Prepare("SELECT id, leaf, at FROM unsettled ORDER BY leaf");
            while (rows.Step())
                found.Add(new(Convert.ToHexStringLower(rows.Blob(0)), rows.Long(1), DateTimeOffset.FromUnixTimeMilliseconds(rows.Long(2))));
            rows.Reset();
            return found;
        }
    }

    /// <summary>The first leaf that can be that late. Times needn't ascend with the sequence: leaves behind it may be earlier.</summary>
    public long FirstLeaf(DateTimeOffset from)
    {
        lock (_lock)
            return (
                    First(
                        _database
                            .Prepare("SELECT bundle FROM times WHERE latest>=? ORDER BY latest, bundle LIMIT 1")
                            .Bind(from.ToUnixTimeMilliseconds())
                    )
                    ?? long.MaxValue / TilePath.Width
                ) * TilePath.Width;
    }

    /// <summary>Every row that these pseudonyms have: the leaf where it stands and its number there.</summary>
    public IReadOnlyList<(long Leaf, int Row)> Rows(IEnumerable<string> pseudonyms)
    {
        lock (_lock)
        {
            var found = new List<(long, int)>();
            foreach (var pseudonym in pseudonyms)
            {
                var rows = _database.Prepare("SELECT place, row FROM persons WHERE pseudonym=?").Bind(Base64Url.DecodeFromChars(pseudonym));
                while (rows.Step())
                    found.Add((rows.Long(0), (int)rows.Long(1)));
                rows.Reset();
            }
            return found;
        }
    }

    public IReadOnlyList<TallyCount> Tally(DateTimeOffset from, DateTimeOffset to, TimeSpan bucket)
    {
        lock (_lock)
            return Searching.Tally.Read(_database, from, to, bucket);
    }

    /// <summary>Values that a term had, the most frequent first.</summary>
    public IReadOnlyList<string> Values(string term, int most)
    {
        lock (_lock)
        {
            var found = new List<string>();
            var rows = _database.Prepare("SELECT value FROM terms WHERE name=? ORDER BY count DESC, value LIMIT ?").Bind(term).Bind(most);
            while (rows.Step())
                found.Add(rows.Text(0));
            rows.Reset();
            return found;
        }
    }

    /// <param name="pseudonyms">Null: not asked for a person.</param>
    /// <exception cref="ArgumentException">The cursor or the limit isn't one.</exception>
    public QueryPage Page(AuditQuery query, IReadOnlyCollection<string>? pseudonyms, long indexed)
    {
        if (query.Limit is < 1 or > 1000)
            throw new ArgumentException("limit: 1 to 1000");
        var items = new List<EntryView>();
        foreach (var leaf in Leaves(query, pseudonyms, indexed))
        {
            var entry = entries.Read(leaf);
            if (entry.At < query.From || entry.At >= query.To)
                continue;
            if (items.Count == query.Limit)
                return new QueryPage([.. items], items[^1].Index.ToString(CultureInfo.InvariantCulture), indexed);
            items.Add(entry);
        }
        return new QueryPage([.. items], null, indexed);
    }

    /// <summary>The heads that the query finds, newest first. Entries are read only where a bundle's times don't tell.</summary>
    /// <exception cref="ArgumentException">The cursor isn't one.</exception>
    public IEnumerable<long> Heads(AuditQuery query, IReadOnlyCollection<string>? pseudonyms, long indexed)
    {
        var (bundle, within) = (-1L, true);
        foreach (var leaf in Leaves(query, pseudonyms, indexed))
        {
            if (leaf / TilePath.Width != bundle)
                (bundle, within) = (leaf / TilePath.Width, Within(query, leaf / TilePath.Width));
            if (within || (entries.Read(leaf).At is var at && !(at < query.From) && !(at >= query.To)))
                yield return leaf;
        }
    }

    public void Dispose() => _database.Dispose();

    private static IEnumerable<string> Types(AuditQuery query) => query.Types.IsDefaultOrEmpty ? [Settlement.Decision] : query.Types;

    /// <summary>Newest first. The times are only narrowed down to bundles.</summary>
    private IEnumerable<long> Leaves(AuditQuery query, IReadOnlyCollection<string>? pseudonyms, long indexed)
    {
        var top = indexed - 1;
        if (query.Cursor is { } cursor)
        {
            if (!long.TryParse(cursor, NumberStyles.None, CultureInfo.InvariantCulture, out var before))
                throw new ArgumentException("cursor: not one of ours");
            top = Math.Min(top, before - 1);
        }
        if (query.To is { } to)
            lock (_lock)
                top = Math.Min(
                    top,
                    (
                        First(
                            _database
                                .Prepare("SELECT bundle FROM times WHERE earliest<? ORDER BY bundle DESC LIMIT 1")
                                .Bind(to.ToUnixTimeMilliseconds())
                        ) ?? -1
                    ) * TilePath.Width
                        + TilePath.Width
                        - 1
                );
        var bottom = query.From is { } from ? FirstLeaf(from) : 0;
        return pseudonyms is null ? Matching(query, top, bottom) : MatchingPerson(query, pseudonyms, top, bottom);
    }

    /// <summary>Whether every entry of the bundle lies in the query's time.</summary>
    private bool Within(AuditQuery query, long bundle)
    {
        if (query.From is null && query.To is null)
            return true;
        lock (_lock)
        {
            var row = _database.Prepare("SELECT earliest, latest FROM times WHERE bundle=?").Bind(bundle);
            var within =
                row.Step() && !(row.Long(0) < query.From?.ToUnixTimeMilliseconds()) && !(row.Long(1) >= query.To?.ToUnixTimeMilliseconds());
            row.Reset();
            return within;
        }
    }

    /// <summary>The rarest term leads, the others are asked whether they follow.</summary>
    private IEnumerable<long> Matching(AuditQuery query, long top, long bottom)
    {
        var runs = new List<TermRun>();
        TermRun? without;
        lock (_lock)
        {
            foreach (var any in Groups(query))
            {
                if (Run(any) is not { } run)
                    yield break;
                runs.Add(run);
            }
            without = Run(query.Without.IsDefault ? [] : query.Without);
        }
        runs.Sort((a, b) => a.Count.CompareTo(b.Count));
        for (var leaf = top; leaf >= bottom; leaf--)
        {
            var agreed = false;
            while (!agreed && leaf >= bottom)
            {
                agreed = true;
                foreach (var run in runs)
                {
                    var at = run.AtMost(leaf);
                    if (at == leaf)
                        continue;
                    (leaf, agreed) = (at, false);
                    break;
                }
            }
            if (leaf < bottom)
                yield break;
            if (without is null || without.AtMost(leaf) != leaf)
                yield return leaf;
        }
    }

    private IEnumerable<long> MatchingPerson(AuditQuery query, IReadOnlyCollection<string> pseudonyms, long top, long bottom)
    {
        var leaves = new SortedSet<long>();
        lock (_lock)
        {
            var groups = Groups(query).Select(Numbers).ToList();
            var without = Numbers(query.Without.IsDefault ? [] : query.Without);
            foreach (var pseudonym in pseudonyms)
            {
                var rows = _database
                    .Prepare("SELECT leaf, terms FROM persons WHERE pseudonym=? AND leaf<=? AND leaf>=?")
                    .Bind(Base64Url.DecodeFromChars(pseudonym))
                    .Bind(top)
                    .Bind(bottom);
                while (rows.Step())
                    if (PersonRow.Read(rows.Blob(1)) is var row && groups.TrueForAll(row.Overlaps) && !row.Overlaps(without))
                        leaves.Add(rows.Long(0));
                rows.Reset();
            }
        }
        return leaves.Reverse();
    }

    /// <summary>Of each group one term must hold; the type is a group like any other.</summary>
    private static IEnumerable<IEnumerable<Term>> Groups(AuditQuery query)
    {
        foreach (var term in query.Terms.IsDefault ? [] : query.Terms)
            yield return [term];
        foreach (var any in query.AnyOf.IsDefault ? [] : query.AnyOf)
            yield return any;
        yield return Types(query).Select(IndexFile.TypeTerm);
    }

    private HashSet<long> Numbers(IEnumerable<Term> any) => [.. any.Select(Number).OfType<(long Id, long)>().Select(number => number.Id)];

    /// <returns>Null: no entry has any of them.</returns>
    private TermRun? Run(IEnumerable<Term> any)
    {
        var known = any.Select(Number).OfType<(long Id, long Count)>().ToArray();
        return known.Length == 0 ? null : new TermRun(Before, known);
    }

    private Posting? Before(long term, long leaf)
    {
        lock (_lock)
        {
            var row = _database
                .Prepare("SELECT first, leaves FROM postings WHERE term=? AND first<=? ORDER BY first DESC LIMIT 1")
                .Bind(term)
                .Bind(leaf);
            var posting = row.Step() ? Posting.Read(row.Long(0), row.Blob(1)) : null;
            row.Reset();
            return posting;
        }
    }

    private (long Id, long Count)? Number(Term term)
    {
        var row = _database.Prepare("SELECT id, count FROM terms WHERE name=? AND value=?").Bind(term.Name).Bind(term.Value);
        (long, long)? number = row.Step() ? (row.Long(0), row.Long(1)) : null;
        row.Reset();
        return number;
    }

    private static long? First(Statement rows)
    {
        long? found = rows.Step() ? rows.Long(0) : null;
        rows.Reset();
        return found;
    }

    private static List<long> All(Statement rows)
    {
        var found = new List<long>();
        while (rows.Step())
            found.Add(rows.Long(0));
        rows.Reset();
        return found;
    }
}
