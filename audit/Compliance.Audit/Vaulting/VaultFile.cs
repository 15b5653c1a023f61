using Compliance.Audit.Storage;

namespace Compliance.Audit.Vaulting;

/// <summary>The vault's durable form. It lags behind the journal, which keeps every change until this file is synced.</summary>
internal sealed class VaultFile : IDisposable
{
    private readonly Database _database;

    public VaultFile(string directory)
    {
        _database = new Database(Path.Combine(directory, "vault.db"));
        _database.Execute(
            """
            CREATE TABLE IF NOT EXISTS slots(slot INTEGER PRIMARY KEY, lookup BLOB NOT NULL, wrapped BLOB NOT NULL, root INTEGER NOT NULL);
            CREATE TABLE IF NOT EXISTS class_keys(name TEXT PRIMARY KEY, wrapped BLOB NOT NULL) WITHOUT ROWID;
            """
        );
    }

    public IEnumerable<(long Slot, LookupHash Lookup, byte[] Wrapped, long Root)> Slots()
    {
        var rows = _database.Prepare("SELECT slot, lookup, wrapped, root FROM slots");
        while (rows.Step())
            yield return (rows.Long(0), new LookupHash(rows.Blob(1)), rows.Blob(2).ToArray(), rows.Long(3));
        rows.Reset();
    }

    public IEnumerable<(string Name, byte[] Wrapped)> ClassKeys()
    {
        var rows = _database.Prepare("SELECT name, wrapped FROM class_keys");
        while (rows.Step())
            yield return (rows.Text(0), rows.Blob(1).ToArray());
        rows.Reset();
    }

    public void Apply(IReadOnlyCollection<VaultChange> changes)
    {
        if (changes.Count == 0)
            return;
        _database.Transaction(() =>
        {
            foreach (var change in changes)
                Apply(change);
        });
        // Keys that were shredded must leave the write-ahead file too.
        if (changes.Any(change => change is VaultChange.Erase))
            _database.Execute("PRAGMA wal_checkpoint(TRUNCATE)");
    }

    public void Dispose() => _database.Dispose();

    private void Apply(VaultChange change)
    {
        switch (change)
        {
            case VaultChange.NewSlot made:
                _database
                    .Prepare("INSERT OR IGNORE INTO slots VALUES(?,?,?,?)")
                    .Bind(made.Slot)
                    .Bind(made.Lookup.ToArray())
                    .Bind(made.Wrapped)
                    .Bind(made.Slot)
                    .Run();
                break;
            case VaultChange.Link link:
                foreach (var member in link.Members)
                    _database.Prepare("UPDATE slots SET root=? WHERE slot=?").Bind(link.Root).Bind(member).Run();
                break;
            case VaultChange.Release release:
                _database.Prepare("UPDATE slots SET lookup=? WHERE slot=?").Bind(release.Nobody.ToArray()).Bind(release.Slot).Run();
                break;
            case VaultChange.NewClassKey key:
                _database.Prepare("INSERT OR IGNORE INTO class_keys VALUES(?,?)").Bind(key.Name).Bind(key.Wrapped).Run();
                break;
            case VaultChange.Erase erase:
                foreach (var slot in erase.Slots)
                    _database.Prepare("DELETE FROM slots WHERE slot=?").Bind(slot).Run();
                break;
        }
    }
}
