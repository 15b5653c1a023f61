using Compliance.Gateway.Stores.Templates;

namespace Compliance.Tests.Gateway.Stores.Templates;

public sealed class SqliteTemplateStoreTests : TemplateStoreContract
{
    private ITemplateStore? _store;

    private protected override ITemplateStore Store => _store ?? throw new InvalidOperationException("not open");

    private protected override void Restart() => _store = new SqliteTemplateStore(Bench.Reopen());

    private protected override Task LoseAsync() => Bench.LoseAsync("templates");

    private protected override Task BringBackAsync() => Bench.BringBackAsync("templates");
}
