using Compliance.Rules.Decisions;
using Compliance.Rules.Evaluation;
using Compliance.Rules.Facts;
using Compliance.Rules.Messages;
using Compliance.Rules.Wording;

namespace Compliance.Rules.Categories;

/// <summary>The marks of marketing in one variant: words, links, values that are not what they were registered as, a signature that no template has.</summary>
internal sealed class GuardJudge(GuardSettings settings) : ContentJudge
{
    private const string VariablesAlone = "只有变量";

    private readonly ValueMarks _values = new(settings);

    /// <summary>Whether the variant has a mark.</summary>
    /// <param name="lifts">Whether the sender wrote one of them: the fixed text of a registered template is judged when it is registered.</param>
    public bool Matches(CompiledRule rule, ContentCase content, out bool lifts)
    {
        lifts = false;
        Find(rule, content);
        foreach (var mark in content.Marks)
            lifts |= content.IsSenders(mark.Start, mark.Length);
        return content.Marks.Count > 0;
    }

    public override void Judge(CompiledRule rule, ContentCase content)
    {
        Find(rule, content);
        foreach (var mark in content.Marks)
            content.Found(rule, Reasons.Marketing, mark.Start, mark.Length, mark.Term, suggestion: mark.Suggestion);
    }

    private void Find(CompiledRule rule, ContentCase content)
    {
        content.Marks.Clear();
        foreach (var hit in content.Words)
            if (ReferenceEquals(content.Set.RuleOf(hit), rule))
                content.Marks.Add(new(hit.Start, hit.Length, hit.Term, content.Set.Words!.Entries[hit.Entry].SuggestionFor(hit.Term)));
        if (!settings.Words.IsEmpty || !settings.Lone.IsEmpty)
            _values.Find(rule, content);
        if (!settings.Filler.IsEmpty && content.Registering is { } asked && TemplateText.SaysNothing(asked, settings.Filler))
            content.Marks.Add(new(0, content.Text.Span.Length, VariablesAlone, null));
        if (settings.Links)
            foreach (var link in content.Links())
                if (!content.IsServiceLink(link.Host))
                    content.Marks.Add(new(link.Start, link.Length, link.Host, null));
        if (settings.Variables && content.Template is { } template)
            foreach (var piece in content.Text.Pieces)
                if (
                    content.Content.Fields[piece.Field] is { Role: FieldRole.Variable } field
                    && !IsOfItsType(field.Variable, content.Text.Span.Slice(piece.Start, piece.Length), template, content)
                )
                    content.Marks.Add(new(piece.Start, piece.Length, field.Variable ?? field.Name, null));
        if (settings.Signature && content.Template is { Signatures.IsEmpty: false } signed)
            foreach (var piece in content.Text.Pieces)
                if (
                    content.Content.Fields[piece.Field].Role == FieldRole.Signature
                    && !Signatures.Contain(signed.Signatures, content.Text.Span.Slice(piece.Start, piece.Length))
                )
                    content.Marks.Add(new(piece.Start, piece.Length, Reasons.Signature, null));
    }

    private static bool IsOfItsType(string? variable, ReadOnlySpan<char> value, TemplateFact template, ContentCase content) =>
        variable is not null && template.Variables.TryGetValue(variable, out var type)
            ? VariableTypes.Is(type, value, content.IsServiceLink)
            : VariableTypes.IsPlain(value, content.IsServiceLink);
}

/// <summary>A place in the rendered text that speaks of marketing.</summary>
internal readonly record struct MarketingMark(int Start, int Length, string Term, string? Suggestion);
