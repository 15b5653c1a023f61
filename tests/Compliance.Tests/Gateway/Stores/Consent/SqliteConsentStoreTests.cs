using Compliance.Audit;
using Compliance.Gateway.Stores.Consent;

namespace Compliance.Tests.Gateway.Stores.Consent;

public sealed class SqliteConsentStoreTests : ConsentStoreContract
{
    private IConsentStore? _store;

    private protected override IConsentStore Store => _store ?? throw new InvalidOperationException("not open");

    private protected override void Restart() => _store = new SqliteConsentStore(Bench.Reopen(), Bench.Vault);

    private protected override Task LoseAsync() => Bench.LoseAsync("consents");

    private protected override Task BringBackAsync() => Bench.BringBackAsync("consents");

    [Fact]
    public async Task A_file_from_before_the_numbers_opens_with_its_imports_told_apart()
    {
        var (told, later) = (Bench.Person("phone:+8613900000001"), Bench.Person("phone:+8613900000002"));
        var file = Bench.Stores.Open(
            "consents-before",
            """
            CREATE TABLE IF NOT EXISTS events (
                seq INTEGER PRIMARY KEY, slot INTEGER NOT NULL, brand TEXT NOT NULL, channel TEXT NOT NULL, purpose TEXT NOT NULL,
                granted INTEGER NOT NULL, at INTEGER NOT NULL, recorded INTEGER NOT NULL, notice TEXT, source TEXT, proof TEXT, by TEXT NOT NULL)
            """
        );
        await file.WriteAsync(session =>
        {
            void Add(PersonSlot person, int granted, int at, int recorded) =>
                session.Execute(
                    "INSERT INTO events (slot, brand, channel, purpose, granted, at, recorded, by) VALUES ($0, 'brand', 'sms', 'marketing', $1, $2, $3, 'crm')",
                    person.Value,
                    granted,
                    at,
                    recorded
                );

            // One long import, written in portions; then, a while later, a withdrawal that claims an earlier time.
            Add(told, 0, 1_000, 50_000);
            Add(later, 1, 3_000, 50_000);
            Add(told, 1, 2_000, 50_400);
            Add(later, 0, 2_500, 90_000);
            session.Execute("PRAGMA user_version = 0");
        });
        Bench.Stores.Dispose();
        File.Copy(Bench.At("stores", "consents-before.db"), Bench.At("stores", "consents.db"), overwrite: true);
        Restart();
        Assert.True(await GrantedAsync(told));
        Assert.False(await GrantedAsync(later));
    }
}
