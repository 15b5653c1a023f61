using System.Collections.Immutable;
using Compliance.Rules.Decisions;

namespace Compliance.Gateway.Channels.TencentSms;

/// <summary>
/// Tencent's codes for what the gateway refuses. They matter to what the caller does next: a number on the blacklist may be struck off for ever,
/// so that code is for persons only and never for an hour, a cap or a word.
/// </summary>
internal static class TencentCodes
{
    public const string Person = "FailedOperation.PhoneNumberInBlacklist";
    public const string Malformed = "InvalidParameterValue.IncorrectPhoneNumber";
    public const string Later = "LimitExceeded.DeliveryFrequencyLimit";
    public const string Text = "FailedOperation.ContainSensitiveWord";

    private static readonly string[] OfPersons =
    [
        Reasons.NoConsent,
        Reasons.Withdrawn,
        Reasons.Expired,
        Reasons.NoProof,
        Reasons.NoLawfulBasis,
        Reasons.Suppressed,
        Reasons.UnderAge,
        Reasons.UnknownAge,
    ];

    private static readonly string[] OfTimes =
    [
        Reasons.QuietHours,
        Reasons.Cap,
        Reasons.Velocity,
        Reasons.Replay,
        Reasons.Blast,
        Reasons.Halted,
        Reasons.BelowMinimum,
        Reasons.Unavailable,
        Reasons.Error,
    ];

    /// <summary>Of one number that was removed.</summary>
    public static string Of(ImmutableArray<RuleHit> hits)
    {
        if (hits.Any(hit => hit.Reason == Reasons.Unresolvable))
            return Malformed;
        if (hits.IsEmpty || hits.Any(hit => OfPersons.Contains(hit.Reason)))
            return Person;
        return hits.All(hit => OfTimes.Contains(hit.Reason)) ? Later : Text;
    }

    /// <summary>Of a whole call.</summary>
    public static string Of(Refusal refusal) =>
        refusal.Kind switch
        {
            RefusalKind.Credential => refusal.Reason == "missing-credential"
                ? "AuthFailure.InvalidAuthorization"
                : "AuthFailure.SignatureFailure",
            RefusalKind.CredentialExpired => "AuthFailure.SignatureExpire",
            RefusalKind.Forbidden => "UnauthorizedOperation",
            RefusalKind.Unreadable => refusal.Reason switch
            {
                "too-many-recipients" => "LimitExceeded.PhoneNumberCountLimit",
                "mixed-countries" => "UnsupportedOperation.ContainDomesticAndInternationalPhoneNumber",
                _ => "InvalidParameterValue",
            },
            RefusalKind.TooLarge => "RequestSizeLimitExceeded",
            RefusalKind.UnknownEndpoint => "InvalidAction",
            RefusalKind.Policy => "FailedOperation",
            RefusalKind.Later => "RequestLimitExceeded",
            _ => "InternalError",
        };
}
