using Compliance.Rules.Decisions;
using Compliance.Rules.Evaluation;
using Compliance.Rules.Facts;
using Compliance.Rules.Messages;
using Compliance.Rules.Wording;
using Piece = Compliance.Rules.Evaluation.Piece;

namespace Compliance.Rules.Categories;

/// <summary>The marks of marketing in one variant: words, links, values that are not what they were registered as, a signature that no template has.</summary>
internal sealed class GuardJudge(GuardSettings settings) : ContentJudge
{
    private const string VariablesAlone = "只有变量";

    /// <summary>Quoted instead of the variable's name, which is the caller's own text and may be anything.</summary>
    private const string WrongValue = "变量的值";

    /// <summary>A surname and a given name are two.</summary>
    private const int FewestSpelledOut = 3;

    private readonly NamePlaces _codes = new(settings.Codes, []);
    private readonly NamePlaces _names = new(settings.Named, settings.Goods);
    private readonly ValueMarks _values = new(settings, new(settings.Named, settings.Goods));

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
            if (settings.In == GuardReach.Text && ReferenceEquals(content.Set.Words!.RuleOf(hit), rule) && !IsPartOfAName(content, hit))
                content.Marks.Add(
                    new(hit.Start, hit.Length, hit.Term, content.Set.Words!.Matcher.Entries[hit.Entry].SuggestionFor(hit.Term))
                );
        if (!settings.Words.IsEmpty || !settings.Lone.IsEmpty)
            _values.Find(rule, content);
        if (!settings.Filler.IsEmpty && content.Registering is { } asked && TemplateText.SaysNothing(asked, settings.Filler))
            content.Marks.Add(new(0, content.Text.Span.Length, VariablesAlone, null));
        if (settings.Links)
            foreach (var link in content.Links())
                if (!content.IsServiceLink(link.Host))
                    content.Marks.Add(new(link.Start, link.Length, link.Host, null));
        if (settings.Variables && content.Template is not null)
            SpelledOut(content);
        if (settings.Variables && content.Template is { } template)
            foreach (var piece in content.Text.Pieces)
                if (
                    content.Content.Fields[piece.Field] is { Role: FieldRole.Variable } field
                    && !IsOfItsType(field.Variable, piece, template, content)
                )
                    content.Marks.Add(new(piece.Start, piece.Length, WrongValue, null));
        if (settings.Signature && content.Template is { Signatures.IsEmpty: false } signed)
            foreach (var piece in content.Text.Pieces)
                if (
                    content.Content.Fields[piece.Field].Role == FieldRole.Signature
                    && !Signatures.Contain(signed.Signatures, content.Text.Span.Slice(piece.Start, piece.Length))
                )
                    content.Marks.Add(new(piece.Start, piece.Length, Reasons.Signature, null));
    }

    /// <summary>A letter a variable, one beside the other: no notice is cut like that.</summary>
    private static void SpelledOut(ContentCase content)
    {
        var run = 0;
        for (var i = 0; i < content.Text.Pieces.Count; i++)
        {
            var piece = content.Text.Pieces[i];
            var letter =
                content.Content.Fields[piece.Field].Role == FieldRole.Variable
                && piece.Length == 1
                && content.Text.Span[piece.Start] > '\u2e7f'
                && char.IsLetter(content.Text.Span[piece.Start]);
            run =
                letter && run > 0 && !ValueMarks.HoldsLetter(content.Text.Span[content.Text.Pieces[i - 1].End..piece.Start]) ? run + 1
                : letter ? 1
                : 0;
            if (run == FewestSpelledOut)
                content.Marks.Add(new(piece.Start, piece.Length, WrongValue, null));
        }
    }

    private bool IsPartOfAName(ContentCase content, WordHit hit)
    {
        if (content.Template is null)
            return false;
        foreach (var piece in content.Text.PiecesOf(hit.Start, hit.Length))
            return piece.Start <= hit.Start
                && hit.Start + hit.Length <= piece.End
                && content.Content.Fields[piece.Field].Role == FieldRole.Variable
                && (
                    ThingNames.Hold(content.Text.Span.Slice(piece.Start, piece.Length), hit.Start - piece.Start, hit.Length)
                    || _names.Hold(content, piece) && _names.Excuse(content, piece, hit.Start, hit.Length)
                );
        return false;
    }

    private bool IsOfItsType(string? variable, Piece piece, TemplateFact template, ContentCase content)
    {
        var value = content.Text.Span.Slice(piece.Start, piece.Length);
        if (variable is not null && template.Variables.TryGetValue(variable, out var type))
            return VariableTypes.Is(type, value, content.IsServiceLink);
        return VariableTypes.IsPlain(value, content.IsServiceLink) && (!_codes.Hold(content, piece) || VariableTypes.IsCode(value));
    }
}

/// <summary>A place in the rendered text that speaks of marketing.</summary>
internal readonly record struct MarketingMark(int Start, int Length, string Term, string? Suggestion);
