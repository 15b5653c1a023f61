using System.Collections.Concurrent;
using Compliance.Gateway.Stores.Sqlite;

namespace Compliance.Gateway.Stores.Activity;

/// <summary>Counted in memory and written behind once a second, so that a push costs no write here; a kill loses that second.</summary>
internal sealed class SqliteReachStore : IReachStore, IDisposable
{
    private const int MostRemembered = 100_000;

    private const string Lifelong = "CREATE TABLE IF NOT EXISTS reach (content TEXT PRIMARY KEY, people INTEGER NOT NULL)";

    // Lifelong counts over all senders say nothing about a day of one.
    private const string Daily = """
        DROP TABLE reach;
        CREATE TABLE reached (content TEXT NOT NULL, hour INTEGER NOT NULL, people INTEGER NOT NULL, PRIMARY KEY (content, hour)) WITHOUT ROWID
        """;

    private static readonly TimeSpan WriteEvery = TimeSpan.FromSeconds(1);

    private readonly SqliteFile _file;
    private readonly ConcurrentDictionary<string, HourlyCount> _reached = new(StringComparer.Ordinal);
    private readonly Lock _lock = new();
    private readonly Timer _timer;
    private Dictionary<(string Content, long Hour), int> _unwritten = [];

    public SqliteReachStore(SqliteFolder folder)
    {
        _file = folder.Open("reach", Lifelong, Daily);
        _file.Reopened += _reached.Clear;
        _timer = new Timer(_ => Write(), null, WriteEvery, WriteEvery);
    }

    public ValueTask<int?> AddAsync(string content, DateTimeOffset at, int people) => ValueTask.FromResult(Add(content, at, people));

    private int? Add(string content, DateTimeOffset at, int people)
    {
        if (_file.Problem is not null || Find(content) is not { } count)
            return null;
        var hour = HourOf(at);
        var before = count.Add(hour, people);
        if (people != 0)
        {
            lock (_lock)
            {
                _unwritten[(content, hour)] = _unwritten.GetValueOrDefault((content, hour)) + people;
            }
        }

        return before;
    }

    public void Dispose()
    {
        _timer.Dispose();
        Write();
    }

    private static long HourOf(DateTimeOffset at) => at.ToUnixTimeSeconds() / 3600;

    private HourlyCount? Find(string content)
    {
        if (_reached.TryGetValue(content, out var known))
            return known;
        if (
            !_file.TryRead(
                session =>
                    session.Rows("SELECT hour, people FROM reached WHERE content = $0", row => (row.GetInt64(0), row.GetInt32(1)), content),
                out var stored
            )
        )
            return null;
        // What is pushed out of memory is read again from the file, and with it what is not written yet.
        if (_reached.Count >= MostRemembered)
            _reached.Clear();
        lock (_lock)
        {
            var count = new HourlyCount();
            foreach (
                var (hour, people) in stored!.Concat(
                    _unwritten.Where(one => one.Key.Content == content).Select(one => (one.Key.Hour, one.Value))
                )
            )
                count.Add(hour, people);
            return _reached.GetOrAdd(content, count);
        }
    }

    private void Write()
    {
        Dictionary<(string Content, long Hour), int> counts;
        lock (_lock)
        {
            if (_unwritten.Count == 0)
                return;
            (counts, _unwritten) = (_unwritten, []);
        }

        // Not awaited: nobody waits for these counts, and a failure shows in the store's own state.
        _ = _file.WriteAsync(session =>
        {
            foreach (var ((content, hour), people) in counts)
            {
                session.Execute(
                    "INSERT INTO reached (content, hour, people) VALUES ($0, $1, $2) ON CONFLICT (content, hour) DO UPDATE SET people = people + excluded.people",
                    content,
                    hour,
                    people
                );
            }

            session.Execute("DELETE FROM reached WHERE hour < $0", counts.Keys.Max(key => key.Hour) - IReachStore.Hours);
        });
    }

    private sealed class HourlyCount
    {
        private readonly SortedList<long, int> _hours = [];

        public int Add(long hour, int people)
        {
            lock (_hours)
            {
                while (_hours.Count > 0 && _hours.GetKeyAtIndex(0) < hour - IReachStore.Hours)
                    _hours.RemoveAt(0);
                var before = _hours.Values.Sum(counted => (long)counted);
                if (people != 0)
                    _hours[hour] = _hours.GetValueOrDefault(hour) + people;
                return (int)Math.Clamp(before, 0, int.MaxValue);
            }
        }
    }
}
