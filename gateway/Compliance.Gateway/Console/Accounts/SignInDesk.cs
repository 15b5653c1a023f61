using System.Net;
using System.Security.Cryptography;
using System.Threading.RateLimiting;
using Compliance.Gateway.Admin;
using Microsoft.AspNetCore.Identity;

namespace Compliance.Gateway.Console.Accounts;

/// <summary>
/// Checks who signs in. A stranger MUST NOT learn which names exist: every refusal has the same words and takes the same time, and a locked
/// account refuses the right password too. One password is hashed at a time, so that guessing takes no processor from the pushes.
/// </summary>
internal sealed class SignInDesk(IAccountStore accounts, Passwords passwords, AccessLog access, TimeProvider clock) : IDisposable
{
    public const int MostFailures = 5;
    public static readonly TimeSpan Lock = TimeSpan.FromMinutes(15);

    private static readonly TimeSpan RefusalTakes = TimeSpan.FromMilliseconds(700);

    private readonly SemaphoreSlim _oneAtATime = new(1);

    /// <summary>Of one address; a whole office behind one address still gets in.</summary>
    private readonly PartitionedRateLimiter<IPAddress> _perAddress = PartitionedRateLimiter.Create<IPAddress, IPAddress>(address =>
        RateLimitPartition.GetSlidingWindowLimiter(
            address,
            _ => new SlidingWindowRateLimiterOptions
            {
                PermitLimit = 60,
                Window = TimeSpan.FromMinutes(1),
                SegmentsPerWindow = 6,
            }
        )
    );

    /// <returns>Null: refused.</returns>
    public async Task<Account?> SignInAsync(string name, string password, IPAddress? from, CancellationToken cancel)
    {
        var start = clock.GetTimestamp();
        if (await CheckAsync(name, password, from, cancel) is { } account)
            return account;
        var rest = RefusalTakes - clock.GetElapsedTime(start);
        if (rest > TimeSpan.Zero)
            await Task.Delay(rest, cancel);
        return null;
    }

    public void Dispose()
    {
        _oneAtATime.Dispose();
        _perAddress.Dispose();
    }

    internal static string NewStamp() => RandomNumberGenerator.GetHexString(32, lowercase: true);

    private async Task<Account?> CheckAsync(string name, string password, IPAddress? from, CancellationToken cancel)
    {
        // It can't be right, and costs nothing: so it uses up nothing either.
        if (password.Length > Passwords.Longest)
            return null;
        using var permit = _perAddress.AttemptAcquire(from ?? IPAddress.None);
        if (!permit.IsAcquired)
            return null;
        await _oneAtATime.WaitAsync(cancel);
        try
        {
            var account = accounts.Find(name);
            var result = passwords.Verify(account, password);
            var now = clock.GetUtcNow();
            var open = account is { Disabled: false } && !(account.LockedUntil > now);
            if (!open || result == PasswordVerificationResult.Failed)
            {
                await RefuseAsync(account, open, now);
                return null;
            }

            await access.WriteAsync(account!.Name, "console.sign-in", []);
            return await accounts.ChangeAsync(
                account.Name,
                current =>
                    current with
                    {
                        Failures = 0,
                        LockedUntil = null,
                        SignedInAt = now,
                        PasswordHash =
                            result == PasswordVerificationResult.SuccessRehashNeeded ? passwords.Hash(password) : current.PasswordHash,
                    }
            );
        }
        finally
        {
            _oneAtATime.Release();
        }
    }

    private async Task RefuseAsync(Account? account, bool open, DateTimeOffset now)
    {
        // The typed name may be anything, a password among it: only a known one is written down.
        await access.WriteAsync(
            "console",
            "console.sign-in-refused",
            [],
            ("account", account?.Name),
            ("locked", account is not null && !open ? "yes" : null)
        );
        if (account is null || !open)
            return;
        var changed = await accounts.ChangeAsync(
            account.Name,
            current =>
                current with
                {
                    Failures = (current.Failures + 1) % MostFailures,
                    LockedUntil = current.Failures + 1 >= MostFailures ? now + Lock : null,
                }
        );
        if (changed?.LockedUntil is not null)
            await access.WriteAsync("console", "console.locked", [], ("account", account.Name));
    }
}
