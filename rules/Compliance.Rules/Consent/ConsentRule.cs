using System.ComponentModel;
using System.ComponentModel.DataAnnotations;
using Compliance.Rules.PolicySets;

namespace Compliance.Rules.Consent;

/// <summary>
/// Finds the lawful basis for a person (PIPL Art. 13). Several in scope combine with "or": one basis is enough; where none
/// finds one, the person is removed and all of them are determining.
/// </summary>
[RuleKind("consent", Outcome.Remove)]
[Description("合法性基础：没有依据就不能发给这个人")]
public sealed record ConsentRule : Rule
{
    [Description("依据哪一项合法性基础")]
    public required ConsentSettings Consent { get; init; }

    public override IEnumerable<RuleProblem> Problems()
    {
        if (Consent.LawfulBasis == LawfulBasis.Consent && Consent.Under is not null)
            yield return new("consent.under", "lawful_basis 为 consent 时不写 under");
        if (Consent.LawfulBasis != LawfulBasis.Consent && string.IsNullOrWhiteSpace(Consent.Under))
            yield return new("consent.under", "写明合同或者法定义务的名称，例如 under: 订单合同");
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
