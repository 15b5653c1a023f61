using System.Collections.Immutable;
using Compliance.Audit;
using Compliance.Gateway.Credentials;
using Compliance.Gateway.Model;
using Compliance.Gateway.Stores.Suppression;
using Compliance.Rules.Facts;
using Compliance.Rules.Messages;

namespace Compliance.Tests.Gateway.Stores.Suppression;

public sealed class SqliteSuppressionStoreTests : IAsyncDisposable
{
    private const string Phone = "phone:+8613900000001";
    private static readonly DateTimeOffset Now = new(2026, 11, 21, 4, 0, 0, TimeSpan.Zero);

    private readonly StoreBench _bench = new();
    private SqliteSuppressionStore _list;

    public SqliteSuppressionStoreTests() => _list = Open();

    public ValueTask DisposeAsync() => _bench.DisposeAsync();

    private SqliteSuppressionStore Open() => new(_bench.Stores, _bench.Vault, SecretFile.LoadOrCreate(_bench.At("key")));

    private static Identity Known(string text) =>
        Identity.TryParse(text, out var identity, out var problem) ? identity : throw new ArgumentException(problem);

    private Task SuppressAsync(string identity, DateTimeOffset? until = null) =>
        _list.AddAsync([
            new SuppressionEntry
            {
                Identity = Known(identity),
                Person = _bench.Person(identity),
                Reason = "complaint",
                At = Now,
                Until = until,
                By = "officer",
            },
        ]);

    private async Task<FactState> StateAsync(string identity, DateTimeOffset? at = null, RecipientKind kind = RecipientKind.Person)
    {
        var person = _bench.Vault.TryFind(identity, out var slot) ? _bench.Vault.Root(slot) : default;
        return (await _list.FindAsync([new Recipient { Identity = identity, Kind = kind }], [person], at ?? Now, default))[0].State;
    }

    [Fact]
    public async Task A_suppressed_person_is_known_at_once_and_after_a_restart()
    {
        Assert.Equal(FactState.Nothing, await StateAsync(Phone));
        await SuppressAsync(Phone);
        Assert.Equal(FactState.Known, await StateAsync(Phone));
        _bench.Reopen();
        _list = Open();
        Assert.Equal(FactState.Known, await StateAsync(Phone));
    }

    [Fact]
    public async Task All_identities_of_the_person_are_suppressed()
    {
        await SuppressAsync(Phone);
        _bench.Person(Phone, "wecom:wm1");
        Assert.Equal(FactState.Known, await StateAsync("wecom:wm1"));
        Assert.Equal(FactState.Nothing, await StateAsync("wecom:wm2"));
    }

    [Fact]
    public async Task It_ends_at_its_time()
    {
        await SuppressAsync(Phone, Now.AddDays(1));
        Assert.Equal(FactState.Known, await StateAsync(Phone, Now.AddDays(1).AddMilliseconds(-1)));
        Assert.Equal(FactState.Nothing, await StateAsync(Phone, Now.AddDays(1)));
    }

    [Fact]
    public async Task It_outlives_the_forgetting_of_its_person()
    {
        await SuppressAsync(Phone);
        _bench.Person(Phone, "wecom:wm1", "email:wang@example.com");
        await _list.ForgetAsync(_bench.Vault.Linked(_bench.Person(Phone)));
        await _bench.Trail.EraseAsync(Phone, new ErasureOrder("test", "privacy"));
        Assert.Equal(FactState.Known, await StateAsync(Phone));
        Assert.Equal(FactState.Known, await StateAsync("wecom:wm1"));
        Assert.Equal(FactState.Known, await StateAsync("email:wang@example.com"));
        Assert.Equal(FactState.Nothing, await StateAsync("wecom:wm2"));
        await _list.LiftAsync(Known("wecom:wm1"), _bench.Vault.Linked(_bench.Person("wecom:wm1")));
        Assert.Equal(FactState.Nothing, await StateAsync("wecom:wm1"));
        Assert.Equal(FactState.Known, await StateAsync(Phone));
    }

    [Fact]
    public async Task Lifting_frees_the_person_and_the_identity()
    {
        await SuppressAsync(Phone);
        Assert.Equal(1, await _list.LiftAsync(Known(Phone), _bench.Vault.Linked(_bench.Person(Phone))));
        Assert.Equal(FactState.Nothing, await StateAsync(Phone));
    }

    [Fact]
    public async Task No_identity_stands_in_the_file()
    {
        await SuppressAsync(Phone);
        _bench.Stores.Dispose();
        foreach (var path in Directory.GetFiles(_bench.At("stores")))
            Assert.DoesNotContain("13900000001", await File.ReadAllTextAsync(path), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_lost_file_is_unavailable_and_never_an_empty_list()
    {
        await SuppressAsync(Phone);
        await _bench.LoseAsync("suppressions");
        Assert.Equal(FactState.Unavailable, await StateAsync(Phone));
        await _bench.BringBackAsync("suppressions");
        Assert.Equal(FactState.Known, await StateAsync(Phone));
    }
}
