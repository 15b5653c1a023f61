using System.Collections.Immutable;
using System.Runtime.InteropServices;
using Compliance.Audit;
using Compliance.Gateway.Storage;
using Compliance.Rules.Facts;

namespace Compliance.Gateway.Subjects;

internal sealed class SqliteSubjectStore : ISubjectStore
{
    private const char Between = '\n';

    private const string Schema = """
        CREATE TABLE IF NOT EXISTS subjects (slot INTEGER PRIMARY KEY, birth_year INTEGER, time_zone TEXT);
        CREATE TABLE IF NOT EXISTS audiences (slot INTEGER PRIMARY KEY, region TEXT, segments TEXT);
        """;

    private static readonly SubjectAttributes Nothing = new(null, null);

    private readonly SqliteFile _file;
    private readonly PersonVault _vault;
    private readonly SlotReader<SubjectAttributes> _slots;

    public SqliteSubjectStore(SqliteFolder folder, PersonVault vault)
    {
        _vault = vault;
        _file = folder.Open("subjects", Schema);
        _slots = new SlotReader<SubjectAttributes>(_file, vault, Read);
    }

    public ValueTask<ImmutableArray<Fact<SubjectAttributes>>> FindAsync(ImmutableArray<PersonSlot> people, CancellationToken cancel)
    {
        var facts = new Fact<SubjectAttributes>[people.Length];
        _slots.Prepare(people);
        for (var i = 0; i < facts.Length; i++)
            facts[i] = Find(people[i]);
        return ValueTask.FromResult(ImmutableCollectionsMarshal.AsImmutableArray(facts));
    }

    public async Task UpsertAsync(IReadOnlyList<(PersonSlot Person, SubjectAttributes Attributes)> people)
    {
        await _file.WriteAsync(session =>
        {
            foreach (var (person, attributes) in people)
            {
                session.Execute(
                    """
                    INSERT INTO subjects (slot, birth_year, time_zone) VALUES ($0, $1, $2)
                    ON CONFLICT (slot) DO UPDATE SET birth_year = coalesce(excluded.birth_year, birth_year), time_zone = coalesce(excluded.time_zone, time_zone)
                    """,
                    person.Value,
                    attributes.BirthYear,
                    attributes.TimeZone
                );
                if (attributes.Region is null && attributes.Segments.IsDefault)
                    continue;
                session.Execute(
                    """
                    INSERT INTO audiences (slot, region, segments) VALUES ($0, $1, $2)
                    ON CONFLICT (slot) DO UPDATE SET region = coalesce(excluded.region, region), segments = coalesce(excluded.segments, segments)
                    """,
                    person.Value,
                    attributes.Region,
                    attributes.Segments.IsDefault ? null : string.Join(Between, attributes.Segments)
                );
            }
        });
        _slots.Forget(people.Select(p => p.Person));
    }

    public async Task ForgetAsync(ImmutableArray<PersonSlot> linked)
    {
        await _file.WriteAsync(session =>
        {
            foreach (var slot in linked)
            {
                session.Execute("DELETE FROM subjects WHERE slot = $0", slot.Value);
                session.Execute("DELETE FROM audiences WHERE slot = $0", slot.Value);
            }
        });
        _slots.Forget(linked);
    }

    private Fact<SubjectAttributes> Find(PersonSlot person)
    {
        if (_file.Problem is not null)
            return Fact.Unavailable<SubjectAttributes>();
        if (person == default)
            return Fact.Nothing<SubjectAttributes>();
        var found = Nothing;
        foreach (var slot in _vault.Linked(person))
        {
            if (_slots.Find(slot) is not { } one)
                return Fact.Unavailable<SubjectAttributes>();
            // Two slots that turned out to be one person may disagree: the younger birth year protects more.
            found = new SubjectAttributes(
                Younger(found.BirthYear, one.BirthYear),
                found.TimeZone ?? one.TimeZone,
                found.Region ?? one.Region,
                Both(found.Segments, one.Segments)
            );
        }

        return found.IsEmpty ? Fact.Nothing<SubjectAttributes>() : Fact.Known(found);
    }

    private static int? Younger(int? a, int? b) => a is { } x && b is { } y ? Math.Max(x, y) : a ?? b;

    private static ImmutableArray<string> Both(ImmutableArray<string> a, ImmutableArray<string> b) =>
        a.IsDefaultOrEmpty ? b
        : b.IsDefaultOrEmpty ? a
        : [.. a.Union(b)];

    private static SubjectAttributes Read(SqliteSession session, PersonSlot slot) =>
        session
            .Rows(
                "SELECT birth_year, time_zone, region, segments FROM subjects LEFT JOIN audiences USING (slot) WHERE slot = $0",
                row => new SubjectAttributes(
                    row.IsDBNull(0) ? null : row.GetInt32(0),
                    row.IsDBNull(1) ? null : row.GetString(1),
                    row.IsDBNull(2) ? null : row.GetString(2),
                    row.IsDBNull(3) ? default : [.. row.GetString(3).Split(Between, StringSplitOptions.RemoveEmptyEntries)]
                ),
                slot.Value
            )
            .FirstOrDefault(Nothing);
}
