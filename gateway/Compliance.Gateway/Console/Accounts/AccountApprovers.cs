using Compliance.Gateway.Admin;

namespace Compliance.Gateway.Console.Accounts;

/// <summary>People who can sign in.</summary>
internal sealed class AccountApprovers(IAccountStore accounts) : IApprovers
{
    public IEnumerable<string> WhoMay(IReadOnlyCollection<string> roles) =>
        accounts
            .All()
            .Where(account => !account.Disabled && account.PasswordHash is not null)
            .Where(account => Roles.Suffice(account.Roles, roles))
            .Select(account => account.Name);
}
