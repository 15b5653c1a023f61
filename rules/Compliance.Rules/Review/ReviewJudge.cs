using Compliance.Rules.Decisions;
using Compliance.Rules.Evaluation;

namespace Compliance.Rules.Review;

internal sealed class ReviewJudge(int over) : ContentJudge
{
    public override void Judge(CompiledRule rule, ContentCase content)
    {
        if (over == 0 || content.Message.Recipients.Length > over)
            content.Whole(rule, Reasons.Review);
    }
}
