using System.Collections.Immutable;
using System.ComponentModel;
using System.ComponentModel.DataAnnotations;
using Compliance.Rules.Evaluation;

namespace Compliance.Rules.Masking;

/// <summary>What may stay readable though it is personal data, since its reader needs it: the courier's number, the adviser's own.</summary>
public sealed record MaskAllowance
{
    [Description("哪个模板；不写则不论模板")]
    public string? Template { get; init; }

    [Description("模板的哪些变量；不写则整个模板，包括固定文字")]
    public ImmutableArray<string> Variables { get; init; } = [];

    [Description("其中哪些种类；不写则这条规则的全部种类")]
    public ImmutableArray<PersonalDataKind> Kinds { get; init; } = [];

    [Description("为什么必须看得见，例如：收件人要联系派送员")]
    [MinLength(1)]
    public required string Reason { get; init; }

    /// <summary>The find is of the template, and wholly of the variables.</summary>
    internal bool Covers(ContentCase content, PersonalDataSpan span)
    {
        if (Template is not null && Template != content.Message.TemplateId || !Kinds.IsEmpty && !Kinds.Contains(span.Kind))
            return false;
        if (Variables.IsEmpty)
            return true;
        var left = span.Length;
        foreach (var piece in content.Text.PiecesOf(span.Start, span.Length))
            if (content.Content.Fields[piece.Field].Variable is { } variable && Variables.Contains(variable))
                left -= Math.Min(span.End, piece.End) - Math.Max(span.Start, piece.Start);
        return left == 0;
    }
}
