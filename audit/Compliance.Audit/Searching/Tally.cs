using System.Text;
using Compliance.Audit.Entries;
using Compliance.Audit.Storage;

namespace Compliance.Audit.Searching;

/// <summary>Counts while the index is written: in memory over a stretch of leaves, then one row for each count that changed.</summary>
/// <param name="shape">Null: what the index counted so far.</param>
internal sealed class Tally(Database database, TallyShape? shape, Func<Term, long> numberOf)
{
    public const string Schema =
        "CREATE TABLE IF NOT EXISTS tallies(hour INTEGER, across INTEGER, term INTEGER, entries INTEGER NOT NULL, rows INTEGER NOT NULL, PRIMARY KEY(hour, across, term)) WITHOUT ROWID;";
    private const long HourMs = 3_600_000;
    private readonly Dictionary<(long Hour, long Across, long Term), (long Entries, long Rows)> _counts = [];
    private readonly Dictionary<Term, long> _entry = [];

    /// <summary>Null: nothing is counted.</summary>
    public TallyShape? Shape { get; private set; } = shape;

    /// <summary>What an index counts, as far as it can be read.</summary>
    public static TallyShape? ShapeOf(string path)
    {
        if (!File.Exists(path))
            return null;
        try
        {
            using var database = new Database(path, readOnly: true);
            var row = database.Prepare("SELECT value FROM meta WHERE name='tally'");
            return row.Step() ? TallyShape.Parse(Encoding.UTF8.GetString(row.Blob(0))) : null;
        }
        catch (IOException)
        {
            // A damaged index is rebuilt without counts; who opens the trail next says what to count.
            return null;
        }
    }

    /// <param name="kept">What stands in the index; null: nothing was counted.</param>
    public bool Fits(byte[]? kept)
    {
        if (Shape is { } wanted)
            return kept is not null && wanted.ToString() == Encoding.UTF8.GetString(kept);
        Shape = kept is null ? null : TallyShape.Parse(Encoding.UTF8.GetString(kept));
        return true;
    }

    public void Add(EntryView head, IReadOnlyList<EntryView> parts)
    {
        if (Shape is not { } counted || head.Type != counted.Type)
            return;
        var across = head.Terms.FirstOrDefault(term => term.Name == counted.Across);
        if (across.Name is null)
            return;
        _entry.Clear();
        _entry[IndexFile.TypeTerm(head.Type)] = 0;
        foreach (var part in parts)
            Count(part, counted);
        Count(head, counted);
        var (hour, under) = (head.At.ToUnixTimeMilliseconds() / HourMs, numberOf(across));
        foreach (var (term, rows) in _entry)
        {
            var key = (hour, under, numberOf(term));
            var known = _counts.GetValueOrDefault(key);
            _counts[key] = (known.Entries + 1, known.Rows + rows);
        }
    }

    public void Flush()
    {
        foreach (var ((hour, across, term), (entries, rows)) in _counts)
            database
                .Prepare(
                    "INSERT INTO tallies VALUES(?,?,?,?,?) ON CONFLICT DO UPDATE SET entries=entries+excluded.entries, rows=rows+excluded.rows"
                )
                .Bind(hour)
                .Bind(across)
                .Bind(term)
                .Bind(entries)
                .Bind(rows)
                .Run();
        _counts.Clear();
    }

    public void Clear() => _counts.Clear();

    /// <param name="bucket">Whole hours, counted from <paramref name="from"/>, whose own hour is the first.</param>
    public static IReadOnlyList<TallyCount> Read(Database database, DateTimeOffset from, DateTimeOffset to, TimeSpan bucket)
    {
        var (first, last, width) = (
            from.ToUnixTimeMilliseconds() / HourMs,
            (to.ToUnixTimeMilliseconds() + HourMs - 1) / HourMs,
            (long)bucket.TotalHours
        );
        var rows = database
            .Prepare(
                """
                SELECT t.bucket, a.value, o.name, o.value, t.entries, t.rows
                FROM (SELECT (hour-?)/? AS bucket, across, term, sum(entries) AS entries, sum(rows) AS rows FROM tallies WHERE hour>=? AND hour<? GROUP BY 1, 2, 3) t
                JOIN terms a ON a.id=t.across JOIN terms o ON o.id=t.term ORDER BY t.bucket
                """
            )
            .Bind(first)
            .Bind(width)
            .Bind(first)
            .Bind(last);
        var counts = new List<TallyCount>();
        while (rows.Step())
            counts.Add(
                new TallyCount(
                    DateTimeOffset.FromUnixTimeMilliseconds((first + rows.Long(0) * width) * HourMs),
                    rows.Text(1),
                    rows.Text(2) is { Length: > 0 } name ? new Term(name, rows.Text(3)) : null,
                    rows.Long(4),
                    rows.Long(5)
                )
            );
        rows.Reset();
        return counts;
    }

    private void Count(EntryView place, TallyShape counted)
    {
        var rows = new int[place.Terms.Length];
        foreach (var subject in place.Subjects)
        foreach (var index in subject.Terms)
            rows[index]++;
        foreach (var index in place.All)
            rows[index] = place.Subjects.Length;
        var type = IndexFile.TypeTerm(counted.Type);
        _entry[type] += place.Subjects.Length;
        for (var i = 0; i < rows.Length; i++)
            if (counted.Names.Contains(place.Terms[i].Name))
                _entry[place.Terms[i]] = _entry.GetValueOrDefault(place.Terms[i]) + rows[i];
    }
}
