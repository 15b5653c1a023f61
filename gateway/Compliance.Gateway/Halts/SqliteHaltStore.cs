using System.Collections.Immutable;
using Compliance.Gateway.Storage;
using Compliance.Rules.Facts;
using Compliance.Rules.Messages;

namespace Compliance.Gateway.Halts;

internal sealed class SqliteHaltStore : IHaltStore
{
    private const string Schema = """
        CREATE TABLE IF NOT EXISTS halts (
            id TEXT PRIMARY KEY, scope INTEGER NOT NULL, value TEXT NOT NULL, reason TEXT NOT NULL, by TEXT NOT NULL, at INTEGER NOT NULL,
            lifted_by TEXT, lifted_at INTEGER)
        """;

    private readonly SqliteFile _file;
    private IReadOnlyList<Halt>? _active;

    public SqliteHaltStore(SqliteFolder folder)
    {
        _file = folder.Open("halts", Schema);
        _file.Reopened += Reload;
    }

    public Fact<ImmutableArray<HaltFact>> Covering(Message message)
    {
        if (Load() is not { } active)
            return Fact.Unavailable<ImmutableArray<HaltFact>>();
        if (active.Count == 0)
            return Fact.Nothing<ImmutableArray<HaltFact>>();
        var covering = active
            .Where(halt => Covers(halt, message))
            .Select(halt => new HaltFact(ScopeOf(halt), halt.Reason))
            .ToImmutableArray();
        return covering.IsEmpty ? Fact.Nothing<ImmutableArray<HaltFact>>() : Fact.Known(covering);
    }

    public async Task AddAsync(Halt halt)
    {
        await _file.WriteAsync(session =>
            session.Execute(
                "INSERT INTO halts (id, scope, value, reason, by, at) VALUES ($0, $1, $2, $3, $4, $5)",
                halt.Id,
                (int)halt.Scope,
                halt.Value,
                halt.Reason,
                halt.By,
                halt.At.ToUnixTimeMilliseconds()
            )
        );
        Reload();
    }

    public async Task<bool> LiftAsync(string id, string by, DateTimeOffset at)
    {
        var lifted = await _file.WriteAsync(session =>
            session.Execute(
                "UPDATE halts SET lifted_by = $1, lifted_at = $2 WHERE id = $0 AND lifted_at IS NULL",
                id,
                by,
                at.ToUnixTimeMilliseconds()
            )
        );
        Reload();
        return lifted > 0;
    }

    public IReadOnlyList<Halt> Active() => Load() ?? throw new StoreUnavailableException(_file.Name, _file.Problem ?? "read failed");

    private static bool Covers(Halt halt, Message message) =>
        halt.Scope switch
        {
            HaltScope.Campaign => halt.Value == message.Campaign,
            HaltScope.Sender => halt.Value == message.Sender,
            HaltScope.Channel => halt.Value == message.Channel || halt.Value == message.Family,
            _ => true,
        };

    private static string ScopeOf(Halt halt) =>
        halt.Scope == HaltScope.All ? "all" : $"{halt.Scope.ToString().ToLowerInvariant()}:{halt.Value}";

    private IReadOnlyList<Halt>? Load()
    {
        if (_file.Problem is not null)
            return null;
        if (Volatile.Read(ref _active) is { } known)
            return known;
        lock (_file)
        {
            return _active ??= _file.TryRead(Read, out var read) ? read : null;
        }
    }

    private void Reload()
    {
        lock (_file)
        {
            _active = null;
        }
    }

    private static List<Halt> Read(SqliteSession session) =>
        session.Rows(
            "SELECT id, scope, value, reason, by, at FROM halts WHERE lifted_at IS NULL ORDER BY at",
            row => new Halt(
                row.GetString(0),
                (HaltScope)row.GetInt32(1),
                row.GetString(2),
                row.GetString(3),
                row.GetString(4),
                DateTimeOffset.FromUnixTimeMilliseconds(row.GetInt64(5))
            )
        );
}
