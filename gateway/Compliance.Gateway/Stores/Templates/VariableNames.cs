using System.Collections.Frozen;
using System.Collections.Immutable;
using System.Text.Json;
using Compliance.Policies.Binding;
using Compliance.Rules.Facts;

namespace Compliance.Gateway.Stores.Templates;

/// <summary>Types of variables as callers write them: ours, or the provider's own (Aliyun's TemplateRule).</summary>
internal static class VariableNames
{
    private static readonly FrozenDictionary<string, VariableType?> Providers = new Dictionary<string, VariableType?>
    {
        ["date"] = VariableType.Time,
        ["date-time"] = VariableType.Time,
        ["datetime"] = VariableType.Time,
        ["order"] = VariableType.OrderNo,
        ["orderno"] = VariableType.OrderNo,
        ["order_no"] = VariableType.OrderNo,
        ["link"] = VariableType.Url,
        ["numberCaptcha"] = VariableType.Code,
        ["characterWithNumber"] = VariableType.Code,
        ["characterWithNumber2"] = VariableType.Code,
        ["pick_up_code"] = VariableType.Code,
        ["phone_number"] = VariableType.Phone,
        ["phone_number2"] = VariableType.Phone,
        ["money"] = VariableType.Amount,
        ["user_nick"] = VariableType.Name,
        ["unit_name"] = VariableType.Name,
        ["other_number"] = VariableType.OrderNo,
        ["other_number2"] = VariableType.OrderNo,
        ["tracking_number"] = VariableType.OrderNo,
        ["license_plate_number"] = null,
        ["email_address"] = null,
        ["link_param"] = VariableType.Url,
        ["others"] = null,
    }.ToFrozenDictionary(StringComparer.OrdinalIgnoreCase);

    public static string Known => string.Join("、", EnumNames<VariableType>.All);

    /// <returns>False where nobody knows the type; a null type is a variable that holds any short word.</returns>
    public static bool TryParse(string name, out VariableType? type)
    {
        var known = EnumNames<VariableType>.TryParse(name, out var ours);
        type = known ? ours : null;
        return known || Providers.TryGetValue(name, out type);
    }

    public static string? Write(ImmutableDictionary<string, VariableType> variables) =>
        variables.IsEmpty
            ? null
            : JsonSerializer.Serialize(variables.ToDictionary(pair => pair.Key, pair => EnumNames<VariableType>.Of(pair.Value)));

    public static ImmutableDictionary<string, VariableType> Read(string? json)
    {
        var types = ImmutableDictionary.CreateBuilder<string, VariableType>();
        if (json is not null)
            foreach (var (variable, name) in JsonSerializer.Deserialize<Dictionary<string, string>>(json)!)
                if (TryParse(name, out var type) && type is { } known)
                    types.Add(variable, known);
        return types.ToImmutable();
    }
}
