using System.Collections.Immutable;
using Compliance.Rules.Decisions;
using Compliance.Rules.Evaluation;

namespace Compliance.Rules.Masking;

internal sealed class MaskJudge(ImmutableArray<PersonalDataKind> kinds) : ContentJudge
{
    public override void Judge(CompiledRule rule, ContentCase content)
    {
        foreach (var span in content.PersonalData())
            if (kinds.Contains(span.Kind))
                content.Found(rule, Reasons.PersonalData, span.Start, span.Length, PersonalDataKinds.NameOf(span.Kind), kind: span.Kind);
    }
}
