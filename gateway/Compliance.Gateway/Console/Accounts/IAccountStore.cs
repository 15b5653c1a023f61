namespace Compliance.Gateway.Console.Accounts;

/// <summary>Accounts of the console and their one-time links. Few: all accounts are in memory, what changed acts at once.</summary>
internal interface IAccountStore
{
    /// <exception cref="Storage.StoreUnavailableException" />
    IReadOnlyList<Account> All();

    /// <exception cref="Storage.StoreUnavailableException" />
    Account? Find(string name);

    /// <returns>False: the name is taken.</returns>
    Task<bool> AddAsync(Account account);

    /// <summary>Reads, changes and writes in one step: two changes at a time don't undo each other.</summary>
    /// <returns>As it is now; null when there is no such account.</returns>
    Task<Account?> ChangeAsync(string name, Func<Account, Account> change);

    /// <summary>An earlier link for the same account is void from then on.</summary>
    Task InviteAsync(Invitation invitation);

    /// <summary>Null when unknown, used or expired.</summary>
    Invitation? FindInvitation(string tokenHash, DateTimeOffset now);

    /// <summary>Uses a link up and writes the account that comes of it, both or neither.</summary>
    /// <param name="accept">Gets the account that the link is for (null: there is none yet); what it returns is written. MUST return null to refuse: then the link stays good.</param>
    /// <returns>Null when the link was not good any more, or was refused.</returns>
    Task<Account?> AcceptAsync(string tokenHash, DateTimeOffset now, Func<Account?, Account?> accept);
}
