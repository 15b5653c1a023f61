using System.Collections.Concurrent;
using System.Security.Cryptography;
using System.Text;
using Compliance.Gateway.Storage;
using Compliance.Rules.Messages;

namespace Compliance.Gateway.Abuse;

/// <summary>
/// How many people each template, or without one each text, has reached. A text is known by its keyed hash (a plain hash of a
/// short text can be guessed). Counted in memory and written behind once a second, so that a push costs no write here: after a
/// kill the last second's counts are missing, which makes a text newer than it is and so errs to the strict side.
/// </summary>
internal sealed class ReachStore : IDisposable
{
    private const int MostRemembered = 100_000;

    private static readonly TimeSpan WriteEvery = TimeSpan.FromSeconds(1);

    private readonly SqliteFile _file;
    private readonly byte[] _key;
    private readonly ConcurrentDictionary<string, int> _reached = new(StringComparer.Ordinal);
    private readonly Lock _lock = new();
    private readonly Timer _timer;
    private Dictionary<string, int> _unwritten = new(StringComparer.Ordinal);

    public ReachStore(SqliteFolder folder, byte[] key)
    {
        _key = key;
        _file = folder.Open("reach", "CREATE TABLE IF NOT EXISTS reach (content TEXT PRIMARY KEY, people INTEGER NOT NULL)");
        _file.Reopened += _reached.Clear;
        _timer = new Timer(_ => Write(), null, WriteEvery, WriteEvery);
    }

    /// <returns>Null when the store can't be asked.</returns>
    public int? Reached(Message message)
    {
        if (_file.Problem is not null)
            return null;
        var content = KeyOf(message);
        if (_reached.TryGetValue(content, out var known))
            return known;
        if (!_file.TryRead(session => session.Scalar("SELECT people FROM reach WHERE content = $0", content), out var stored))
            return null;
        // Personalised texts are each their own: what is pushed out of memory is read again from the file.
        if (_reached.Count >= MostRemembered)
            _reached.Clear();
        return _reached.GetOrAdd(content, stored is long people ? (int)long.Min(people, int.MaxValue) : 0);
    }

    /// <summary>Call it once the vendor accepted.</summary>
    public void Add(Message message, int people)
    {
        if (people <= 0 || Reached(message) is null)
            return;
        var content = KeyOf(message);
        _reached.AddOrUpdate(content, people, (_, known) => known > int.MaxValue - people ? int.MaxValue : known + people);
        lock (_lock)
        {
            _unwritten[content] = _unwritten.GetValueOrDefault(content) + people;
        }
    }

    public void Dispose()
    {
        _timer.Dispose();
        Write();
    }

    private void Write()
    {
        Dictionary<string, int> counts;
        lock (_lock)
        {
            if (_unwritten.Count == 0)
                return;
            (counts, _unwritten) = (_unwritten, new(StringComparer.Ordinal));
        }

        // Not awaited: nobody waits for these counts, and a failure shows in the store's own state.
        _ = _file.WriteAsync(session =>
        {
            foreach (var (content, people) in counts)
            {
                session.Execute(
                    "INSERT INTO reach (content, people) VALUES ($0, $1) ON CONFLICT (content) DO UPDATE SET people = people + excluded.people",
                    content,
                    people
                );
            }
        });
    }

    private string KeyOf(Message message)
    {
        if (message.TemplateId is { } template)
            return $"template:{message.Channel}:{template}";
        var text = string.Join(
            '\0',
            message
                .Contents.SelectMany(c => c.Fields)
                .Where(f => f.Role is FieldRole.Text or FieldRole.Title)
                .Select(f => f.Text)
                .Distinct()
        );
        return "text:" + Convert.ToHexString(HMACSHA256.HashData(_key, Encoding.UTF8.GetBytes(text)));
    }
}
