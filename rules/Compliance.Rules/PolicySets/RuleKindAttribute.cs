using System.Collections.Immutable;

namespace Compliance.Rules.PolicySets;

/// <summary>Names a kind as it is written in YAML after <c>kind:</c>, and the outcomes that <c>then:</c> may take.</summary>
[AttributeUsage(AttributeTargets.Class, Inherited = false)]
public sealed class RuleKindAttribute(string name, params Outcome[] outcomes) : Attribute
{
    public string Name { get; } = name;

    public ImmutableArray<Outcome> Outcomes { get; } = [.. outcomes];
}

/// <summary>Not a key of the YAML: the loader computes it.</summary>
[AttributeUsage(AttributeTargets.Property)]
public sealed class FilledByLoaderAttribute : Attribute;

/// <summary>A list of files of the pack (paths relative to the pack's folder); their lists go into <paramref name="entries"/>.</summary>
[AttributeUsage(AttributeTargets.Property)]
public sealed class FilesOfPackAttribute(string entries) : Attribute
{
    /// <summary>Name of the property of the same record that the loader fills.</summary>
    public string Entries { get; } = entries;
}
