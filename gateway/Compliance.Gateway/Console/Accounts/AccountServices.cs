using Compliance.Gateway.Admin;

namespace Compliance.Gateway.Console.Accounts;

internal static class AccountServices
{
    /// <summary>Wants the embedded stores' folder and the access log to be registered.</summary>
    public static IServiceCollection AddAccounts(this IServiceCollection services)
    {
        services.AddSingleton<IAccountStore, SqliteAccountStore>();
        services.AddSingleton<IApprovers, AccountApprovers>();
        services.AddSingleton<Passwords>();
        services.AddSingleton<OneTimeLinks>();
        services.AddSingleton<SignInDesk>();
        services.AddSingleton<AccountDesk>();
        services.AddSingleton<ConsoleSession>();
        services.AddHostedService<FirstAccount>();
        return services;
    }
}
