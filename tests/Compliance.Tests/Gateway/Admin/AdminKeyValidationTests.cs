using Compliance.Gateway.Admin;
using Compliance.TestKit;
using Microsoft.Extensions.Configuration;

namespace Compliance.Tests.Gateway.Admin;

public sealed class AdminKeyValidationTests
{
    private static readonly IConfigurationRoot NoFiles = new ConfigurationBuilder().Build();

    private static string[] Errors(params (string Name, string? Key, string[] Roles)[] keys)
    {
        var options = new AdminKeyOptions();
        foreach (var (name, key, roles) in keys)
            options.AdminKeys.Add(name, new AdminKeySettings { Key = key, Roles = roles });
        return [.. new AdminKeyValidation(NoFiles).Validate(null, options).Failures ?? []];
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
        Assert.Contains(errors, error => error.Contains("gone:Key names a file that can't be read", StringComparison.Ordinal));
        Assert.DoesNotContain(
            errors,
            error => error.Contains("tooshort", StringComparison.Ordinal) || error.Contains("0123456789", StringComparison.Ordinal)
        );
    }

    [Fact]
    public void A_key_that_lies_open_in_a_file_is_refused()
    {
        using var folder = new TemporaryFolder();
        File.WriteAllText(
            folder.At("settings.json"),
            """{"Compliance":{"AdminKeys":{"wang":{"Key":"0123456789abcdef0123","Roles":["officer"]}}}}"""
        );
        var configuration = new ConfigurationBuilder().AddJsonFile(folder.At("settings.json")).Build();
        var options = configuration.GetSection("Compliance").Get<AdminKeyOptions>()!;
        var error = Assert.Single(new AdminKeyValidation(configuration).Validate(null, options).Failures!);
        Assert.StartsWith("Compliance:AdminKeys:wang:Key stands in ", error, StringComparison.Ordinal);
        Assert.Contains("settings.json", error, StringComparison.Ordinal);
    }
}
