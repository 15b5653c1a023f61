using System.Collections.Immutable;
using Compliance.Rules.Categories;
using Compliance.Rules.Consent;
using Compliance.Rules.Frequency;
using Compliance.Rules.Links;
using Compliance.Rules.Messages;
using Compliance.Rules.PolicySets;
using Compliance.Rules.QuietHours;
using Compliance.Rules.Wording;

namespace Compliance.Rules.Evaluation;

/// <summary>The rules that are in force for messages of one key, by stage and in order.</summary>
internal sealed class Plan
{
    private readonly bool[] _applies;

    public Plan(CompiledRule[] all, Message message, Category category, DateOnly today)
    {
        var inForce = all.Where(rule => InForce(rule.Rule.Effective, today) && Covers(rule.Rule.When, message, category)).ToArray();
        _applies = new bool[all.Length];
        foreach (var rule in inForce)
            _applies[rule.Order] = true;
        Guards = [.. inForce.Where(rule => rule.Rule is CategoryGuardRule)];
        Wording = [.. inForce.Where(rule => rule.Rule is WordingRule)];
        Contents = [.. inForce.Where(rule => rule is { Judge: not null, Rule: not CategoryGuardRule and not WordingRule })];
        ServiceLinks =
        [
            .. inForce
                .Where(rule => !rule.Shadow)
                .SelectMany(rule =>
                    rule.Rule switch
                    {
                        LinksRule links => links.Links.Allowed,
                        CategoryGuardRule guard => guard.Guard.Allowed,
                        _ => [],
                    }
                ),
        ];
        Advertising = [.. inForce.Where(rule => rule is { Shadow: false, Rule: IForbidAdvertising })];
        Consents = [.. inForce.Where(rule => rule.Rule is ConsentRule { IsSeparate: false })];
        SeparateConsents = [.. inForce.Where(rule => rule.Rule is ConsentRule { IsSeparate: true })];
        Persons = [.. inForce.Where(rule => rule.Rule is RecipientRule)];
        Caps = [.. inForce.Where(rule => rule.Rule is CapRule)];
        PersonalQuiet = inForce.Any(rule => rule.Rule is QuietHoursRule && rule.Rule.When.IsPersonal);
        AnyConsent = all.Any(rule => rule is { Shadow: false, Rule: ConsentRule } && InForce(rule.Rule.Effective, today));
    }

    public CompiledRule[] Guards { get; }

    public CompiledRule[] Wording { get; }

    /// <summary>Content rules but guards and wording, which are judged from one scan for all of them.</summary>
    public CompiledRule[] Contents { get; }

    /// <summary>Domains that some rule allows links to.</summary>
    public ImmutableArray<string> ServiceLinks { get; }

    /// <summary>What an advertisement must not say; a service message that says it is one.</summary>
    public CompiledRule[] Advertising { get; }

    /// <summary>One of them must find a basis.</summary>
    public CompiledRule[] Consents { get; }

    /// <summary>Each of them must find its consent.</summary>
    public CompiledRule[] SeparateConsents { get; }

    public CompiledRule[] Persons { get; }

    /// <summary>Rules that need a slot.</summary>
    public CompiledRule[] Caps { get; }

    /// <summary>Some quiet hours are only some people's.</summary>
    public bool PersonalQuiet { get; }

    /// <summary>The set has a consent rule in force for whatever message. One without any is no policy, and denies everything.</summary>
    public bool AnyConsent { get; }

    public bool Applies(CompiledRule rule) => _applies[rule.Order];

    private static bool InForce(EffectiveDates dates, DateOnly today) => dates.From <= today && !(dates.To < today);

    private static bool Covers(Scope when, Message message, Category category) =>
        (when.Channel.IsEmpty || when.Channel.Contains(message.Channel) || when.Channel.Contains(message.Family))
        && (when.Category.IsEmpty || when.Category.Contains(category))
        && (when.Purpose.IsEmpty || when.Purpose.Contains(message.Purpose))
        && (when.Campaign.IsEmpty || (message.Campaign is { } campaign && when.Campaign.Contains(campaign)))
        && (when.Sender.IsEmpty || when.Sender.Contains(message.Sender))
        && (when.Industry.IsEmpty || message.Industry is not { } industry || when.Industry.Contains(industry))
        && (when.Brand.IsEmpty || when.Brand.Contains(message.Brand));
}
