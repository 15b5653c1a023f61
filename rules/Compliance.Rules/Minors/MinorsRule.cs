using System.ComponentModel;
using System.ComponentModel.DataAnnotations;
using Compliance.Rules.Decisions;
using Compliance.Rules.Evaluation;
using Compliance.Rules.Facts;
using Compliance.Rules.PolicySets;

namespace Compliance.Rules.Minors;

/// <summary>
/// Removes persons under an age. Only the birth year is known: who comes of age in the year of the message counts as under it until the year ends.
/// </summary>
[RuleKind("minors", Outcome.Remove)]
[Description("未成年人：按出生年份")]
public sealed record MinorsRule : RecipientRule
{
    [Description("年龄")]
    public required MinorsSettings Minors { get; init; }

    internal override string? Objection(in PersonCase person)
    {
        if (person.Facts.BirthYear.State == FactState.Unavailable)
            return Reasons.Unavailable;
        if (!person.Facts.BirthYear.IsKnown(out var born))
            return Minors.Unknown == UnknownAge.Permit ? null : Reasons.UnknownAge;
        return Day.Of(person.Message.At).Year - born <= Minors.Under ? Reasons.UnderAge : null;
    }
}

public sealed record MinorsSettings
{
    [Description("不满多少周岁不发")]
    [Range(1, 100)]
    public required int Under { get; init; }

    [Description("不知道出生年份时：permit 或者 remove（必须写明）")]
    public required UnknownAge Unknown { get; init; }
}

public enum UnknownAge
{
    Remove,
    Permit,
}
