using Compliance.Gateway.Credentials;
using Microsoft.Extensions.Options;

namespace Compliance.Gateway.Admin;

internal sealed class AdminKeyValidation(IConfigurationRoot configuration) : IValidateOptions<AdminKeyOptions>
{
    private const int Shortest = 20;

    public ValidateOptionsResult Validate(string? name, AdminKeyOptions options)
    {
        var errors = new List<string>();
        var read = new List<string>();
        if (options.FourEyes is not (FourEyes.Auto or FourEyes.Required or FourEyes.Off))
            errors.Add($"Compliance:FourEyes is {options.FourEyes}, not auto, required or off");
        foreach (var (key, settings) in options.AdminKeys)
        {
            var where = $"Compliance:AdminKeys:{key}";
            if (SecretSetting.Problem(configuration, $"{where}:Key", settings.Key, Shortest) is { } problem)
                errors.Add(problem);
            else
                read.Add(SecretSetting.Read(settings.Key!).Reveal());
            if (settings.Roles.Length == 0)
                errors.Add($"{where}:Roles is empty: name at least one of {string.Join(", ", Roles.All)}");
            foreach (var role in settings.Roles.Where(role => !Roles.All.Contains(role)))
                errors.Add($"{where}:Roles names '{role}': the roles are {string.Join(", ", Roles.All)}");
        }

        if (read.Distinct(StringComparer.Ordinal).Count() != read.Count)
            errors.Add(
                "Compliance:AdminKeys holds one key twice: each person or program needs a key of its own, or the audit can't tell them apart"
            );
        return errors.Count == 0 ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail(errors);
    }
}
