using Compliance.Gateway.Providers;
using Compliance.Rules.Decisions;
using Compliance.Rules.Messages;

namespace Compliance.Gateway.Recording;

/// <summary>The kept spelling of each value: an enum may be renamed, these may not.</summary>
internal static class WireNames
{
    public static string Wire(this Category category) =>
        category switch
        {
            Category.Marketing => "marketing",
            Category.Service => "service",
            Category.Transaction => "transaction",
            Category.Security => "security",
            _ => throw new ArgumentOutOfRangeException(nameof(category)),
        };

    public static Category? ToCategory(string? name) =>
        name switch
        {
            "marketing" => Category.Marketing,
            "service" => Category.Service,
            "transaction" => Category.Transaction,
            "security" => Category.Security,
            _ => null,
        };

    public static string Wire(this DecisionEffect effect) =>
        effect switch
        {
            DecisionEffect.Permit => "permit",
            DecisionEffect.Partial => "partial",
            _ => "deny",
        };

    public static string Wire(this VendorOutcome outcome) =>
        outcome switch
        {
            VendorOutcome.Accepted => "accepted",
            VendorOutcome.Refused => "refused",
            VendorOutcome.Failed => "failed",
            _ => "unknown",
        };

    public static string Wire(this Effect effect) => effect == Effect.Permit ? "permit" : "deny";

    public static string Wire(this Severity severity) =>
        severity switch
        {
            Severity.Block => "block",
            Severity.Evidence => "evidence",
            Severity.Review => "review",
            Severity.Warn => "warn",
            _ => throw new ArgumentOutOfRangeException(nameof(severity)),
        };

    public static string Wire(this ObligationKind kind) =>
        kind switch
        {
            ObligationKind.Mask => "mask",
            ObligationKind.Append => "append",
            ObligationKind.DropField => "drop-field",
            _ => throw new ArgumentOutOfRangeException(nameof(kind)),
        };

    public static string Wire(this Remedy remedy) =>
        remedy switch
        {
            Remedy.Evidence => "evidence",
            Remedy.Review => "review",
            Remedy.RetryAt => "retry-at",
            _ => "none",
        };
}
