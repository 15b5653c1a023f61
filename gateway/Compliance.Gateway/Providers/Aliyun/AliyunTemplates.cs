using System.Collections.Immutable;
using System.Text.Json;
using Compliance.Gateway.Providers.Wire;
using Compliance.Gateway.Stores.Templates;
using Compliance.Rules.Facts;
using Compliance.Rules.Messages;

namespace Compliance.Gateway.Providers.Aliyun;

/// <summary>GetSmsTemplate: the text, the type and what each variable may hold.</summary>
internal static class AliyunTemplates
{
    private const string Action = "GetSmsTemplate";
    private const string Approved = "1";
    private const string International = "3";

    public static OutboundRequest Read(string id) =>
        new()
        {
            Method = "POST",
            Path = "/",
            RawQuery = $"TemplateCode={PercentEncoding.Encode(id)}",
            Body = default,
            Headers = [new("Accept", "application/json"), new("x-acs-action", Action), new("x-acs-version", "2017-05-25")],
        };

    public static TemplateReading Read(VendorResponse response)
    {
        try
        {
            using var document = JsonDocument.Parse(response.Body);
            var reply = document.RootElement;
            var code = reply.GetProperty("Code").GetString() ?? "";
            if (code != "OK")
                return code is "isv.SMS_TEMPLATE_ILLEGAL" or "isv.TEMPLATE_NOT_EXIST" or "isv.SMS_TEMPLATE_NOT_EXIST"
                    ? new TemplateReading.Gone("no such template")
                    : new TemplateReading.NotTold(code);
            if (Text(reply, "TemplateStatus") != Approved || Text(reply, "TemplateContent") is not { Length: > 0 } content)
                return new TemplateReading.Gone("not approved");
            var type = Text(reply, "TemplateType");
            return new TemplateReading.Found(
                new ProviderTemplate
                {
                    Text = content,
                    Category = CategoryOf(type == International ? Text(reply, "IntlType") : type),
                    Variables = Variables(Text(reply, "VariableAttribute")),
                }
            );
        }
        catch (Exception broken) when (broken is JsonException or InvalidOperationException or KeyNotFoundException)
        {
            return new TemplateReading.NotTold(VendorReply.Unreadable(response.Status));
        }
    }

    /// <summary>A type that nobody knows is the strictest.</summary>
    private static Category CategoryOf(string? type) =>
        type switch
        {
            "0" => Category.Security,
            "1" => Category.Service,
            _ => Category.Marketing,
        };

    /// <summary>JSON in a string: <c>{"code":"numberCaptcha"}</c>. A type that says nothing leaves the variable untyped.</summary>
    private static ImmutableDictionary<string, VariableType> Variables(string? rules)
    {
        var types = ImmutableDictionary.CreateBuilder<string, VariableType>();
        if (string.IsNullOrWhiteSpace(rules))
            return types.ToImmutable();
        using var document = JsonDocument.Parse(rules);
        foreach (var variable in document.RootElement.EnumerateObject())
            if (
                variable.Value.ValueKind == JsonValueKind.String
                && VariableNames.TryParse(variable.Value.GetString()!, out var type)
                && type is { } known
            )
                types[variable.Name] = known;
        return types.ToImmutable();
    }

    /// <summary>Some of its clients' models hold numbers where the documentation has strings.</summary>
    private static string? Text(JsonElement reply, string name) =>
        reply.TryGetProperty(name, out var value) && value.ValueKind is JsonValueKind.String or JsonValueKind.Number
            ? value.ToString()
            : null;
}
