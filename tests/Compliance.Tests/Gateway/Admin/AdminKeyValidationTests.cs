using Compliance.Gateway.Admin;

namespace Compliance.Tests.Gateway.Admin;

public sealed class AdminKeyValidationTests
{
    private static string[] Errors(params (string Name, string? Key, string[] Roles)[] keys)
    {
        var options = new AdminKeyOptions();
        foreach (var (name, key, roles) in keys)
            options.AdminKeys.Add(name, new AdminKeySettings { Key = key, Roles = roles });
        return [.. new AdminKeyValidation().Validate(null, options).Failures ?? []];
    }

    [Fact]
    public void Good_keys_and_no_keys_pass()
    {
        Assert.Empty(Errors());
        Assert.Empty(Errors(("officer", "0123456789abcdef0123", ["officer", "privacy"])));
    }

    [Fact]
    public void Every_error_is_told_at_once_by_its_setting_and_without_the_key()
    {
        var errors = Errors(
            ("short", "tooshort", ["officer"]),
            ("none", null, ["officer"]),
            ("gone", "file:/does/not/exist", ["officer"]),
            ("roleless", "0123456789abcdef0123", []),
            ("wrong", "0123456789abcdef0124", ["boss"]),
            ("twin", "0123456789abcdef0124", ["legal"])
        );
        foreach (var part in (string[])["short:Key", "none:Key", "gone:Key", "roleless:Roles", "'boss'", "one key twice"])
            Assert.Contains(errors, error => error.Contains(part, StringComparison.Ordinal));
        Assert.Equal(6, errors.Length);
        Assert.DoesNotContain(
            errors,
            error => error.Contains("tooshort", StringComparison.Ordinal) || error.Contains("0123456789", StringComparison.Ordinal)
        );
    }
}
