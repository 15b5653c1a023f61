using System.Collections.Immutable;
using Compliance.Audit;
using Compliance.Gateway.Stores.Sqlite;
using Compliance.Rules.Facts;
using Microsoft.Data.Sqlite;

namespace Compliance.Gateway.Stores.Consent;

internal sealed class SqliteConsentStore : IConsentStore
{
    private const string Schema = """
        CREATE TABLE IF NOT EXISTS events (
            seq INTEGER PRIMARY KEY, slot INTEGER NOT NULL, brand TEXT NOT NULL, channel TEXT NOT NULL, purpose TEXT NOT NULL,
            granted INTEGER NOT NULL, at INTEGER NOT NULL, recorded INTEGER NOT NULL, notice TEXT, source TEXT, proof TEXT, by TEXT NOT NULL);
        CREATE INDEX IF NOT EXISTS events_slot ON events (slot)
        """;

    /// <summary>
    /// Which events came in one body was not kept before. What one key told without a pause of a second is taken for one, as a long import was written
    /// in portions: so the answers stay what they were, but for a withdrawal that was told later than the grant.
    /// </summary>
    private const string Imports = """
        ALTER TABLE events ADD COLUMN import INTEGER;
        UPDATE events SET import = numbered.import FROM (
            SELECT seq, sum(begins) OVER (ORDER BY seq) AS import FROM (
                SELECT seq, CASE WHEN by = lag(by) OVER (ORDER BY seq) AND recorded - lag(recorded) OVER (ORDER BY seq) <= 1000 THEN 0 ELSE 1 END AS begins
                FROM events)) AS numbered
        WHERE numbered.seq = events.seq
        """;

    private readonly SqliteFile _file;
    private readonly PersonVault _vault;
    private readonly SlotReader<SlotConsents> _slots;

    public SqliteConsentStore(SqliteFolder folder, PersonVault vault)
    {
        _vault = vault;
        _file = folder.Open("consents", Schema, Imports);
        _slots = new SlotReader<SlotConsents>(_file, vault, Read);
    }

    public ValueTask<ImmutableArray<Fact<ImmutableArray<ConsentFact>>>> FindAsync(
        ImmutableArray<PersonSlot> people,
        string brand,
        CancellationToken cancel
    )
    {
        _slots.Prepare(people);
        return ValueTask.FromResult(people.Select(person => Find(person, brand)).ToImmutableArray());
    }

    public async Task AppendAsync(IReadOnlyList<ConsentEvent> events)
    {
        await _file.WriteAsync(session =>
        {
            foreach (var e in events)
            {
                session.Execute(
                    """
                    INSERT INTO events (slot, brand, channel, purpose, granted, at, recorded, notice, source, proof, by, import)
                    VALUES ($0, $1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)
                    """,
                    e.Person.Value,
                    e.Brand,
                    e.Channel,
                    e.Purpose,
                    e.Granted ? 1 : 0,
                    e.At.ToUnixTimeMilliseconds(),
                    e.Recorded.ToUnixTimeMilliseconds(),
                    e.Notice,
                    e.Source,
                    e.Proof,
                    e.By,
                    e.Import
                );
            }
        });
        _slots.Forget(events.Select(e => e.Person));
    }

    public Task<ImmutableArray<ConsentEvent>> HistoryAsync(ImmutableArray<PersonSlot> linked) =>
        Task.FromResult(
            _file.Read(session =>
                linked.SelectMany(slot => Events(session, slot)).OrderBy(e => e.At).ThenBy(e => e.Recorded).ToImmutableArray()
            )
        );

    public async Task ForgetAsync(ImmutableArray<PersonSlot> linked)
    {
        await _file.ForgetAsync(session =>
        {
            foreach (var slot in linked)
                session.Execute("DELETE FROM events WHERE slot = $0", slot.Value);
        });
        _slots.Forget(linked);
    }

    private Fact<ImmutableArray<ConsentFact>> Find(PersonSlot person, string brand)
    {
        if (_file.Problem is not null)
            return Fact.Unavailable<ImmutableArray<ConsentFact>>();
        if (person == default)
            return Fact.Nothing<ImmutableArray<ConsentFact>>();
        var linked = _vault.Linked(person);
        var consents = linked.Length == 1 ? _slots.Find(linked[0]) : Together(linked);
        if (consents is null)
            return Fact.Unavailable<ImmutableArray<ConsentFact>>();
        var facts = consents.Under(brand);
        return facts.IsEmpty ? Fact.Nothing<ImmutableArray<ConsentFact>>() : Fact.Known(facts);
    }

    private SlotConsents? Together(ImmutableArray<PersonSlot> linked)
    {
        var all = new List<ConsentEvent>();
        foreach (var slot in linked)
        {
            if (_slots.Find(slot) is not { } one)
                return null;
            all.AddRange(one.Decisive);
        }

        return new SlotConsents(all);
    }

    private static SlotConsents Read(SqliteSession session, PersonSlot slot) =>
        Events(session, slot) is { Count: > 0 } events ? new SlotConsents(events) : SlotConsents.None;

    private static List<ConsentEvent> Events(SqliteSession session, PersonSlot slot) =>
        session.Rows(
            "SELECT brand, channel, purpose, granted, at, recorded, notice, source, proof, by, import FROM events WHERE slot = $0 ORDER BY seq",
            row => Event(row, slot),
            slot.Value
        );

    private static ConsentEvent Event(SqliteDataReader row, PersonSlot slot) =>
        new()
        {
            Person = slot,
            Brand = row.GetString(0),
            Channel = row.GetString(1),
            Purpose = row.GetString(2),
            Granted = row.GetInt64(3) != 0,
            At = DateTimeOffset.FromUnixTimeMilliseconds(row.GetInt64(4)),
            Recorded = DateTimeOffset.FromUnixTimeMilliseconds(row.GetInt64(5)),
            Notice = row.IsDBNull(6) ? null : row.GetString(6),
            Source = row.IsDBNull(7) ? null : row.GetString(7),
            Proof = row.IsDBNull(8) ? null : row.GetString(8),
            By = row.GetString(9),
            Import = row.GetInt64(10),
        };
}
