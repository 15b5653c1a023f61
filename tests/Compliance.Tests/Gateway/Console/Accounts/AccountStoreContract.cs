using Compliance.Gateway.Console.Accounts;

namespace Compliance.Tests.Gateway.Console.Accounts;

/// <summary>What any store of accounts must do.</summary>
public abstract class AccountStoreContract
{
    private static readonly DateTimeOffset Now = new(2026, 12, 2, 4, 0, 0, TimeSpan.Zero);

    private protected abstract IAccountStore Store { get; }

    [Fact]
    public async Task An_account_comes_back_as_it_was_written_whatever_the_case_of_its_name()
    {
        var written = New("Wang林") with
        {
            PasswordHash = "hash",
            Disabled = true,
            Failures = 3,
            LockedUntil = Now,
            SignedInAt = Now.AddDays(-1),
        };
        Assert.True(await Store.AddAsync(written));
        var read = Store.Find("wANG林")!;
        Assert.Equal(written.Roles.AsEnumerable(), read.Roles);
        Assert.Equal(written with { Roles = read.Roles }, read);
        Assert.Null(Store.Find("Wang"));
    }

    [Fact]
    public async Task A_name_is_given_once()
    {
        Assert.True(await Store.AddAsync(New("wang")));
        Assert.False(await Store.AddAsync(New("WANG") with { Stamp = "other" }));
        Assert.Equal("stamp", Assert.Single(Store.All()).Stamp);
    }

    [Fact]
    public async Task Changes_at_once_do_not_undo_each_other()
    {
        await Store.AddAsync(New("wang"));
        await Task.WhenAll(
            Enumerable.Range(0, 50).Select(_ => Store.ChangeAsync("wang", account => account with { Failures = account.Failures + 1 }))
        );
        Assert.Equal(50, Store.Find("wang")!.Failures);
        Assert.Null(await Store.ChangeAsync("nobody", account => account));
    }

    [Fact]
    public async Task An_invitation_is_accepted_once_and_not_after_its_time()
    {
        await Store.InviteAsync(new Invitation("hash", "", Now.AddHours(1)));
        Assert.NotNull(Store.FindInvitation("hash", Now));
        Assert.Null(Store.FindInvitation("hash", Now.AddHours(1)));
        Assert.Null(await Store.AcceptAsync("hash", Now.AddHours(1), _ => New("late")));
        Assert.Null(await Store.AcceptAsync("other", Now, _ => New("guess")));
        Assert.Equal("wang", (await Store.AcceptAsync("hash", Now, _ => New("wang")))?.Name);
        Assert.Null(await Store.AcceptAsync("hash", Now, _ => New("again")));
        Assert.Single(Store.All());
    }

    [Fact]
    public async Task A_refused_acceptance_leaves_the_invitation_good()
    {
        await Store.AddAsync(New("wang"));
        await Store.InviteAsync(new Invitation("hash", "wang", Now.AddHours(1)));
        Assert.Null(await Store.AcceptAsync("hash", Now, _ => null));
        Assert.Equal("set", (await Store.AcceptAsync("hash", Now, account => account! with { PasswordHash = "set" }))?.PasswordHash);
    }

    [Fact]
    public async Task A_newer_invitation_of_the_same_account_replaces_the_older()
    {
        await Store.InviteAsync(new Invitation("one", "wang", Now.AddHours(1)));
        await Store.InviteAsync(new Invitation("two", "wang", Now.AddHours(1)));
        Assert.Null(Store.FindInvitation("one", Now));
        Assert.Equal("wang", Store.FindInvitation("two", Now)?.Account);
    }

    private static Account New(string name) =>
        new()
        {
            Name = name,
            Roles = ["officer", "legal"],
            Stamp = "stamp",
            CreatedBy = "test",
            CreatedAt = Now,
        };
}
