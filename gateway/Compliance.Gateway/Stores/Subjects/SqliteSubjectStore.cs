using System.Collections.Immutable;
using Compliance.Audit;
using Compliance.Gateway.Stores.Sqlite;
using Compliance.Rules.Facts;

namespace Compliance.Gateway.Stores.Subjects;

internal sealed class SqliteSubjectStore : ISubjectStore
{
    private const char Between = '\n';

    private const string Schema = """
        CREATE TABLE IF NOT EXISTS subjects (slot INTEGER PRIMARY KEY, birth_year INTEGER, time_zone TEXT);
        CREATE TABLE IF NOT EXISTS audiences (slot INTEGER PRIMARY KEY, region TEXT, segments TEXT);
        """;

    private const string Kinds = """
        ALTER TABLE subjects ADD COLUMN birth_year_next INTEGER;
        ALTER TABLE subjects ADD COLUMN birth_year_from INTEGER;
        ALTER TABLE subjects ADD COLUMN former_zones TEXT;
        CREATE TABLE identities (slot INTEGER PRIMARY KEY, kind TEXT NOT NULL, masked TEXT NOT NULL)
        """;

    private readonly SqliteFile _file;
    private readonly PersonVault _vault;
    private readonly SlotReader<SubjectRow> _slots;

    public SqliteSubjectStore(SqliteFolder folder, PersonVault vault)
    {
        _vault = vault;
        _file = folder.Open("subjects", Schema, Kinds);
        _slots = new SlotReader<SubjectRow>(_file, vault, Read);
    }

    public ValueTask<ImmutableArray<Fact<SubjectAttributes>>> FindAsync(
        ImmutableArray<PersonSlot> people,
        DateTimeOffset at,
        CancellationToken cancel
    )
    {
        _slots.Prepare(people);
        return ValueTask.FromResult(people.Select(person => Find(person, at)).ToImmutableArray());
    }

    public async Task UpsertAsync(IReadOnlyList<SubjectChange> changes, DateTimeOffset now)
    {
        await _file.WriteAsync(session =>
        {
            foreach (var (person, told, proved) in changes)
                Write(session, person, Read(session, person).With(told, proved, now));
        });
        _slots.Forget(changes.Select(change => change.Person));
    }

    public ImmutableArray<ToldSlot> Told(ImmutableArray<PersonSlot> slots) =>
        _file.Read(session =>
            slots
                .SelectMany(slot =>
                    session.Rows(
                        """
                        SELECT kind, masked FROM (SELECT $0 AS slot) LEFT JOIN identities USING (slot)
                        WHERE kind IS NOT NULL OR EXISTS (SELECT 1 FROM subjects WHERE subjects.slot = $0)
                        """,
                        row => new ToldSlot(slot, row.IsDBNull(0) ? null : row.GetString(0), row.IsDBNull(1) ? null : row.GetString(1)),
                        slot.Value
                    )
                )
                .ToImmutableArray()
        );

    public Task TellAsync(IReadOnlyList<ToldSlot> slots) =>
        _file.WriteAsync(session =>
        {
            foreach (var (slot, kind, masked) in slots)
                session.Execute("INSERT OR IGNORE INTO identities (slot, kind, masked) VALUES ($0, $1, $2)", slot.Value, kind, masked);
        });

    public async Task ForgetAsync(ImmutableArray<PersonSlot> linked)
    {
        await _file.ForgetAsync(session =>
        {
            foreach (var slot in linked)
            {
                session.Execute("DELETE FROM subjects WHERE slot = $0", slot.Value);
                session.Execute("DELETE FROM audiences WHERE slot = $0", slot.Value);
                session.Execute("DELETE FROM identities WHERE slot = $0", slot.Value);
            }
        });
        _slots.Forget(linked);
    }

    private Fact<SubjectAttributes> Find(PersonSlot person, DateTimeOffset at)
    {
        if (_file.Problem is not null)
            return Fact.Unavailable<SubjectAttributes>();
        if (person == default)
            return Fact.Nothing<SubjectAttributes>();
        SubjectAttributes? found = null;
        foreach (var slot in _vault.Linked(person))
        {
            if (_slots.Find(slot) is not { } row)
                return Fact.Unavailable<SubjectAttributes>();
            found = found is null ? row.At(at) : Together(found, row.At(at));
        }

        return found is null || found.IsEmpty ? Fact.Nothing<SubjectAttributes>() : Fact.Known(found);
    }

    /// <summary>Two slots that turned out to be one person may disagree: the younger birth year protects more, and so do both zones' quiet hours.</summary>
    private static SubjectAttributes Together(SubjectAttributes a, SubjectAttributes b) =>
        new(Younger(a.BirthYear, b.BirthYear), a.TimeZone ?? b.TimeZone, a.Region ?? b.Region, Both(a.Segments, b.Segments))
        {
            FormerTimeZones = Both(
                Both(a.FormerTimeZones, b.FormerTimeZones),
                a.TimeZone is not null && b.TimeZone is { } other && other != a.TimeZone ? [other] : []
            ),
        };

    private static int? Younger(int? a, int? b) => a is { } x && b is { } y ? Math.Max(x, y) : a ?? b;

    private static ImmutableArray<string> Both(ImmutableArray<string> a, ImmutableArray<string> b) =>
        a.IsDefaultOrEmpty ? b
        : b.IsDefaultOrEmpty ? a
        : [.. a.Union(b)];

    private static void Write(SqliteSession session, PersonSlot slot, SubjectRow row)
    {
        session.Execute(
            """
            INSERT OR REPLACE INTO subjects (slot, birth_year, time_zone, birth_year_next, birth_year_from, former_zones)
            VALUES ($0, $1, $2, $3, $4, $5)
            """,
            slot.Value,
            row.BirthYear,
            row.TimeZone,
            row.BirthYearNext,
            row.BirthYearFrom?.ToUnixTimeMilliseconds(),
            row.Former.IsEmpty ? null : string.Join(Between, row.Former)
        );
        if (row.Region is not null || !row.Segments.IsDefault)
            session.Execute(
                "INSERT OR REPLACE INTO audiences (slot, region, segments) VALUES ($0, $1, $2)",
                slot.Value,
                row.Region,
                row.Segments.IsDefault ? null : string.Join(Between, row.Segments)
            );
    }

    private static SubjectRow Read(SqliteSession session, PersonSlot slot) =>
        session
            .Rows(
                """
                SELECT birth_year, time_zone, region, segments, birth_year_next, birth_year_from, former_zones
                FROM subjects LEFT JOIN audiences USING (slot) WHERE slot = $0
                """,
                row => new SubjectRow
                {
                    BirthYear = row.IsDBNull(0) ? null : row.GetInt32(0),
                    TimeZone = row.IsDBNull(1) ? null : row.GetString(1),
                    Region = row.IsDBNull(2) ? null : row.GetString(2),
                    Segments = row.IsDBNull(3) ? default : Lines(row.GetString(3)),
                    BirthYearNext = row.IsDBNull(4) ? null : row.GetInt32(4),
                    BirthYearFrom = row.IsDBNull(5) ? null : DateTimeOffset.FromUnixTimeMilliseconds(row.GetInt64(5)),
                    Former = row.IsDBNull(6) ? [] : [.. Lines(row.GetString(6)).Select(FormerZone.Parse)],
                },
                slot.Value
            )
            .FirstOrDefault(SubjectRow.None);

    private static ImmutableArray<string> Lines(string text) => [.. text.Split(Between, StringSplitOptions.RemoveEmptyEntries)];
}
