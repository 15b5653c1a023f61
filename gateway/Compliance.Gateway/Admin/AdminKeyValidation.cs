using Microsoft.Extensions.Options;

namespace Compliance.Gateway.Admin;

internal sealed class AdminKeyValidation : IValidateOptions<AdminKeyOptions>
{
    private const int Shortest = 20;

    public ValidateOptionsResult Validate(string? name, AdminKeyOptions options)
    {
        var errors = options.AdminKeys.SelectMany(key => Problems($"Compliance:AdminKeys:{key.Key}", key.Value)).ToList();
        var read = options.AdminKeys.Values.Select(AdminKeys.Read).OfType<string>().ToList();
        if (read.Distinct(StringComparer.Ordinal).Count() != read.Count)
            errors.Add(
                "Compliance:AdminKeys holds one key twice: each person or program needs a key of its own, or the audit can't tell them apart"
            );
        return errors.Count == 0 ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail(errors);
    }

    private static IEnumerable<string> Problems(string where, AdminKeySettings settings)
    {
        var key = AdminKeys.Read(settings);
        if (key is null)
            yield return $"{where}:Key is missing or its file can't be read: write file:<path>, or set it in the environment";
        else if (key.Length < Shortest)
            yield return $"{where}:Key is shorter than {Shortest} characters: use a random one, for example from openssl rand -hex 24";
        if (settings.Roles.Length == 0)
            yield return $"{where}:Roles is empty: name at least one of {string.Join(", ", Roles.All)}";
        foreach (var role in settings.Roles.Where(role => !Roles.All.Contains(role)))
            yield return $"{where}:Roles names '{role}': the roles are {string.Join(", ", Roles.All)}";
    }
}
