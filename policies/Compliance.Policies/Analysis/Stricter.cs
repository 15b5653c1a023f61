using Compliance.Rules.Abuse;
using Compliance.Rules.Categories;
using Compliance.Rules.Claims;
using Compliance.Rules.Disclosure;
using Compliance.Rules.Frequency;
using Compliance.Rules.Links;
using Compliance.Rules.Masking;
using Compliance.Rules.Minimise;
using Compliance.Rules.Minors;
using Compliance.Rules.MustContain;
using Compliance.Rules.Once;
using Compliance.Rules.PolicySets;
using Compliance.Rules.QuietHours;
using Compliance.Rules.Review;
using Compliance.Rules.Suppression;
using Compliance.Rules.Wording;

namespace Compliance.Policies.Analysis;

/// <summary>Whether one rule's settings are at least as strict as another's of the same kind, scopes aside.</summary>
internal static class Stricter
{
    public static bool IsAtLeast(Rule a, Rule b) =>
        (a, b) switch
        {
            (FrequencyCapRule x, FrequencyCapRule y) => Caps.NeverBinds(x.Cap, y.Cap),
            (OnceRule x, OnceRule y) => x.Once.Days >= y.Once.Days,
            (QuietHoursRule x, QuietHoursRule y) => x.Quiet.Zone == y.Quiet.Zone && QuietSpan.Of(x.Quiet).Contains(QuietSpan.Of(y.Quiet)),
            (SuppressionRule, SuppressionRule) => true,
            (MinorsRule x, MinorsRule y) => x.Minors.Under >= y.Minors.Under
                && (x.Minors.Unknown == UnknownAge.Remove || y.Minors.Unknown == UnknownAge.Permit),
            (WordingRule x, WordingRule y) => y.Words.All(x.Words.Contains) && x.Pack == y.Pack,
            (MaskRule x, MaskRule y) => y.Mask.Kinds.All(x.Mask.Kinds.Contains) && x.Mask.Allow.IsEmpty && x.Then == y.Then,
            (LinksRule x, LinksRule y) => x.Links.Allowed.All(y.Links.Allowed.Contains),
            (MinimiseRule x, MinimiseRule y) => x.Minimise.Allowed.All(y.Minimise.Allowed.Contains) && x.Then == y.Then,
            (ReviewRequiredRule x, ReviewRequiredRule y) => x.Review.Over <= y.Review.Over
                && (x.Review.Per == y.Review.Per || x.Review.Per == ReviewCount.Day),
            (SenderAbuseRule x, SenderAbuseRule y) => x.Abuse.Check == y.Abuse.Check
                && (y.Abuse.Max is null ? x.Abuse.Max is null : x.Abuse.Max <= y.Abuse.Max),
            (TemplateUnknownRule, TemplateUnknownRule) => true,
            (ClaimsRule x, ClaimsRule y) => x.Pack == y.Pack
                && y.Claims.Words.All(x.Claims.Words.Contains)
                && y.Claims.Patterns.All(x.Claims.Patterns.Contains)
                && (x.Claims.Over is null || x.Claims.Over <= y.Claims.Over),
            (MustContainRule x, MustContainRule y) => SameText(x.MustContain.Text, y.MustContain.Text)
                && (x.MustContain.IfAny.IsEmpty || !y.MustContain.IfAny.IsEmpty && y.MustContain.IfAny.All(x.MustContain.IfAny.Contains)),
            (DisclosureRule x, DisclosureRule y) => x.Then == y.Then
                && (x.Disclosure.Signature || !y.Disclosure.Signature)
                && SameText(x.Disclosure.Refusal, y.Disclosure.Refusal)
                && SameText(x.Disclosure.Mark, y.Disclosure.Mark),
            _ => false,
        };

    private static bool SameText(RequiredText? x, RequiredText? y) =>
        y is null || x is not null && x.Where == y.Where && x.AnyOf.All(y.AnyOf.Contains);
}
