using Compliance.Gateway.Stores.Sqlite;

namespace Compliance.Gateway.Stores.Activity;

/// <summary>
/// Which contents left under which campaign in the last week, by keyed names: a halted campaign's messages stay halted when their sender leaves the campaign's
/// name out. Written behind once a second.
/// </summary>
internal sealed class CampaignContents : IDisposable
{
    private const int Days = 7;
    private const int MostRemembered = 100_000;

    private const string Schema =
        "CREATE TABLE IF NOT EXISTS carried (campaign TEXT NOT NULL, content TEXT NOT NULL, day INTEGER NOT NULL, PRIMARY KEY (campaign, content)) WITHOUT ROWID";

    private static readonly TimeSpan WriteEvery = TimeSpan.FromSeconds(1);

    private readonly SqliteFile _file;
    private readonly ContentNames _names;
    private readonly Lock _lock = new();
    private readonly Timer _timer;

    // What was seen today need not be written again.
    private readonly HashSet<(string Campaign, string Content, long Day)> _seen = [];
    private readonly List<(string Campaign, string Content, long Day)> _unwritten = [];
    private bool _writing;

    public CampaignContents(SqliteFolder folder, ContentNames names)
    {
        _names = names;
        _file = folder.Open("campaigns", Schema);
        _timer = new Timer(_ => _ = WriteAsync(), null, WriteEvery, WriteEvery);
    }

    /// <summary>Call it for what left.</summary>
    public void Add(string campaign, CarriedContent carried, DateTimeOffset at)
    {
        var name = _names.OfCampaign(campaign);
        lock (_lock)
        {
            foreach (var content in carried.Names)
            {
                if (_seen.Count >= MostRemembered)
                    _seen.Clear();
                if (_unwritten.Count < MostRemembered && _seen.Add((name, content, DayOf(at))))
                    _unwritten.Add((name, content, DayOf(at)));
            }
        }
    }

    /// <summary>Whether anything left under it in the last week.</summary>
    /// <returns>Null when the store can't be asked.</returns>
    public bool? Knows(string campaign)
    {
        var name = _names.OfCampaign(campaign);
        lock (_lock)
        {
            if (_unwritten.Any(one => one.Campaign == name))
                return true;
        }

        return _file.TryRead(
            session => session.Scalar("SELECT 1 FROM carried WHERE campaign = $0 LIMIT 1", name) is not null,
            out var found
        )
            ? found
            : null;
    }

    /// <returns>Null when the store can't be asked.</returns>
    public bool? Carried(string campaign, CarriedContent carried)
    {
        if (_file.Problem is not null)
            return null;
        var name = _names.OfCampaign(campaign);
        lock (_lock)
        {
            if (_unwritten.Any(one => one.Campaign == name && carried.Names.Contains(one.Content)))
                return true;
        }

        return _file.TryRead(
            session =>
                carried.Names.Any(content =>
                    session.Scalar("SELECT 1 FROM carried WHERE campaign = $0 AND content = $1", name, content) is not null
                ),
            out var found
        )
            ? found
            : null;
    }

    public void Dispose()
    {
        _timer.Dispose();
        _ = WriteAsync();
    }

    private static long DayOf(DateTimeOffset at) => at.ToUnixTimeSeconds() / 86_400;

    /// <summary>What is under way stays known; what can't be written is tried again, and its failure shows in the store's own state.</summary>
    private async Task WriteAsync()
    {
        (string Campaign, string Content, long Day)[] carried;
        lock (_lock)
        {
            if (_writing || _unwritten.Count == 0)
                return;
            (_writing, carried) = (true, [.. _unwritten]);
        }

        var written = 0;
        try
        {
            await _file.WriteAsync(session => Write(session, carried));
            written = carried.Length;
        }
        catch (StoreUnavailableException) { }
        finally
        {
            lock (_lock)
            {
                _unwritten.RemoveRange(0, written);
                _writing = false;
            }
        }
    }

    private static void Write(SqliteSession session, (string Campaign, string Content, long Day)[] carried)
    {
        foreach (var (campaign, content, day) in carried)
        {
            session.Execute(
                "INSERT INTO carried (campaign, content, day) VALUES ($0, $1, $2) ON CONFLICT (campaign, content) DO UPDATE SET day = excluded.day",
                campaign,
                content,
                day
            );
        }

        session.Execute("DELETE FROM carried WHERE day < $0", carried.Max(one => one.Day) - Days);
    }
}
