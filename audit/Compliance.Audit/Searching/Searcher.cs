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
        if (id.Length != 32 || !id.All(char.IsAsciiHexDigitLower)) return null;
        lock (_lock) return First(_database.Prepare("SELECT leaf FROM ids WHERE id=?").Bind(IndexFile.IdBytes(id)));
    }

    public IReadOnlyList<long> LeavesOf(string id)
    {
        if (id.Length != 32 || !id.All(char.IsAsciiHexDigitLower)) return [];
        lock (_lock) return All(_database.Prepare("SELECT leaf FROM mentions WHERE of=? ORDER BY leaf").Bind(IndexFile.IdBytes(id)));
    }

    public IReadOnlyList<InDoubtDecision> Unsettled()
    {
        lock (_lock)
        {
            var found = new List<InDoubtDecision>();
            var rows = _database.Prepare("SELECT id, leaf, at FROM unsettled ORDER BY leaf");
            while (rows.Step()) found.Add(new(Convert.ToHexStringLower(rows.Blob(0)), rows.Long(1), DateTimeOffset.FromUnixTimeMilliseconds(rows.Long(2))));
            rows.Reset();
            return found;
        }
    }

    /// <summary>The first leaf that can be that late. Times needn't ascend with the sequence: leaves behind it may be earlier.</summary>
    public long FirstLeaf(DateTimeOffset from)
    {
        lock (_lock) return (First(_database.Prepare("SELECT bundle FROM times WHERE latest>=? ORDER BY latest, bundle LIMIT 1").Bind(from.ToUnixTimeMilliseconds())) ?? long.MaxValue / TilePath.Width) * TilePath.Width;
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
                while (rows.Step()) found.Add((rows.Long(0), (int)rows.Long(1)));
                rows.Reset();
            }
            return found;
        }
    }

    /// <param name="pseudonyms">Null: not asked for a person.</param>
    /// <exception cref="ArgumentException">The cursor or the limit isn't one.</exception>
    public QueryPage Page(AuditQuery query, IReadOnlyCollection<string>? pseudonyms, long indexed)
    {
        if (query.Limit is < 1 or > 1000) throw new ArgumentException("limit: 1 to 1000");
        var top = indexed - 1;
        if (query.Cursor is { } cursor)
        {
            if (!long.TryParse(cursor, NumberStyles.None, CultureInfo.InvariantCulture, out var before)) throw new ArgumentException("cursor: not one of ours");
            top = Math.Min(top, before - 1);
        }
        if (query.To is { } to)
            lock (_lock)
                top = Math.Min(top, (First(_database.Prepare("SELECT bundle FROM times WHERE earliest<? ORDER BY bundle DESC LIMIT 1").Bind(to.ToUnixTimeMilliseconds())) ?? -1) * TilePath.Width + TilePath.Width - 1);
        var bottom = query.From is { } from ? FirstLeaf(from) : 0;
        var items = new List<EntryView>();
        foreach (var leaf in pseudonyms is null ? Matching(query, top, bottom) : MatchingPerson(query, pseudonyms, top, bottom))
        {
            var entry = entries.Read(leaf);
            if (entry.At < query.From || entry.At >= query.To) continue;
            if (items.Count == query.Limit) return new QueryPage([.. items], items[^1].Index.ToString(CultureInfo.InvariantCulture), indexed);
            items.Add(entry);
        }
        return new QueryPage([.. items], null, indexed);
    }

    public void Dispose() => _database.Dispose();

    private static IEnumerable<string> Types(AuditQuery query) => query.Types.IsDefaultOrEmpty ? [Settlement.Decision] : query.Types;

    /// <summary>Newest first: the rarest term leads, the others are asked whether they follow.</summary>
    private IEnumerable<long> Matching(AuditQuery query, long top, long bottom)
    {
        var runs = new List<Run>();
        lock (_lock)
        {
            foreach (var term in query.Terms.IsDefault ? [] : query.Terms)
            {
                if (Number(term) is not { } number) yield break;
                runs.Add(new Run(this, [number]));
            }
            runs.Add(new Run(this, [.. Types(query).Select(type => Number(IndexFile.TypeTerm(type))).OfType<(long, long)>()]));
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
                    if (at == leaf) continue;
                    (leaf, agreed) = (at, false);
                    break;
                }
            }
            if (leaf < bottom) yield break;
            yield return leaf;
        }
    }

    private IEnumerable<long> MatchingPerson(AuditQuery query, IReadOnlyCollection<string> pseudonyms, long top, long bottom)
    {
        var wanted = new HashSet<long>();
        var types = new HashSet<long>();
        var leaves = new SortedSet<long>();
        lock (_lock)
        {
            foreach (var term in query.Terms.IsDefault ? [] : query.Terms)
            {
                if (Number(term) is not { } number) return [];
                wanted.Add(number.Id);
            }
            foreach (var type in Types(query))
                if (Number(IndexFile.TypeTerm(type)) is { } number) types.Add(number.Id);
            foreach (var pseudonym in pseudonyms)
            {
                var rows = _database.Prepare("SELECT leaf, terms FROM persons WHERE pseudonym=? AND leaf<=? AND leaf>=?").Bind(Base64Url.DecodeFromChars(pseudonym)).Bind(top).Bind(bottom);
                while (rows.Step())
                    if (PersonRow.Read(rows.Blob(1)) is var row && types.Contains(row.Type) && wanted.IsSubsetOf(row.Terms)) leaves.Add(rows.Long(0));
                rows.Reset();
            }
        }
        return leaves.Reverse();
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
        while (rows.Step()) found.Add(rows.Long(0));
        rows.Reset();
        return found;
    }

    /// <summary>The leaves that carry one of some terms, read backwards.</summary>
    private sealed class Run(Searcher searcher, IReadOnlyList<(long Id, long Count)> terms)
    {
        private readonly Posting?[] _read = new Posting?[terms.Count];

        public long Count => terms.Sum(term => term.Count);

        /// <summary>The largest leaf not above that one; −1: none.</summary>
        public long AtMost(long leaf)
        {
            var found = -1L;
            for (var i = 0; i < terms.Count; i++) found = Math.Max(found, AtMost(i, leaf));
            return found;
        }

        private long AtMost(int i, long leaf)
        {
            if (_read[i] is null || _read[i]!.First > leaf)
            {
                lock (searcher._lock)
                {
                    var row = searcher._database.Prepare("SELECT first, leaves FROM postings WHERE term=? AND first<=? ORDER BY first DESC LIMIT 1").Bind(terms[i].Id).Bind(leaf);
                    _read[i] = row.Step() ? Posting.Read(row.Long(0), row.Blob(1)) : null;
                    row.Reset();
                }
            }
            return _read[i]?.AtMost(leaf) ?? -1;
        }
    }
}
