using Compliance.Audit;
using Compliance.Gateway.Stores.Sqlite;
using Compliance.TestKit;

namespace Compliance.Tests.Gateway;

/// <summary>A data directory with a real audit trail, its vault, and a folder for stores.</summary>
internal sealed class StoreBench : IAsyncDisposable
{
    private readonly TemporaryFolder _folder = new();

    public StoreBench()
    {
        Trail = AuditTrail.Open(
            new AuditOptions
            {
                Directory = _folder.At("audit"),
                VaultDirectory = _folder.At("vault"),
                Origin = "test/gateway",
                Clock = Clock,
                SegmentBytes = 1 << 20,
            }
        );
        Stores = new SqliteFolder(_folder.At("stores"));
    }

    public SetClock Clock { get; } = new();

    public AuditTrail Trail { get; }

    public PersonVault Vault => Trail.Vault;

    public SqliteFolder Stores { get; private set; }

    public string At(params string[] parts) => _folder.At(parts);

    public PersonSlot Person(params string[] identities) => Vault.Link(identities);

    /// <summary>As after a restart of the process.</summary>
    public SqliteFolder Reopen()
    {
        Stores.Dispose();
        return Stores = new SqliteFolder(_folder.At("stores"));
    }

    public async Task LoseAsync(string store)
    {
        Directory.CreateDirectory(_folder.At("lost"));
        foreach (var file in Directory.GetFiles(_folder.At("stores"), store + ".db*"))
            File.Move(file, _folder.At("lost", Path.GetFileName(file)));
        await Eventually.TrueAsync(
            () => Stores.Problems.Any(problem => problem.StartsWith(store, StringComparison.Ordinal)),
            $"{store} is seen to be gone"
        );
    }

    public async Task BringBackAsync(string store)
    {
        foreach (var file in Directory.GetFiles(_folder.At("lost"), store + ".db*"))
            File.Move(file, _folder.At("stores", Path.GetFileName(file)));
        await Eventually.TrueAsync(() => Stores.Problems.Count == 0, $"{store} is back");
    }

    public async ValueTask DisposeAsync()
    {
        Stores.Dispose();
        await Trail.DisposeAsync();
        _folder.Dispose();
    }
}
