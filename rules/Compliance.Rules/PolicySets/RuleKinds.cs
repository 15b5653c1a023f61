using System.Collections.Frozen;
using System.Reflection;

namespace Compliance.Rules.PolicySets;

/// <summary>Every kind of rule that this assembly knows: what is read from YAML, exported as JSON Schema and evaluated.</summary>
public static class RuleKinds
{
    /// <summary>Kind name (as after <c>kind:</c>) to its sealed record.</summary>
    public static FrozenDictionary<string, Type> All { get; } =
        typeof(Rule)
            .Assembly.GetTypes()
            .Where(type => type.GetCustomAttribute<RuleKindAttribute>() is not null)
            .ToFrozenDictionary(type => type.GetCustomAttribute<RuleKindAttribute>()!.Name, StringComparer.Ordinal);

    /// <summary>Kind name and outcomes of a rule; throws for a type that is no kind (<see cref="GatewayRule"/>).</summary>
    public static RuleKindAttribute Of(Type kind) =>
        kind.GetCustomAttribute<RuleKindAttribute>() ?? throw new ArgumentException($"{kind.Name} is no kind of rule.", nameof(kind));
}
