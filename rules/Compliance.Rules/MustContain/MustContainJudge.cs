using System.Buffers;
using Compliance.Rules.Evaluation;

namespace Compliance.Rules.MustContain;

internal sealed class MustContainJudge(MustContainSettings settings) : ContentJudge
{
    private readonly Wanted wanted = new(settings.Text);
    private readonly SearchValues<string>? ifAny = settings.IfAny.IsEmpty ? null : Wanted.Any([.. settings.IfAny]);

    public override void Judge(CompiledRule rule, ContentCase content)
    {
        if ((ifAny is null || content.Text.Span.ContainsAny(ifAny)) && !wanted.StandsIn(content.Text))
            content.Missing(rule, settings.Text.AnyOf[0], settings.Text);
    }
}
