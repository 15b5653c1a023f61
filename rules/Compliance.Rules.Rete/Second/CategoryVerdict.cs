using System.Collections.Immutable;
using Compliance.Rules.Categories;
using Compliance.Rules.Decisions;
using Compliance.Rules.Evaluation;
using Compliance.Rules.Facts;
using Compliance.Rules.Links;
using Compliance.Rules.Messages;
using Compliance.Rules.PolicySets;
using Compliance.Rules.Wording;

namespace Compliance.Rules.Rete.Second;

/// <summary>Under what category the message, and each of its variants, is judged. No label opens anything: whatever is stricter wins.</summary>
internal sealed class CategoryVerdict
{
    private readonly Matter _matter;
    private readonly ImmutableArray<string> _links;
    private readonly CompiledRule[] _advertising;

    public CategoryVerdict(Matter matter)
    {
        _matter = matter;
        Asked = Told(matter);
        Track = TrackOf(Asked.Effective);
        _links =
        [
            .. InForce(Track, rule => rule is LinksRule or CategoryGuardRule)
                .SelectMany(rule => rule.Rule is LinksRule links ? links.Links.Allowed : ((CategoryGuardRule)rule.Rule).Guard.Allowed),
        ];
        _advertising =
        [
            .. InForce(TrackOf(Category.Marketing), rule => rule is IForbidAdvertising)
                .Except(matter.Ask(new ForceQuestion(matter, Track, rule => rule is IForbidAdvertising)).InForce),
        ];
    }

    /// <summary>Before anybody has read a text.</summary>
    public CategoryDecision Asked { get; }

    public Track Track { get; }

    public Lift Of(int variant, Reading reading)
    {
        reading.ServiceLinks = _links;
        reading.Category = Asked.Effective;
        if (Asked.Effective == Category.Marketing)
            return new(Track, null, [], []);
        if (_matter.IsTemplateUnseen && !IsCodesAlone(reading.Content))
            return new(TrackOf(Category.Marketing), "unknown", [], []);
        var guards = _matter.Ask(new GuardQuestion(_matter, Track, variant, reading)).Matched;
        ImmutableArray<CompiledRule> watched = _matter.Template is { Confirmed: false }
            ? [.. guards.Where(guard => !guard.Lifts).Select(guard => guard.Rule)]
            : [];
        ImmutableArray<CompiledRule> lifting = [.. guards.Where(guard => guard.Lifts).Select(guard => guard.Rule)];
        var strictest = lifting.Where(IsEnforced).MinBy(rule => ((CategoryGuardRule)rule.Rule).Guard.Category);
        var effective = strictest is null ? Asked.Effective : ((CategoryGuardRule)strictest.Rule).Guard.Category;
        var by = strictest?.Rule.Id;
        if (effective != Category.Marketing && _advertising.FirstOrDefault(rule => IsAdvertised(rule, reading)) is { } found)
            (effective, by) = (Category.Marketing, found.Rule.Id);
        return new(by is null ? Track : TrackOf(effective), by, lifting, watched);
    }

    /// <summary>What the labels say: the strictest of them, and the first that says so.</summary>
    private static CategoryDecision Told(Matter matter)
    {
        var (message, template) = (matter.Message, matter.Template);
        if (matter.IsTemplateUnseen && (message.Declared != Category.Security || message.ByChannel is not null))
            return new(message.Declared, Category.Marketing, "unknown");
        (Category? Category, string By)[] labels =
        [
            (message.Declared, "declared"),
            (template?.Category, template?.Assumed == true ? "unknown" : "template"),
            (message.ByChannel, "channel"),
            (Pursued(matter), "purpose"),
            // What nobody labels is what needs most.
            (message.Declared ?? template?.Category ?? message.ByChannel ?? Category.Marketing, "unknown"),
        ];
        var (effective, by) = labels.Where(label => label.Category is not null).MinBy(label => label.Category);
        return new(message.Declared, effective!.Value, by);
    }

    /// <summary>What its purpose makes of it; null where nobody named it, or it promotes nothing.</summary>
    private static Category? Pursued(Matter matter) =>
        (matter.Message.PurposeNamed || matter.Message.Purpose != Message.MarketingPurpose)
        && matter.Set.Purposes.CategoryOf(matter.Message.Purpose) == Category.Marketing
            ? Category.Marketing
            : null;

    /// <summary>Marketing is judged for the purpose of marketing, unless its own purpose is one of marketing.</summary>
    private Track TrackOf(Category category)
    {
        var listed = _matter.Set.Purposes.CategoryOf(_matter.Message.Purpose);
        var serves = listed is null ? category == Asked.Effective : listed == category;
        return category == Category.Marketing && !serves
            ? new(_matter.Message with { Purpose = Message.MarketingPurpose }, category)
            : new(_matter.Message, category);
    }

    private static bool IsCodesAlone(MessageContent content)
    {
        var written = content.Fields.Where(field => field.Role != FieldRole.Signature && field.Text.Length > 0).ToArray();
        return written.Length > 0
            && written.All(field =>
                field.Role == FieldRole.Variable
                && field.Text.Any(char.IsAsciiDigit)
                && VariableTypes.Is(VariableType.Code, field.Text, static _ => false)
            );
    }

    private IEnumerable<CompiledRule> InForce(Track track, Func<Rule, bool> kind) =>
        _matter.Ask(new ForceQuestion(_matter, track, rule => rule.Mode == RuleMode.Enforce && kind(rule))).InForce;

    private static bool IsEnforced(CompiledRule rule) => rule.Rule.Mode == RuleMode.Enforce;

    /// <summary>The sender wrote what this rule forbids in marketing, or the rule can't say whether.</summary>
    private bool IsAdvertised(CompiledRule rule, Reading reading)
    {
        if (rule.Rule is WordingRule && !reading.RulesOfWords().Any(word => ReferenceEquals(word.Rule, rule)))
            return false;
        return reading
            .Reports(rule, static (asked, text) => asked.Judge!.Judge(asked, text))
            .Any(report => report.Kind == ReportKind.Broke || (report.Kind == ReportKind.Found && Lifts(rule.Rule, report, reading)));
    }

    private bool Lifts(Rule rule, Report report, Reading reading)
    {
        if (
            !((IForbidAdvertising)rule).Lifts
            || !reading.IsSenders(report.Start, report.Length)
            || reading.IsProperName(report.Start, report.Length)
        )
            return false;
        var severity = Weight.Of(rule, report.Ceiling);
        return severity == Severity.Block
            || (
                severity != Severity.Warn
                && !Weight.IsProved(_matter, rule, report.Term, reading.Text.Span.Slice(report.Start, report.Length))
            );
    }
}

/// <param name="By">What made it another track than the message's.</param>
/// <param name="Guards">Whose findings are written down.</param>
/// <param name="Watched">Guards that saw marketing in a template's own text, which nobody has confirmed yet.</param>
internal sealed record Lift(Track Track, string? By, ImmutableArray<CompiledRule> Guards, ImmutableArray<CompiledRule> Watched);

/// <summary>Which guards see marketing in a variant that is labelled as something milder.</summary>
internal sealed class GuardQuestion(Matter matter, Track track, int variant, Reading reading) : Question(matter, track)
{
    private readonly List<(CompiledRule Rule, bool Lifts)> _matched = [];

    /// <summary>In order. One lifts if its sender wrote what it found; fixed text of a template was judged when that was registered.</summary>
    public (CompiledRule Rule, bool Lifts)[] Matched => [.. _matched.OrderBy(guard => Matter.PlaceOf(guard.Rule.Rule))];

    public override bool IsFor(Rule rule) => rule is CategoryGuardRule guard && guard.Guard.Category < Category;

    public override bool MeetsSomebody(Rule rule) => Matter.Crowd.Includes(rule, variant);

    public override void Answer(CompiledRule rule)
    {
        try
        {
            if (((GuardJudge)rule.Judge!).Matches(rule, reading, out var lifts))
                _matched.Add((rule, lifts));
        }
        catch (Exception)
        {
            _matched.Add((rule, true));
        }
    }
}
