using Compliance.Rules.Evaluation;

namespace Compliance.Rules.MustContain;

internal sealed class MustContainJudge(MustContainSettings settings) : ContentJudge
{
    public override void Judge(CompiledRule rule, ContentCase content)
    {
        if (Concerns(content.Text.Span) && !settings.Text.StandsIn(content.Text))
            content.Missing(rule, settings.Text.AnyOf[0], settings.Text);
    }

    private bool Concerns(ReadOnlySpan<char> text)
    {
        foreach (var word in settings.IfAny)
            if (Wanted.StandsIn(text, word))
                return true;
        return settings.IfAny.IsEmpty;
    }
}
