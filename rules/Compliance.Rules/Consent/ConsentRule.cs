using System.Collections.Immutable;
using System.ComponentModel;
using System.ComponentModel.DataAnnotations;
using System.Diagnostics;
using Compliance.Rules.Decisions;
using Compliance.Rules.Facts;
using Compliance.Rules.Messages;
using Compliance.Rules.PolicySets;

namespace Compliance.Rules.Consent;

/// <summary>
/// Finds the lawful basis for a person (PIPL Art. 13). Several in scope combine with "or": one basis is enough; where none
/// finds one, the person is removed and all of them are determining. A consent for some people only is asked of them besides.
/// </summary>
[RuleKind("consent", Outcome.Remove)]
[Description("合法性基础：没有依据就不能发给这个人")]
public sealed record ConsentRule : Rule
{
    [Description("依据哪一项合法性基础")]
    public required ConsentSettings Consent { get; init; }

    /// <summary>
    /// A consent that is asked of some people only (who carry a sensitive tag, who live in a region) is asked of them beside every other: the separate consent
    /// of PIPL Arts. 14 and 29. Another basis for some people only is theirs as well as everybody's.
    /// </summary>
    internal bool IsSeparate => When.IsPersonal && Consent.LawfulBasis == LawfulBasis.Consent;

    public override IEnumerable<RuleProblem> Problems()
    {
        if (Consent.LawfulBasis == LawfulBasis.Consent && Consent.Under is not null)
            yield return new("consent.under", "lawful_basis 为 consent 时不写 under");
        if (Consent.LawfulBasis != LawfulBasis.Consent && string.IsNullOrWhiteSpace(Consent.Under))
            yield return new("consent.under", "写明合同或者法定义务的名称，例如 under: 订单合同");
    }

    /// <summary>Whether there is a basis, and why or why not.</summary>
    internal (bool Found, string Reason) Find(Message message, Fact<ImmutableArray<ConsentFact>> consents, Purposes listed) =>
        Consent.LawfulBasis switch
        {
            LawfulBasis.Consent => FindConsent(message, consents, listed),
            LawfulBasis.Contract => (true, Reasons.Contract),
            LawfulBasis.LegalDuty => (true, Reasons.LegalDuty),
            LawfulBasis.Emergency => (true, Reasons.Emergency),
            LawfulBasis.PublicInterest => (true, Reasons.PublicInterest),
            _ => throw new UnreachableException(),
        };

    private (bool Found, string Reason) FindConsent(Message message, Fact<ImmutableArray<ConsentFact>> consents, Purposes listed)
    {
        if (!listed.Has(Consent.Purpose ?? message.Purpose))
            return (false, Reasons.NoConsent);
        if (consents.State == FactState.Unavailable)
            return (false, Reasons.Unavailable);
        if (!consents.IsKnown(out var events) || Decisive(message, events) is not { } decisive)
            return (false, Reasons.NoConsent);
        if (!decisive.Granted)
            return (false, Reasons.Withdrawn);
        if (Consent.MaxAgeDays is { } days && decisive.At.AddDays(days) < message.At)
            return (false, Reasons.Expired);
        return Consent.Proof && string.IsNullOrEmpty(decisive.Proof) ? (false, Reasons.NoProof) : (true, Reasons.Granted);
    }

    /// <summary>The latest grant for this purpose and channel, or family, that no withdrawal beats; else a withdrawal; else nothing. A grant counts from its time on.</summary>
    private ConsentFact? Decisive(Message message, ImmutableArray<ConsentFact> events)
    {
        var purpose = Consent.Purpose ?? message.Purpose;
        ConsentFact? withdrawal = null;
        ConsentFact? grant = null;
        foreach (var one in events)
        {
            if (one.Purpose != purpose)
                continue;
            if (one.Closes(message.Channel, message.Family))
                withdrawal = one;
            else if (
                one.Granted
                && (one.Channel == message.Channel || one.Channel == message.Family)
                && one.At <= message.At
                && (grant is null || one.At > grant.At)
                && IsOpen(one, message, events)
            )
                grant = one;
        }

        return grant ?? withdrawal;
    }

    private static bool IsOpen(ConsentFact grant, Message message, ImmutableArray<ConsentFact> events)
    {
        foreach (var other in events)
            if (other.Purpose == grant.Purpose && other.Closes(message.Channel, message.Family) && !grant.Outlives(other))
                return false;
        return true;
    }
}

public sealed record ConsentSettings
{
    [Description("同意所针对的目的；不写则为消息自己的目的")]
    public string? Purpose { get; init; }

    [Description("个人信息保护法第十三条中的哪一项")]
    public required LawfulBasis LawfulBasis { get; init; }

    [Description("合同或者法定义务的名称（lawful_basis 不是 consent 时必填）")]
    public string? Under { get; init; }

    [Description("同意的有效天数；超过即视为没有同意")]
    [Range(1, 3650)]
    public int? MaxAgeDays { get; init; }

    [Description("是否要求同意带有证明（个人信息保护法第六十九条）")]
    public bool Proof { get; init; }
}

/// <summary>The items of PIPL Art. 13 that a push can rest on.</summary>
public enum LawfulBasis
{
    Consent,
    Contract,
    LegalDuty,
    Emergency,
    PublicInterest,
}
