using System.Buffers.Text;
using Compliance.Audit.Entries;
using Compliance.Audit.Merkle;
using Compliance.Audit.Storage;

namespace Compliance.Audit.Searching;

/// <summary>The index's writing side: built from envelopes alone, in one transaction for each stretch of leaves. For each term runs of leaves, for each pseudonym its rows.</summary>
internal sealed class IndexFile : IDisposable
{
    private const string Version = "1";
    private const int CachedTerms = 100_000;
    private readonly Database _database;
    private readonly Dictionary<Term, IndexedTerm> _terms = [];
    private readonly List<(Term Term, IndexedTerm Indexed)> _before = []; // the entry before: its neighbours mostly say the same
    private readonly HashSet<IndexedTerm> _touched = [];
    private readonly PersonRow _row = new();
    private readonly Dictionary<string, (long Leaf, DateTimeOffset At)> _opened = [];
    private readonly SortedDictionary<long, (long Earliest, long Latest)> _times = [];
    private readonly Tally _tally;
    private long _latest; // the latest time of all leaves so far

    private IndexFile(Database database, TallyShape? tally)
    {
        _database = database;
        _tally = new Tally(database, tally, term => TermOf(term).Id);
    }

    /// <summary>How many leaves are in it.</summary>
    public long Next { get; private set; }

    /// <summary>An index that doesn't fit the log is made anew: it holds nothing of its own.</summary>
    /// <param name="tally">What is to be counted; null: what was counted so far.</param>
    public static IndexFile Open(string path, EntryFiles entries, long size, TallyShape? tally)
    {
        var index = Open(path, tally);
        try
        {
            if (index.Fits(entries, size))
                return index;
        }
        catch (Exception unread) when (unread is AuditDamagedException or FormatException or IOException)
        {
            // The log's file that it leans on isn't there yet: after a power loss the journal brings it back.
        }
        index.Dispose();
        foreach (var file in (string[])[path, path + "-wal", path + "-shm"])
            File.Delete(file);
        return Open(path, tally);
    }

    /// <summary>Makes the index anew beside the old one, which it then replaces.</summary>
    public static long Rebuild(string path, string log, long size, IProgress<long>? progress)
    {
        var temporary = path + ".new";
        File.Delete(temporary);
        var entries = new EntryFiles(new Publishing.LogFiles(log));
        using (var index = Open(temporary, Tally.ShapeOf(path)))
        {
            while (index.Next < size)
            {
                index.Add(entries.Stretch(index.Next, size));
                progress?.Report(index.Next);
            }
            index._database.Execute("PRAGMA journal_mode=DELETE");
        }
        foreach (var old in (string[])[path + "-wal", path + "-shm"])
            File.Delete(old);
        File.Move(temporary, path, overwrite: true);
        return size;
    }

    /// <summary>Takes in leaves from <see cref="Next"/> on; they must end with a head.</summary>
    public void Add(IEnumerable<EntryView> entries)
    {
        var (next, latest) = (Next, _latest);
        try
        {
            _database.Transaction(() =>
            {
                ReadOnlyMemory<byte> last = default;
                var parts = new List<EntryView>();
                foreach (var entry in entries)
                {
                    Time(entry);
                    if (EntryFiles.IsPart(entry))
                        parts.Add(entry);
                    else
                        Add(entry, parts);
                    (Next, last) = (entry.Index + 1, entry.Leaf);
                }
                Flush(last);
            });
        }
        catch
        {
            // What the transaction lost has to come again.
            (Next, _latest) = (next, latest);
            Forget();
            _touched.Clear();
            _tally.Clear();
            _times.Clear();
            _opened.Clear();
            throw;
        }
        if (_terms.Count > CachedTerms)
            Forget();
    }

    public void Dispose() => _database.Dispose();

    internal static byte[] IdBytes(string id) => Convert.FromHexString(id);

    private static IndexFile Open(string path, TallyShape? tally)
    {
        var database = new Database(path, secureDelete: false);
        // Names are random, so a stretch of leaves touches as many pages: the same ones are written back once for some stretches. Many more at a time would hold the journal's syncs up.
        database.Execute("PRAGMA wal_autocheckpoint=2048");
        database.Execute(
            """
            CREATE TABLE IF NOT EXISTS meta(name TEXT PRIMARY KEY, value BLOB NOT NULL) WITHOUT ROWID;
            CREATE TABLE IF NOT EXISTS terms(id INTEGER PRIMARY KEY, name TEXT NOT NULL, value TEXT NOT NULL, count INTEGER NOT NULL, UNIQUE(name, value));
            CREATE TABLE IF NOT EXISTS postings(term INTEGER, first INTEGER, leaves BLOB NOT NULL, PRIMARY KEY(term, first)) WITHOUT ROWID;
            CREATE TABLE IF NOT EXISTS ids(id BLOB PRIMARY KEY, leaf INTEGER NOT NULL) WITHOUT ROWID;
            CREATE TABLE IF NOT EXISTS mentions(of BLOB, leaf INTEGER, PRIMARY KEY(of, leaf)) WITHOUT ROWID;
            CREATE TABLE IF NOT EXISTS persons(pseudonym BLOB, leaf INTEGER, place INTEGER, row INTEGER, terms BLOB NOT NULL, PRIMARY KEY(pseudonym, leaf, place, row)) WITHOUT ROWID;
            CREATE TABLE IF NOT EXISTS unsettled(id BLOB PRIMARY KEY, leaf INTEGER NOT NULL, at INTEGER NOT NULL) WITHOUT ROWID;
            CREATE TABLE IF NOT EXISTS times(bundle INTEGER PRIMARY KEY, earliest INTEGER NOT NULL, latest INTEGER NOT NULL);
            CREATE INDEX IF NOT EXISTS times_latest ON times(latest);
            """
        );
        database.Execute(Tally.Schema);
        return new IndexFile(database, tally);
    }

    private bool Fits(EntryFiles entries, long size)
    {
        var meta = new Dictionary<string, byte[]>();
        var rows = _database.Prepare("SELECT name, value FROM meta");
        while (rows.Step())
            meta[rows.Text(0)] = rows.Blob(1).ToArray();
        rows.Reset();
        if (meta.Count == 0)
            return true;
        if (!_tally.Fits(meta.GetValueOrDefault("tally")))
            return false;
        if (System.Text.Encoding.ASCII.GetString(meta["version"]) != Version)
            return false;
        Next = BitConverter.ToInt64(meta["next"]);
        _latest = BitConverter.ToInt64(meta["latest"]);
        return Next > 0 && Next <= size && Rfc6962.Leaf(entries.Leaf(Next - 1).Span).AsSpan().SequenceEqual(meta["last"]);
    }

    private void Add(EntryView head, List<EntryView> parts)
    {
        TermOf(TypeTerm(head.Type)).Add(head.Index, _touched);
        for (var i = 0; i < head.Terms.Length; i++)
            TermOf(head, i).Add(head.Index, _touched);
        _database.Prepare("INSERT OR REPLACE INTO ids VALUES(?,?)").Bind(IdBytes(head.Id)).Bind(head.Index).Run();
        if (head.Of is { } of)
            _database.Prepare("INSERT OR REPLACE INTO mentions VALUES(?,?)").Bind(IdBytes(of)).Bind(head.Index).Run();
        foreach (var part in parts)
            AddSubjects(head, part);
        _tally.Add(head, parts);
        parts.Clear();
        AddSubjects(head, head);
        if (Settlement.Opens(head))
            _opened[head.Id] = (head.Index, head.At);
        else if (Settlement.Closes(head) is { } settled && !_opened.Remove(settled))
            _database.Prepare("DELETE FROM unsettled WHERE id=?").Bind(IdBytes(settled)).Run();
    }

    private void AddSubjects(EntryView head, EntryView place)
    {
        if (place.Subjects.Length == 0)
            return;
        Span<byte> pseudonym = stackalloc byte[16];
        _row.Begin(TermOf(TypeTerm(head.Type)).Id);
        foreach (var index in place.All)
            _row.Add(TermOf(place, index).Id);
        var shared = _row.Length;
        for (var row = 0; row < place.Subjects.Length; row++)
        {
            var subject = place.Subjects[row];
            _row.Length = shared;
            foreach (var index in subject.Terms)
                _row.Add(TermOf(place, index).Id);
            Base64Url.DecodeFromChars(subject.Pseudonym, pseudonym);
            _database
                .Prepare("INSERT OR REPLACE INTO persons VALUES(?,?,?,?,?)")
                .Bind(pseudonym)
                .Bind(head.Index)
                .Bind(place.Index)
                .Bind(row)
                .Bind(_row.Bytes)
                .Run();
        }
    }

    internal static Term TypeTerm(string type) => new("", type);

    private void Time(EntryView entry)
    {
        var at = entry.At.ToUnixTimeMilliseconds();
        _latest = Math.Max(_latest, at);
        var bundle = entry.Index / TilePath.Width;
        _times[bundle] = (_times.TryGetValue(bundle, out var known) ? Math.Min(known.Earliest, at) : at, _latest);
    }

    private IndexedTerm TermOf(EntryView entry, int index)
    {
        var term = entry.Terms[index];
        // The same strings, not only equal ones: the reader hands its neighbour's out again.
        if (
            index < _before.Count
            && _before[index] is var (known, indexed)
            && ReferenceEquals(known.Value, term.Value)
            && ReferenceEquals(known.Name, term.Name)
        )
            return indexed;
        var found = TermOf(term);
        if (index < _before.Count)
            _before[index] = (term, found);
        else if (index == _before.Count)
            _before.Add((term, found));
        return found;
    }

    private void Forget()
    {
        _terms.Clear();
        _before.Clear();
    }

    private IndexedTerm TermOf(Term term)
    {
        if (_terms.TryGetValue(term, out var known))
            return known;
        var found = _database.Prepare("SELECT id, count FROM terms WHERE name=? AND value=?").Bind(term.Name).Bind(term.Value);
        if (found.Step())
        {
            known = new IndexedTerm(found.Long(0), found.Long(1));
            found.Reset();
            var last = _database.Prepare("SELECT first, leaves FROM postings WHERE term=? ORDER BY first DESC LIMIT 1").Bind(known.Id);
            if (last.Step())
                known.Open = Posting.Read(last.Long(0), last.Blob(1));
            last.Reset();
        }
        else
        {
            var made = _database
                .Prepare("INSERT INTO terms(name, value, count) VALUES(?,?,0) RETURNING id")
                .Bind(term.Name)
                .Bind(term.Value);
            made.Step();
            known = new IndexedTerm(made.Long(0), 0);
            made.Reset();
        }
        return _terms[term] = known;
    }

    private void Flush(ReadOnlyMemory<byte> last)
    {
        foreach (var term in _touched)
        {
            foreach (var posting in term.TakeUnwritten())
                _database
                    .Prepare("INSERT OR REPLACE INTO postings VALUES(?,?,?)")
                    .Bind(term.Id)
                    .Bind(posting.First)
                    .Bind(posting.ToArray())
                    .Run();
            _database.Prepare("UPDATE terms SET count=? WHERE id=?").Bind(term.Count).Bind(term.Id).Run();
        }
        _touched.Clear();
        _tally.Flush();
        foreach (var (bundle, (earliest, latest)) in _times)
            _database
                .Prepare(
                    "INSERT INTO times VALUES(?,?,?) ON CONFLICT(bundle) DO UPDATE SET earliest=min(earliest, excluded.earliest), latest=excluded.latest"
                )
                .Bind(bundle)
                .Bind(earliest)
                .Bind(latest)
                .Run();
        _times.Clear();
        foreach (var (id, opened) in _opened)
            _database
                .Prepare("INSERT OR REPLACE INTO unsettled VALUES(?,?,?)")
                .Bind(IdBytes(id))
                .Bind(opened.Leaf)
                .Bind(opened.At.ToUnixTimeMilliseconds())
                .Run();
        _opened.Clear();
        if (last.IsEmpty)
            return;
        if (_tally.Shape is { } shape)
            Meta("tally", System.Text.Encoding.UTF8.GetBytes(shape.ToString()));
        Meta("version", System.Text.Encoding.ASCII.GetBytes(Version));
        Meta("next", BitConverter.GetBytes(Next));
        Meta("latest", BitConverter.GetBytes(_latest));
        Meta("last", Rfc6962.Leaf(last.Span));
    }

    private void Meta(string name, byte[] value) =>
        _database.Prepare("INSERT OR REPLACE INTO meta VALUES(?,?)").Bind(name).Bind(value).Run();
}
