namespace Compliance.Rules.Decisions;

/// <summary>The values of <see cref="RuleHit.Reason"/>: short, stable, without personal data. Records keep them, so they never change their meaning.</summary>
public static class Reasons
{
    // Lawful basis: found.
    public const string Granted = "granted";
    public const string Contract = "contract";
    public const string LegalDuty = "legal-duty";
    public const string Emergency = "emergency";
    public const string PublicInterest = "public-interest";

    /// <summary>Passed although the facts were unavailable: the rule allows it for security and transaction.</summary>
    public const string Degraded = "degraded";

    // Lawful basis: not found.
    public const string NoConsent = "no-consent";
    public const string Withdrawn = "withdrawn";
    public const string Expired = "expired";
    public const string NoProof = "no-proof";
    public const string NoLawfulBasis = "no-lawful-basis";

    // A person.
    public const string Unresolvable = "unresolvable";
    public const string Suppressed = "suppressed";
    public const string UnderAge = "under-age";
    public const string UnknownAge = "unknown-age";
    public const string QuietHours = "quiet-hours";
    public const string Cap = "cap";

    /// <summary>The person was sent this text before.</summary>
    public const string Once = "once";

    /// <summary>The person gets this text by another row of the same message.</summary>
    public const string Repeated = "repeated";

    // A text.
    public const string Term = "term";
    public const string PersonalData = "personal-data";
    public const string Missing = "missing";
    public const string Claim = "claim";
    public const string Link = "link";
    public const string Surplus = "surplus";
    public const string Marketing = "marketing";

    /// <summary>A signature that no registered template has.</summary>
    public const string Signature = "signature";

    /// <summary>Live evidence that covers it would let it pass.</summary>
    public const string Evidence = "evidence";

    /// <summary>The same, but evidence was named: no pack knows that id.</summary>
    public const string EvidenceUnknown = "evidence-unknown";

    /// <summary>The same, but the evidence that was named doesn't hold on that day.</summary>
    public const string EvidenceNotInForce = "evidence-not-in-force";

    /// <summary>The same, but the evidence that was named is about something else.</summary>
    public const string EvidenceElsewhere = "evidence-elsewhere";

    /// <summary>A person has to look at it first.</summary>
    public const string Review = "review";

    /// <summary>The rule asks for a change that the channel can't carry out.</summary>
    public const string NotEditable = "not-editable";
    public const string TooLong = "too-long";

    /// <summary>The changed text was judged once more, and this rule still objects.</summary>
    public const string AfterRewrite = "after-rewrite";

    // The whole message.
    public const string Velocity = "velocity";
    public const string Replay = "replay";
    public const string Blast = "blast";
    public const string Halted = "halted";
    public const string BelowMinimum = "below-minimum";
    public const string TemplateUnknown = "template-unknown";
    public const string Purpose = "purpose";

    // Any rule.
    public const string Unavailable = "unavailable";
    public const string Error = "error";
}
