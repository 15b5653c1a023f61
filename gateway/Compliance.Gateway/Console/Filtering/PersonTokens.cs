using System.Security.Claims;
using System.Security.Cryptography;
using Compliance.Gateway.Model;
using Microsoft.AspNetCore.DataProtection;

namespace Compliance.Gateway.Console.Filtering;

/// <summary>A person in an address: encrypted, for the officer who typed him alone, and for a working day.</summary>
internal sealed class PersonTokens(IDataProtectionProvider protection)
{
    public string? Make(ClaimsPrincipal user, Identity? person) =>
        person is { } identity ? For(user).Protect(identity.Text, ConsoleSession.Longest) : null;

    /// <returns>Null: there is none, or it isn't good (any more).</returns>
    public Identity? Read(ClaimsPrincipal user, string? token)
    {
        if (string.IsNullOrEmpty(token))
            return null;
        try
        {
            return Identity.TryParse(For(user).Unprotect(token), out var identity, out _) ? identity : null;
        }
        catch (CryptographicException)
        {
            return null;
        }
    }

    private ITimeLimitedDataProtector For(ClaimsPrincipal user) =>
        protection.CreateProtector("Console.Person", user.Identity!.Name!).ToTimeLimitedDataProtector();
}
