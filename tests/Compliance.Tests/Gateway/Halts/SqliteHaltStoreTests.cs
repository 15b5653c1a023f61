using Compliance.Gateway.Halts;
using Compliance.Gateway.Storage;
using Compliance.Rules.Facts;
using Compliance.Rules.Messages;
using Compliance.TestKit;

namespace Compliance.Tests.Gateway.Halts;

public sealed class SqliteHaltStoreTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();
    private readonly SqliteFolder _stores;
    private readonly SqliteHaltStore _halts;

    public SqliteHaltStoreTests()
    {
        _stores = new SqliteFolder(_folder.At("stores"));
        _halts = new SqliteHaltStore(_stores);
    }

    public void Dispose()
    {
        _stores.Dispose();
        _folder.Dispose();
    }

    private static Message Push() =>
        new()
        {
            Channel = "tencent-sms",
            Family = "sms",
            Sender = "crm",
            Brand = "brand",
            Campaign = "618",
            At = DateTimeOffset.UnixEpoch,
            Recipients = [],
            Contents = [],
        };

    private Task AddAsync(HaltScope scope, string value, string id = "h1") =>
        _halts.AddAsync(new Halt(id, scope, value, "投诉激增", "officer", DateTimeOffset.UnixEpoch));

    [Theory]
    [InlineData(HaltScope.All, "", true)]
    [InlineData(HaltScope.Campaign, "618", true)]
    [InlineData(HaltScope.Campaign, "1111", false)]
    [InlineData(HaltScope.Sender, "crm", true)]
    [InlineData(HaltScope.Sender, "erp", false)]
    [InlineData(HaltScope.Channel, "tencent-sms", true)]
    [InlineData(HaltScope.Channel, "sms", true)]
    [InlineData(HaltScope.Channel, "wecom", false)]
    internal async Task A_halt_covers_its_scope_from_the_next_message_on(HaltScope scope, string value, bool covered)
    {
        Assert.Equal(FactState.Nothing, _halts.Covering(Push()).State);
        await AddAsync(scope, value);
        Assert.Equal(covered ? FactState.Known : FactState.Nothing, _halts.Covering(Push()).State);
    }

    [Fact]
    public async Task Lifting_one_leaves_the_others_and_works_once()
    {
        await AddAsync(HaltScope.Campaign, "618");
        await AddAsync(HaltScope.Sender, "crm", "h2");
        Assert.True(await _halts.LiftAsync("h1", "officer", DateTimeOffset.UnixEpoch));
        Assert.False(await _halts.LiftAsync("h1", "officer", DateTimeOffset.UnixEpoch));
        Assert.Equal(new HaltFact("sender:crm", "投诉激增"), Assert.Single(_halts.Covering(Push()).Value));
    }

    [Fact]
    public async Task A_lost_file_is_unavailable_and_never_no_halt()
    {
        await AddAsync(HaltScope.All, "");
        File.Delete(_folder.At("stores", "halts.db"));
        await Eventually.TrueAsync(() => _halts.Covering(Push()).State == FactState.Unavailable, "the loss is noticed");
    }
}
