using System.Collections.Frozen;
using Microsoft.AspNetCore.Identity;
using Microsoft.Extensions.Options;

namespace Compliance.Gateway.Console.Accounts;

/// <summary>
/// The framework's own hasher: PBKDF2 with HMAC-SHA512 and a salt of 128 bits. 210,000 rounds are OWASP's figure for SHA-512; a hash made with
/// fewer is made anew when its owner signs in.
/// </summary>
internal sealed class Passwords
{
    public const int Shortest = 12;
    public const int Longest = 256;

    private const int Rounds = 210_000;

    private static readonly FrozenSet<string> Common = ReadCommon();

    private readonly PasswordHasher<Account> _hasher = new(Options.Create(new PasswordHasherOptions { IterationCount = Rounds }));
    private readonly string _nobodys;

    public Passwords() => _nobodys = Hash(Guid.NewGuid().ToString());

    public string Hash(string password) => _hasher.HashPassword(null!, password);

    /// <param name="account">Null, or without a password: takes as long and is false.</param>
    public PasswordVerificationResult Verify(Account? account, string password)
    {
        var result = _hasher.VerifyHashedPassword(null!, account?.PasswordHash ?? _nobodys, password);
        return account?.PasswordHash is null ? PasswordVerificationResult.Failed : result;
    }

    /// <summary>Length and the commonest ones, nothing about kinds of characters: such rules make passwords guessable, not strong.</summary>
    /// <returns>What is wrong, a key of <see cref="Texts"/>; null: nothing.</returns>
    public static string? Judge(string password, string account)
    {
        if (password.Length < Shortest)
            return "密码太短：至少 12 个字符，可以是一句话。";
        if (password.Length > Longest)
            return "密码太长：不超过 256 个字符。";
        return
            Common.Contains(password) || password.Distinct().Count() < 5 || password.Contains(account, StringComparison.OrdinalIgnoreCase)
            ? "这个密码太容易猜到：换一句只有您知道的话。"
            : null;
    }

    private static FrozenSet<string> ReadCommon()
    {
        using var stream = typeof(Passwords).Assembly.GetManifestResourceStream("common-passwords.txt")!;
        using var reader = new StreamReader(stream);
        return reader
            .ReadToEnd()
            .Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries)
            .ToFrozenSet(StringComparer.OrdinalIgnoreCase);
    }
}
