using Compliance.Rules.Decisions;
using Compliance.Rules.Evaluation;
using Compliance.Rules.Facts;

namespace Compliance.Rules.Review;

internal sealed class ReviewJudge(ReviewSettings settings) : ContentJudge
{
    public override void Judge(CompiledRule rule, ContentCase content)
    {
        var asked = (long)content.Message.Recipients.Length;
        if (settings.Over > 0 && settings.Per == ReviewCount.Day)
        {
            if (content.Sender.State == FactState.Unavailable)
            {
                content.Whole(rule, Reasons.Unavailable);
                return;
            }
            asked += content.Sender.IsKnown(out var sender) ? sender.Reached : 0;
        }
        if (settings.Over == 0 || asked > settings.Over)
            content.Whole(rule, Reasons.Review);
    }
}
