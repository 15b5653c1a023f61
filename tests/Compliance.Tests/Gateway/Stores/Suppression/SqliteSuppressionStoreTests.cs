using Compliance.Gateway.Credentials;
using Compliance.Gateway.Stores.Suppression;

namespace Compliance.Tests.Gateway.Stores.Suppression;

public sealed class SqliteSuppressionStoreTests : SuppressionStoreContract
{
    private ISuppressionStore? _store;

    private protected override ISuppressionStore Store => _store ?? throw new InvalidOperationException("not open");

    private protected override void Restart() =>
        _store = new SqliteSuppressionStore(Bench.Reopen(), Bench.Vault, SecretFile.LoadOrCreate(Bench.At("key")));

    private protected override Task LoseAsync() => Bench.LoseAsync("suppressions");

    private protected override Task BringBackAsync() => Bench.BringBackAsync("suppressions");

    [Fact]
    public async Task No_identity_stands_in_the_file()
    {
        await SuppressAsync(Phone);
        Bench.Stores.Dispose();
        foreach (var path in Directory.GetFiles(Bench.At("stores")))
            Assert.DoesNotContain("13900000001", await File.ReadAllTextAsync(path), StringComparison.Ordinal);
    }
}
