using Compliance.Rules.Categories;
using Compliance.Rules.Decisions;
using Compliance.Rules.Facts;
using Compliance.Rules.Messages;
using Compliance.Rules.PolicySets;

namespace Compliance.Rules.Evaluation;

/// <summary>
/// Clause (a): no label opens anything. What the caller declares, the template and the channel give a message its category; what a variant says may make
/// that variant stricter, and only that one.
/// </summary>
internal sealed class Categorising(Audience audience, ContentCase content)
{
    // What guards found before the category was known, by variant; written down under the category that they made effective.
    private readonly List<(int Variant, CompiledRule Rule)> _guarded = [];
    private Message _message = null!;
    private CompiledSet _set = null!;
    private DateOnly _today;
    private Lane? _marketing;
    private int _nextGuarded;
    private bool _unreadTemplate;

    /// <summary>The category before anybody has read a text.</summary>
    public CategoryDecision Asked { get; private set; } = null!;

    public Lane Lane { get; private set; } = null!;

    public void Start(Message message, TemplateFact? template, CompiledSet set, DateOnly today)
    {
        (_message, _set, _today, _marketing, _nextGuarded) = (message, set, today, null, 0);
        _guarded.Clear();
        _unreadTemplate = message.TemplateId is not null && template is null;
        Asked = Pursued(Of(message, template));
        Lane = LaneOf(Asked.Effective);
        content.ServiceLinks = Lane.Plan.ServiceLinks;
    }

    /// <summary>The lane of a variant that was read into the case and scanned, and what made it another than the message's.</summary>
    public (Lane Lane, string? By) Lift(int variant, bool scanned)
    {
        if (Asked.Effective == Category.Marketing)
            return (Lane, null);
        if (_unreadTemplate && !CarriesCodesAlone())
            return (Marketing, "unknown");
        var (lane, by) = Guard(variant);
        return lane.Category > Category.Marketing && scanned && Advertisement() is { } rule ? (Marketing, rule.Rule.Id) : (lane, by);
    }

    /// <summary>Guards that matched this variant, in order; variants are asked for in theirs.</summary>
    public CompiledRule? NextGuard(int variant) =>
        _nextGuarded < _guarded.Count && _guarded[_nextGuarded].Variant == variant ? _guarded[_nextGuarded++].Rule : null;

    private Lane Marketing => _marketing ??= LaneOf(Category.Marketing);

    /// <summary>The strictest of what the caller declares, what the template was registered as and what the channel is. Without a word from anybody it is marketing, and so is a template whose text nobody knows, but for one that carries codes.</summary>
    private static CategoryDecision Of(Message message, TemplateFact? template)
    {
        if (message.TemplateId is not null && template is null && message is not { Declared: Category.Security, ByChannel: null })
            return new(message.Declared, Category.Marketing, "unknown");
        if (message.Declared is null && template is null && message.ByChannel is null)
            return new(null, Category.Marketing, "unknown");
        var (effective, by) = (message.Declared ?? Category.Security, "declared");
        if (template is not null && (message.Declared is null || template.Category < effective))
            (effective, by) = (template.Category, template.Assumed ? "unknown" : "template");
        if (message.ByChannel is { } channel && (channel < effective || (message.Declared is null && template is null)))
            (effective, by) = (channel, "channel");
        return new(message.Declared, effective, by);
    }

    /// <summary>What is sent for a purpose that is marketing is marketing.</summary>
    private CategoryDecision Pursued(CategoryDecision asked) =>
        (_message.PurposeNamed || _message.Purpose != Message.MarketingPurpose)
        && (asked.Effective != Category.Marketing || (asked.By == "unknown" && !_unreadTemplate))
        && _set.Purposes.CategoryOf(_message.Purpose) == Category.Marketing
            ? asked with
            {
                Effective = Category.Marketing,
                By = "purpose",
            }
            : asked;

    /// <summary>All that the sender put into a template that nobody read are codes, and there is one: a sign-in must not wait for somebody to register its template.</summary>
    private bool CarriesCodesAlone()
    {
        var codes = 0;
        foreach (var field in content.Content.Fields)
            if (
                field.Role == FieldRole.Variable
                && field.Text.Any(char.IsAsciiDigit)
                && VariableTypes.Is(VariableType.Code, field.Text, static _ => false)
            )
                codes++;
            else if (field.Role != FieldRole.Signature && field.Text.Length > 0)
                return false;
        return codes > 0;
    }

    /// <summary>Whatever is marketing is judged for the purpose of marketing: a consent to anything else does not carry it.</summary>
    private Lane LaneOf(Category category)
    {
        var serves = _set.Purposes.CategoryOf(_message.Purpose) is { } listed ? listed == category : category == Asked.Effective;
        var message = category == Category.Marketing && !serves ? _message with { Purpose = Message.MarketingPurpose } : _message;
        return new(message, _set.PlanFor(message, category, _today), category);
    }

    private (Lane Lane, string? By) Guard(int variant)
    {
        var (lane, by) = (Lane, (string?)null);
        content.Category = Asked.Effective;
        foreach (var rule in Lane.Plan.Guards)
        {
            var guard = (CategoryGuardRule)rule.Rule;
            if (guard.Guard.Category >= Asked.Effective || !audience.Concerns(rule, variant) || !Matches(rule, out var lifts))
                continue;
            if (!lifts)
                Watch(rule);
            else
                _guarded.Add((variant, rule));
            if (rule.Shadow || !lifts || guard.Guard.Category >= lane.Category)
                continue;
            lane = guard.Guard.Category == Category.Marketing ? Marketing : LaneOf(guard.Guard.Category);
            by = guard.Id;
        }
        return (lane, by);
    }

    /// <summary>Registered before registering judged anything: written down until legal has confirmed the template.</summary>
    private void Watch(CompiledRule rule)
    {
        if (content.Template is { Confirmed: false })
            content.Shadow(rule, Reasons.Marketing);
    }

    /// <param name="lifts">False where all that was found is fixed text of a registered template: that is judged when it is registered.</param>
    private bool Matches(CompiledRule rule, out bool lifts)
    {
        try
        {
            return ((GuardJudge)rule.Judge!).Matches(rule, content, out lifts);
        }
        catch (Exception)
        {
            // Its judge breaks again when its findings are asked for, and that denies.
            return lifts = true;
        }
    }

    /// <summary>The first rule that forbids in marketing what the sender wrote here.</summary>
    private CompiledRule? Advertisement()
    {
        foreach (var rule in Marketing.Plan.Advertising)
            if (!Lane.Plan.Applies(rule) && content.MayAdvertise(rule) && content.Advertises(rule))
                return rule;
        return null;
    }
}
