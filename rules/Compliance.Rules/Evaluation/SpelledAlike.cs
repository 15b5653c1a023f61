using Compliance.Rules.Messages;
using Compliance.Rules.Wording;

namespace Compliance.Rules.Evaluation;

/// <summary>
/// What a text says, in one spelling: folded, and each run of digits a single 0, so that another width, case, space or digit makes no other text. Limits and
/// halts that follow a text are bound to this.
/// </summary>
public static class SpelledAlike
{
    [ThreadStatic]
    private static FoldedText? _folded;

    [ThreadStatic]
    private static RenderedText? _rendered;

    public static string Of(ReadOnlySpan<char> text)
    {
        var folded = _folded ??= new();
        folded.Fold(text);
        var symbols = folded.Symbols;
        var count = 0;
        for (var i = 0; i < folded.Count; i++)
            if (!char.IsAsciiDigit(symbols[i]))
                symbols[count++] = symbols[i];
            else if (count == 0 || symbols[count - 1] != '0')
                symbols[count++] = '0';
        return new(symbols, 0, count);
    }

    /// <summary>The texts that a reader would know again: a template with its variables filled in, else each text and title. Links, signatures and the variables of a template that nobody knows are none.</summary>
    public static IEnumerable<string> Of(MessageContent content, string? template)
    {
        if (template is null)
            return content.Fields.Where(field => field.Role is FieldRole.Text or FieldRole.Title).Select(field => Of(field.Text));
        var rendered = _rendered ??= new();
        var variables = content.Fields.RemoveAll(field => field.Role != FieldRole.Variable);
        rendered.Render(variables, variables.Select(field => field.Text).ToArray(), template);
        return [Of(rendered.Seen)];
    }
}
