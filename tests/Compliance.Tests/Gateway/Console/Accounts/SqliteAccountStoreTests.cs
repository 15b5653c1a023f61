using Compliance.Gateway.Console.Accounts;
using Compliance.Gateway.Stores.Sqlite;
using Compliance.TestKit;

namespace Compliance.Tests.Gateway.Console.Accounts;

public sealed class SqliteAccountStoreTests : AccountStoreContract, IDisposable
{
    private readonly TemporaryFolder _folder = new();
    private SqliteFolder? _files;
    private IAccountStore? _store;

    private protected override IAccountStore Store => _store ??= new SqliteAccountStore(_files ??= new SqliteFolder(_folder.Path));

    [Fact]
    public async Task Accounts_outlive_the_process()
    {
        await Store.AddAsync(
            new Account
            {
                Name = "wang",
                Roles = ["officer"],
                Stamp = "stamp",
                CreatedBy = "test",
                CreatedAt = DateTimeOffset.UnixEpoch,
            }
        );
        _files!.Dispose();
        _files = new SqliteFolder(_folder.Path);
        Assert.Equal("wang", Assert.Single(new SqliteAccountStore(_files).All()).Name);
    }

    public void Dispose()
    {
        _files?.Dispose();
        _folder.Dispose();
    }
}
