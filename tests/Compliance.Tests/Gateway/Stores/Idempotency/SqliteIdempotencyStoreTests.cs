using Compliance.Gateway.Credentials;
using Compliance.Gateway.Stores.Idempotency;
using Compliance.Gateway.Stores.Sqlite;
using Compliance.TestKit;

namespace Compliance.Tests.Gateway.Stores.Idempotency;

public sealed class SqliteIdempotencyStoreTests : IdempotencyStoreContract, IDisposable
{
    private readonly TemporaryFolder _folder = new();
    private SqliteFolder _stores;
    private SqliteIdempotencyStore _store;

    public SqliteIdempotencyStoreTests() => (_stores, _store) = Open([]);

    private protected override SetClock Clock { get; } = new();

    private protected override IIdempotencyStore Store => _store;

    private protected override IIdempotencyStore AfterKill(params string[] recorded)
    {
        _stores.Dispose();
        (_stores, _store) = Open(recorded);
        return _store;
    }

    public void Dispose()
    {
        _stores.Dispose();
        _folder.Dispose();
    }

    [Fact]
    public async Task Neither_key_nor_reply_stands_in_the_file()
    {
        await _store.ClaimAsync("crm", "order-8613900000001", Body, "d1", default);
        await _store.CompleteAsync("crm", "order-8613900000001", Reply("d1") with { Body = Body });
        _stores.Dispose();
        foreach (var path in Directory.GetFiles(_folder.At("stores")))
        {
            var bytes = await File.ReadAllTextAsync(path);
            Assert.DoesNotContain("13900000001", bytes, StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task Without_its_file_nothing_is_claimed()
    {
        Directory.Delete(_folder.At("stores"), recursive: true);
        await Eventually.TrueAsync(() => _stores.Problems.Count > 0, "the loss is noticed");
        Assert.IsType<IdempotencyClaim.Unavailable>(await _store.ClaimAsync("crm", "key-1", Body, "d1", default));
    }

    private (SqliteFolder, SqliteIdempotencyStore) Open(string[] recorded)
    {
        var stores = new SqliteFolder(_folder.At("stores"));
        return (stores, new SqliteIdempotencyStore(stores, SecretFile.LoadOrCreate(_folder.At("key")), Clock, recorded.Contains));
    }
}
