using System.Collections.Immutable;
using System.Text.Json;
using Compliance.Gateway.Model;
using Compliance.Rules.Decisions;
using Compliance.Rules.Messages;

namespace Compliance.Gateway.Providers;

/// <summary>From a rule's reason to what the caller is told it was.</summary>
internal static class RefusalKinds
{
    public static RefusalKind Of(string reason) =>
        reason switch
        {
            Reasons.Halted => RefusalKind.Halted,
            Reasons.Replay => RefusalKind.Replay,
            Reasons.Velocity or Reasons.Blast => RefusalKind.Rate,
            Reasons.TemplateUnknown => RefusalKind.Template,
            Reasons.Marketing => RefusalKind.Category,
            Reasons.NotEditable => RefusalKind.Fixed,
            Reasons.Purpose => RefusalKind.Forbidden,
            Reasons.Link => RefusalKind.Link,
            Reasons.TooLong => RefusalKind.Length,
            Reasons.Review => RefusalKind.Review,
            Reasons.QuietHours => RefusalKind.QuietHours,
            Reasons.Cap or Reasons.Once or Reasons.Repeated => RefusalKind.Cap,
            Reasons.BelowMinimum => RefusalKind.Minimum,
            Reasons.Unavailable or Reasons.Error => RefusalKind.Facts,
            Reasons.Unresolvable => RefusalKind.Unresolvable,
            Reasons.NoConsent
            or Reasons.Withdrawn
            or Reasons.Expired
            or Reasons.NoProof
            or Reasons.NoLawfulBasis
            or Reasons.Suppressed
            or Reasons.UnderAge
            or Reasons.UnknownAge => RefusalKind.Person,
            _ => RefusalKind.Text,
        };

    /// <summary>As entries keep it.</summary>
    public static string Name(RefusalKind kind) => JsonNamingPolicy.KebabCaseLower.ConvertName(kind.ToString());

    public static RefusalKind? Named(string name)
    {
        foreach (var kind in Enum.GetValues<RefusalKind>())
            if (Name(kind) == name)
                return kind;
        return null;
    }

    /// <summary>Of one recipient who was removed. Whom no consent covers is refused as a person, whatever else is wrong; nobody's fault is a person's too.</summary>
    public static RefusalKind Of(ImmutableArray<RuleHit> hits)
    {
        if (hits.IsEmpty || hits.Any(hit => Of(hit.Reason) == RefusalKind.Person))
            return RefusalKind.Person;
        return hits.Min(hit => Of(hit.Reason));
    }

    /// <summary>Of a whole message: one code for all, and so a person's only where it is true of each.</summary>
    public static RefusalKind Of(Message message, Decision decision) =>
        !decision.Denied.IsEmpty ? decision.Denied.Min(hit => Of(hit.Reason))
        : decision.Recipients.IsEmpty ? RefusalKind.Person
        : Enumerable.Range(0, decision.Recipients.Length).Min(index => decision.Kind(message.Recipients[index], index));
}
