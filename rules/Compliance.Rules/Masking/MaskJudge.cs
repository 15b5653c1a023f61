using Compliance.Rules.Decisions;
using Compliance.Rules.Evaluation;

namespace Compliance.Rules.Masking;

internal sealed class MaskJudge(MaskSettings mask) : ContentJudge
{
    public override void Judge(CompiledRule rule, ContentCase content)
    {
        foreach (var span in content.PersonalData())
            if (mask.Kinds.Contains(span.Kind) && !IsAllowed(content, span))
                content.Found(rule, Reasons.PersonalData, span.Start, span.Length, PersonalDataKinds.NameOf(span.Kind), kind: span.Kind);
    }

    private bool IsAllowed(ContentCase content, PersonalDataSpan span)
    {
        foreach (var allowance in mask.Allow)
            if (allowance.Covers(content, span))
                return true;
        return false;
    }
}
