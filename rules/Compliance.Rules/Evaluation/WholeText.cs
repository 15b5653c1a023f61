using Compliance.Rules.Messages;

namespace Compliance.Rules.Evaluation;

/// <summary>A message as a person reads it, for whoever must know how long it is.</summary>
public static class WholeText
{
    [ThreadStatic]
    private static RenderedText? _rendered;

    /// <summary>Characters (UTF-16 units, as short messages are counted) with the signature in its brackets; of a template that nobody knows, only what its variables bring.</summary>
    public static int Length(MessageContent content, string? template)
    {
        var rendered = _rendered ??= new();
        rendered.Render(content.Fields, content.Fields.Select(field => field.Text).ToArray(), template);
        return rendered.Seen.Length;
    }
}
