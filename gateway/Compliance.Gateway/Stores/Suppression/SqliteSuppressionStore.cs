using System.Collections.Concurrent;
using System.Collections.Immutable;
using System.Runtime.InteropServices;
using System.Security.Cryptography;
using System.Text;
using Compliance.Audit;
using Compliance.Gateway.Model;
using Compliance.Gateway.Stores.Sqlite;
using Compliance.Rules.Facts;
using Compliance.Rules.Messages;

namespace Compliance.Gateway.Stores.Suppression;

/// <summary>The list is far shorter than the audience, so all of it is in memory; the file is what it is rebuilt from.</summary>
internal sealed class SqliteSuppressionStore : ISuppressionStore
{
    private const string Schema = """
        CREATE TABLE IF NOT EXISTS suppressions (
            seq INTEGER PRIMARY KEY, identity BLOB NOT NULL, slot INTEGER, reason TEXT NOT NULL, source TEXT,
            at INTEGER NOT NULL, until INTEGER, by TEXT NOT NULL);
        CREATE INDEX IF NOT EXISTS suppressions_identity ON suppressions (identity);
        CREATE INDEX IF NOT EXISTS suppressions_slot ON suppressions (slot)
        """;

    private readonly SqliteFile _file;
    private readonly PersonVault _vault;
    private readonly byte[] _key;
    private readonly Remembered<Lists> _lists;

    /// <param name="key">Keys the identities' hashes. Kept apart from the file: without it a phone could be found by trying all.</param>
    public SqliteSuppressionStore(SqliteFolder folder, PersonVault vault, byte[] key)
    {
        _vault = vault;
        _key = key;
        _file = folder.Open("suppressions", Schema);
        _lists = new Remembered<Lists>(_file, Read);
    }

    public ValueTask<ImmutableArray<Fact<SuppressionFact>>> FindAsync(
        ImmutableArray<Recipient> recipients,
        ImmutableArray<PersonSlot> people,
        DateTimeOffset at,
        CancellationToken cancel
    ) => ValueTask.FromResult(Find(recipients, people, at));

    private ImmutableArray<Fact<SuppressionFact>> Find(
        ImmutableArray<Recipient> recipients,
        ImmutableArray<PersonSlot> people,
        DateTimeOffset at
    )
    {
        var facts = new Fact<SuppressionFact>[people.Length];
        if (_lists.Value is { } lists)
        {
            for (var i = 0; i < facts.Length; i++)
                facts[i] =
                    recipients[i].Kind == RecipientKind.Person
                        ? Find(lists, recipients[i].Identity, people[i], at)
                        : Fact.Nothing<SuppressionFact>();
        }

        return ImmutableCollectionsMarshal.AsImmutableArray(facts);
    }

    public async Task AddAsync(IReadOnlyList<SuppressionEntry> entries)
    {
        await _file.WriteAsync(session =>
        {
            foreach (var e in entries)
            {
                session.Execute(
                    "INSERT INTO suppressions (identity, slot, reason, source, at, until, by) VALUES ($0, $1, $2, $3, $4, $5, $6)",
                    Hash(e.Identity.Text),
                    e.Person.Value,
                    e.Reason,
                    e.Source,
                    e.At.ToUnixTimeMilliseconds(),
                    e.Until?.ToUnixTimeMilliseconds(),
                    e.By
                );
            }
        });
        _lists.Change(lists =>
        {
            foreach (var e in entries)
                lists.Add(Hex(e.Identity.Text), e.Person, new Row(new SuppressionFact(e.Reason, e.At), e.Until));
        });
    }

    public async Task<int> LiftAsync(Identity identity, ImmutableArray<PersonSlot> linked)
    {
        var names = linked.Select(_vault.Fingerprint).Append(_vault.Fingerprint(identity.Text)).Append(Hash(identity.Text)).ToList();
        var lifted = await _file.WriteAsync(session =>
            linked.Sum(slot => session.Execute("DELETE FROM suppressions WHERE slot = $0", slot.Value))
            + names.Sum(name => session.Execute("DELETE FROM suppressions WHERE identity = $0", name))
        );
        _lists.Forget();
        return lifted;
    }

    public async Task KeepForAsync(Identity identity, ImmutableArray<PersonSlot> linked)
    {
        await _file.WriteAsync(session => Inherit(session, [_vault.Fingerprint(identity.Text)], linked));
        _lists.Forget();
    }

    public async Task ForgetAsync(ImmutableArray<PersonSlot> linked)
    {
        var names = linked.Select(_vault.Fingerprint).ToList();
        await _file.ForgetAsync(session =>
        {
            Inherit(session, names, linked);
            foreach (var slot in linked)
                session.Execute("UPDATE suppressions SET slot = NULL WHERE slot = $0", slot.Value);
        });
        _lists.Forget();
    }

    private static void Inherit(SqliteSession session, IReadOnlyList<byte[]> names, ImmutableArray<PersonSlot> linked)
    {
        foreach (var name in names)
        {
            foreach (var slot in linked)
                session.Execute(
                    """
                    INSERT INTO suppressions (identity, slot, reason, source, at, until, by)
                    SELECT $0, NULL, reason, source, at, until, by FROM suppressions WHERE slot = $1
                    """,
                    name,
                    slot.Value
                );
        }
    }

    private Fact<SuppressionFact> Find(Lists lists, string identity, PersonSlot person, DateTimeOffset at)
    {
        if (lists.IsEmpty)
            return Fact.Nothing<SuppressionFact>();
        if (person != default)
        {
            foreach (var slot in _vault.Linked(person))
            {
                if (lists.Slots.TryGetValue(slot, out var rows) && Live(rows, at) is { } bySlot)
                    return Fact.Known(bySlot);
            }
        }

        // By what the list itself named it, or by the name that is left of it when its person was forgotten or has lost it.
        foreach (var name in (string[])[Hex(identity), Convert.ToHexString(_vault.Fingerprint(identity))])
        {
            if (lists.Identities.TryGetValue(name, out var hashed) && Live(hashed, at) is { } byIdentity)
                return Fact.Known(byIdentity);
        }

        return Fact.Nothing<SuppressionFact>();
    }

    private static SuppressionFact? Live(ImmutableArray<Row> rows, DateTimeOffset at)
    {
        foreach (var row in rows)
        {
            if (row.Until is not { } until || at < until)
                return row.Fact;
        }

        return null;
    }

    private static Lists Read(SqliteSession session)
    {
        var lists = new Lists();
        var rows = session.Rows(
            "SELECT identity, slot, reason, at, until FROM suppressions",
            row =>
                (
                    Hash: Convert.ToHexString(row.GetFieldValue<byte[]>(0)),
                    Slot: new PersonSlot(row.IsDBNull(1) ? 0 : row.GetInt64(1)),
                    Row: new Row(
                        new SuppressionFact(row.GetString(2), DateTimeOffset.FromUnixTimeMilliseconds(row.GetInt64(3))),
                        row.IsDBNull(4) ? null : DateTimeOffset.FromUnixTimeMilliseconds(row.GetInt64(4))
                    )
                )
        );
        foreach (var (hash, slot, row) in rows)
            lists.Add(hash, slot, row);
        return lists;
    }

    private byte[] Hash(string identity) => HMACSHA256.HashData(_key, Encoding.UTF8.GetBytes(identity));

    private string Hex(string identity) => Convert.ToHexString(Hash(identity));

    private sealed record Row(SuppressionFact Fact, DateTimeOffset? Until);

    private sealed class Lists
    {
        public ConcurrentDictionary<string, ImmutableArray<Row>> Identities { get; } = new(StringComparer.Ordinal);

        public ConcurrentDictionary<PersonSlot, ImmutableArray<Row>> Slots { get; } = new();

        public bool IsEmpty => Identities.IsEmpty;

        public void Add(string identity, PersonSlot slot, Row row)
        {
            Identities.AddOrUpdate(identity, [row], (_, rows) => rows.Add(row));
            if (slot != default)
                Slots.AddOrUpdate(slot, [row], (_, rows) => rows.Add(row));
        }
    }
}
