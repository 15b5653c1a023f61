using System.Collections.Concurrent;
using System.Collections.Immutable;
using Compliance.Gateway.LivePolicies;
using Compliance.Gateway.Providers;
using Compliance.Gateway.Stores.Templates;
using Compliance.Rules;
using Compliance.Rules.Categories;
using Compliance.Rules.Claims;
using Compliance.Rules.Decisions;
using Compliance.Rules.Facts;
using Compliance.Rules.Messages;
using Compliance.Rules.PolicySets;
using Compliance.Rules.Wording;

namespace Compliance.Gateway.Facts.Templates;

/// <summary>Reads the fixed text of a template as the rules read a message: a promotion is not registered as a notice.</summary>
internal sealed class TemplateJudging(LivePolicySet live, TimeProvider clock)
{
    private static readonly KnownFacts Nothing = new()
    {
        Template = Fact.Nothing<TemplateFact>(),
        Sender = Fact.Nothing<SenderFact>(),
        Halts = Fact.Nothing<ImmutableArray<HaltFact>>(),
        Recipients = [],
    };

    private Verdicts? _verdicts;

    /// <summary>Whether a text that nobody registered would be refused at registering. Judged once under each set of rules.</summary>
    public bool Promotes(string channel, ProviderTemplate template, Category category)
    {
        var set = live.Set;
        var verdicts = _verdicts;
        if (verdicts is null || !ReferenceEquals(verdicts.Set, set))
            _verdicts = verdicts = new Verdicts(set);
        return verdicts.Promoting.GetOrAdd(
            (channel, template, category),
            static (of, judging) => !judging.Find(of.Channel, of.Template.Text, of.Category, of.Template.Variables).IsEmpty,
            this
        );
    }

    /// <summary>What makes it marketing; empty for one that is registered as marketing, or that has nothing of it.</summary>
    public ImmutableArray<Finding> Find(string channel, string text, Category category, ImmutableDictionary<string, VariableType> variables)
    {
        if (category == Category.Marketing)
            return [];
        var message = new Message
        {
            Channel = channel,
            Family = ChannelCatalog.FamilyOf(channel),
            Sender = "registration",
            Brand = "registration",
            At = clock.GetUtcNow(),
            Declared = category,
            Recipients = [],
            Contents = [new MessageContent { Fields = [new ContentField { Name = "template", Text = TemplateText.Fixed(text) }] }],
        };
        var check = Evaluator.Check(
            message,
            Nothing with
            {
                Template = Fact.Known(
                    new TemplateFact
                    {
                        Id = "registration",
                        Text = text,
                        Category = category,
                        Variables = variables,
                    }
                ),
            },
            live.Set
        );
        return check.Category.Effective == category
            ? []
            :
            [
                .. check
                    .Contents[0]
                    .Findings.Where(found => found is { Length: > 0, Rule: CategoryGuardRule or WordingRule or ClaimsRule }),
            ];
    }

    private sealed record Verdicts(PolicySet Set)
    {
        public ConcurrentDictionary<(string Channel, ProviderTemplate Template, Category Category), bool> Promoting { get; } = new();
    }
}
