using System.Buffers;
using Compliance.Rules.Evaluation;

namespace Compliance.Rules.MustContain;

internal sealed class MustContainJudge(MustContainSettings settings) : ContentJudge
{
    private readonly Wanted _wanted = new(settings.Text);
    private readonly SearchValues<string>? _ifAny = settings.IfAny.IsEmpty ? null : Wanted.Any([.. settings.IfAny]);

    public override void Judge(CompiledRule rule, ContentCase content)
    {
        if (IsDemanded(content) && !_wanted.StandsIn(content.Text))
            content.Missing(rule, settings.Text.AnyOf[0], settings.Text);
    }

    private bool IsDemanded(ContentCase content) =>
        _ifAny is null
        || (content.Message.Industry is { } industry && settings.AlwaysInIndustry.Contains(industry))
        || content.Text.Span.ContainsAny(_ifAny);
}
