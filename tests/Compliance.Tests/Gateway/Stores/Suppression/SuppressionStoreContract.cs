using System.Collections.Immutable;
using Compliance.Audit;
using Compliance.Gateway.Model;
using Compliance.Gateway.Stores.Suppression;
using Compliance.Rules.Facts;
using Compliance.Rules.Messages;

namespace Compliance.Tests.Gateway.Stores.Suppression;

/// <summary>What every suppression list keeps.</summary>
public abstract class SuppressionStoreContract : StoreContract
{
    private protected abstract ISuppressionStore Store { get; }

    private protected const string Phone = "phone:+8613900000001";
    private static readonly DateTimeOffset Now = new(2026, 11, 21, 4, 0, 0, TimeSpan.Zero);

    private static Identity Known(string text) =>
        Identity.TryParse(text, out var identity, out var problem) ? identity : throw new ArgumentException(problem);

    private protected Task SuppressAsync(string identity, DateTimeOffset? until = null) =>
        Store.AddAsync([
            new SuppressionEntry
            {
                Identity = Known(identity),
                Person = Bench.Person(identity),
                Reason = "complaint",
                At = Now,
                Until = until,
                By = "officer",
            },
        ]);

    private async Task<FactState> StateAsync(string identity, DateTimeOffset? at = null, RecipientKind kind = RecipientKind.Person)
    {
        var person = Bench.Vault.TryFind(identity, out var slot) ? Bench.Vault.Root(slot) : default;
        return (await Store.FindAsync([new Recipient { Identity = identity, Kind = kind }], [person], at ?? Now, default))[0].State;
    }

    [Fact]
    public async Task A_suppressed_person_is_known_at_once_and_after_a_restart()
    {
        Assert.Equal(FactState.Nothing, await StateAsync(Phone));
        await SuppressAsync(Phone);
        Assert.Equal(FactState.Known, await StateAsync(Phone));
        Restart();
        Assert.Equal(FactState.Known, await StateAsync(Phone));
    }

    [Fact]
    public async Task All_identities_of_the_person_are_suppressed()
    {
        await SuppressAsync(Phone);
        Bench.Person(Phone, "wecom:wm1");
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
        Bench.Person(Phone, "wecom:wm1", "email:wang@example.com");
        await Store.ForgetAsync(Bench.Vault.Linked(Bench.Person(Phone)));
        await Bench.Trail.EraseAsync(Phone, new ErasureOrder("test", "privacy"));
        Assert.Equal(FactState.Known, await StateAsync(Phone));
        Assert.Equal(FactState.Known, await StateAsync("wecom:wm1"));
        Assert.Equal(FactState.Known, await StateAsync("email:wang@example.com"));
        Assert.Equal(FactState.Nothing, await StateAsync("wecom:wm2"));
        await Store.LiftAsync(Known("wecom:wm1"), Bench.Vault.Linked(Bench.Person("wecom:wm1")));
        Assert.Equal(FactState.Nothing, await StateAsync("wecom:wm1"));
        Assert.Equal(FactState.Known, await StateAsync(Phone));
    }

    [Fact]
    public async Task Lifting_frees_the_person_and_the_identity()
    {
        await SuppressAsync(Phone);
        Assert.Equal(1, await Store.LiftAsync(Known(Phone), Bench.Vault.Linked(Bench.Person(Phone))));
        Assert.Equal(FactState.Nothing, await StateAsync(Phone));
    }

    [Fact]
    public async Task A_lost_file_is_unavailable_and_never_an_empty_list()
    {
        await SuppressAsync(Phone);
        await LoseAsync();
        Assert.Equal(FactState.Unavailable, await StateAsync(Phone));
        await BringBackAsync();
        Assert.Equal(FactState.Known, await StateAsync(Phone));
    }
}
