using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;

namespace Compliance.Gateway.Console.Accounts;

/// <summary>Links that let one person set one password. The secret stands behind the <c>#</c>: no server, proxy or log gets to see it.</summary>
internal sealed class OneTimeLinks(IAccountStore accounts, TimeProvider clock)
{
    /// <summary>The first administrator's: whoever starts the gateway sits in front of it.</summary>
    public static readonly TimeSpan FirstGood = TimeSpan.FromHours(24);

    public static readonly TimeSpan Good = TimeSpan.FromDays(3);

    /// <param name="account">Empty: for the first administrator.</param>
    /// <returns>Path and secret, to be put behind the console's own address.</returns>
    public async Task<string> MakeAsync(string account)
    {
        var token = Base64Url.EncodeToString(RandomNumberGenerator.GetBytes(32));
        await accounts.InviteAsync(new Invitation(Hash(token), account, clock.GetUtcNow() + (account.Length == 0 ? FirstGood : Good)));
        return $"/console/welcome#{token}";
    }

    public static string Hash(string token) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(token)));
}
