using Compliance.Rules.Evaluation;
using Compliance.Rules.Messages;
using Compliance.Rules.MustContain;

namespace Compliance.Rules.Disclosure;

internal sealed class DisclosureJudge(DisclosureSettings settings) : ContentJudge
{
    private const int LongestSignature = 20;

    private readonly Wanted? _refusal = settings.Refusal is { } text ? new(text) : null;
    private readonly Wanted? _mark = settings.Mark is { } text ? new(text) : null;

    public override void Judge(CompiledRule rule, ContentCase content)
    {
        if (settings.Signature && !Signed(content))
            content.Missing(rule, "signature", null);
        if (_refusal is not null && !_refusal.StandsIn(content.Text))
            content.Missing(rule, "refusal", settings.Refusal);
        if (_mark is not null && !_mark.StandsIn(content.Text))
            content.Missing(rule, "mark", settings.Mark);
    }

    private static bool Signed(ContentCase content)
    {
        foreach (var field in content.Content.Fields)
            if (field.Role == FieldRole.Signature && !string.IsNullOrWhiteSpace(field.Text))
                return true;
        return content.Template?.Signature is { Length: > 0 } || Bracketed(content.Text.Body.Trim());
    }

    /// <summary>【…】 at the very start or end of the text.</summary>
    private static bool Bracketed(ReadOnlySpan<char> text)
    {
        if (text.StartsWith("【") && text.IndexOf('】') is > 1 and <= LongestSignature + 1)
            return true;
        return text.EndsWith("】") && text.Length - 1 - text.LastIndexOf('【') is > 1 and <= LongestSignature + 1;
    }
}
