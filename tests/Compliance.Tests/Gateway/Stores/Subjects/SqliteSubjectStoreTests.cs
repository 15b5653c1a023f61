using Compliance.Gateway.Stores.Subjects;

namespace Compliance.Tests.Gateway.Stores.Subjects;

public sealed class SqliteSubjectStoreTests : SubjectStoreContract
{
    private ISubjectStore? _store;

    private protected override ISubjectStore Store => _store ?? throw new InvalidOperationException("not open");

    private protected override void Restart() => _store = new SqliteSubjectStore(Bench.Reopen(), Bench.Vault);

    private protected override Task LoseAsync() => Bench.LoseAsync("subjects");

    private protected override Task BringBackAsync() => Bench.BringBackAsync("subjects");
}
