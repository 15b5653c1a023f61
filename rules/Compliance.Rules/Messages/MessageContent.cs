using System.Collections.Immutable;

namespace Compliance.Rules.Messages;

/// <summary>One text as one or more recipients would read it.</summary>
public sealed record MessageContent
{
    public required ImmutableArray<ContentField> Fields { get; init; }
}

/// <summary>One piece of text on the wire. Findings and rewrites name it by its index.</summary>
public sealed record ContentField
{
    /// <summary>Where it stands on the wire, for people and for the audit: <c>text.content</c>, <c>TemplateParamSet[0]</c>.</summary>
    public required string Name { get; init; }

    public required string Text { get; init; }

    public FieldRole Role { get; init; } = FieldRole.Text;

    /// <summary>For a template variable: its name in the template's text (<c>1</c> for <c>{1}</c>, <c>name</c> for <c>${name}</c>).</summary>
    public string? Variable { get; init; }

    /// <summary>False where the channel can't carry a changed text; an obligation on it then denies.</summary>
    public bool Editable { get; init; } = true;

    /// <summary>Longest text in UTF-8 bytes that the provider takes; null when it names no limit.</summary>
    public int? MaxBytes { get; init; }
}

public enum FieldRole
{
    Text,
    Title,
    Variable,
    Signature,
    Link,

    /// <summary>Stood in a place that the provider names nowhere: judged like any text, but nobody can say that a person read it. In older records only: such a push is refused now.</summary>
    Unread,
}
