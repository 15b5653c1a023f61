using System.ComponentModel;
using Compliance.Rules.Decisions;
using Compliance.Rules.Facts;
using Compliance.Rules.Messages;
using Compliance.Rules.PolicySets;

namespace Compliance.Rules.Categories;

/// <summary>A template whose text nobody could read: neither registered here nor told by its provider.</summary>
[RuleKind("template-unknown", Outcome.Deny)]
[Description("未知模板：没有登记、也读不到服务商原文的模板")]
public sealed record TemplateUnknownRule : WholeMessageRule
{
    public override string? Objection(Message message, KnownFacts facts) =>
        message.TemplateId is not null && facts.Template.State == FactState.Nothing ? Reasons.TemplateUnknown : null;
}
