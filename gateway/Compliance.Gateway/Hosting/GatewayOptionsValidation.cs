using System.ComponentModel.DataAnnotations;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Options;

namespace Compliance.Gateway.Hosting;

/// <summary>Reports every error of the section at once, each with the setting's name.</summary>
internal sealed class GatewayOptionsValidation : IValidateOptions<GatewayOptions>
{
    public ValidateOptionsResult Validate(string? name, GatewayOptions options)
    {
        var errors = new List<string>();
        Annotations("Compliance", options, errors);
        Annotations("Compliance:Policies", options.Policies, errors);
        Annotations("Compliance:Limits", options.Limits, errors);
        var push = Address("Compliance:Listeners:Push", options.Listeners.Push, errors);
        var admin = Address("Compliance:Listeners:Admin", options.Listeners.Admin, errors);
        if (push is { Port: not 0 } && admin is not null && push.Port == admin.Port && push.Host == admin.Host)
            errors.Add(
                $"Compliance:Listeners:Admin is the same address as Compliance:Listeners:Push ({options.Listeners.Push}): give each its own port"
            );
        if (!Directory.Exists(options.Policies.Folder))
            errors.Add($"Compliance:Policies:Folder '{options.Policies.Folder}' does not exist: name the folder that holds the packs");
        return errors.Count == 0 ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail(errors);
    }

    private static void Annotations(string section, object options, List<string> errors)
    {
        var results = new List<ValidationResult>();
        if (!Validator.TryValidateObject(options, new ValidationContext(options), results, validateAllProperties: true))
            errors.AddRange(results.Select(r => $"{section}:{string.Join(',', r.MemberNames)}: {r.ErrorMessage}"));
    }

    private static BindingAddress? Address(string setting, string value, List<string> errors)
    {
        try
        {
            var address = BindingAddress.Parse(value);
            if (address.Scheme is "http" or "https" && address.PathBase.Length == 0)
                return address;
        }
        catch (FormatException)
        {
            // Reported below with the same words as any other address that can't be used.
        }

        errors.Add($"{setting} '{value}' is not an address to listen on: write it as http://127.0.0.1:8080");
        return null;
    }
}
