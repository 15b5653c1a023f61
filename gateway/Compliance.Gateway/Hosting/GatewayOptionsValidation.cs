using System.ComponentModel.DataAnnotations;
using Compliance.Gateway.Model;
using Microsoft.Extensions.Options;

namespace Compliance.Gateway.Hosting;

/// <summary>Reports every error of the section at once, each with the setting's name.</summary>
internal sealed class GatewayOptionsValidation(IConfiguration configuration) : IValidateOptions<GatewayOptions>
{
    public ValidateOptionsResult Validate(string? name, GatewayOptions options)
    {
        var errors = new List<string>();
        Annotations("Compliance", options, errors);
        Annotations("Compliance:Policies", options.Policies, errors);
        Annotations("Compliance:Limits", options.Limits, errors);
        var push = Address("Compliance:Listeners:Push", options.Listeners.Push, errors);
        var admin = Address("Compliance:Listeners:Admin", options.Listeners.Admin, errors);
        if (push is not null && admin is not null && push.Meets(admin))
            errors.Add(
                $"Compliance:Listeners:Admin is the same address as Compliance:Listeners:Push ({options.Listeners.Push}): give each its own port"
            );
        if ((push is { IsHttps: true } || admin is { IsHttps: true }) && ListenerCertificate.Error(configuration) is { } problem)
            errors.Add(problem);
        foreach (var kestrel in configuration.GetSection("Kestrel").GetChildren().Where(child => child.Key != "Certificates"))
            errors.Add($"{kestrel.Path} is not read: the listeners are Compliance:Listeners:Push and Compliance:Listeners:Admin");
        if (!Directory.Exists(options.Policies.Folder))
            errors.Add(
                $"Compliance:Policies:Folder {Path.GetFullPath(options.Policies.Folder)} does not exist: name the folder that holds the packs"
            );
        return errors.Count == 0 ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail(errors);
    }

    private static void Annotations(string section, object options, List<string> errors)
    {
        var results = new List<ValidationResult>();
        if (!Validator.TryValidateObject(options, new ValidationContext(options), results, validateAllProperties: true))
            errors.AddRange(results.Select(r => $"{section}:{string.Join(',', r.MemberNames)}: {r.ErrorMessage}"));
    }

    private static ListenerAddress? Address(string setting, string value, List<string> errors)
    {
        if (ListenerAddress.TryParse(value, out var address))
            return address;
        errors.Add(
            $"{setting} '{value}' is not an address to listen on: write http://127.0.0.1:8080, or another IP address, localhost or *"
        );
        return null;
    }
}
