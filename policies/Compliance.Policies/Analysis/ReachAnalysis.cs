using System.Collections.Immutable;
using Compliance.Policies.Binding;
using Compliance.Policies.Files;
using Compliance.Policies.Packs;
using Compliance.Rules.Categories;
using Compliance.Rules.Messages;
using Compliance.Rules.MustContain;
using Compliance.Rules.PolicySets;

namespace Compliance.Policies.Analysis;

/// <summary>Rules, or parts of them, that no message can ever reach.</summary>
internal static class ReachAnalysis
{
    public static void Run(ImmutableArray<WrittenRule> rules, Diagnostics diagnostics)
    {
        foreach (var written in rules)
        {
            Names(written, "when.channel", "channel", "通道", written.Rule.When.Channel, ChannelCatalog.Names, diagnostics);
            Names(written, "when.industry", "industry", "行业", written.Rule.When.Industry, KnownIndustries.All, diagnostics);
            if (written.Rule is MustContainRule { MustContain.AlwaysInIndustry: var always })
                Names(written, "must_contain.always_in_industry", "industry", "行业", always, KnownIndustries.All, diagnostics);
            var categories = written.Rule.When.Category;
            if (
                written.Rule.Unavailable == WhenUnavailable.Degrade
                && !categories.IsEmpty
                && !categories.Any(category => category is Category.Security or Category.Transaction)
            )
                diagnostics.Warn(
                    written,
                    "unavailable",
                    "unreachable-setting",
                    "unavailable: degrade 只对安全和交易消息有效，这条规则不适用于它们。",
                    "删除 unavailable，或者改 when.category。"
                );
            if (
                written.Rule is CategoryGuardRule guard
                && !categories.IsEmpty
                && categories.All(category => category <= guard.Guard.Category)
            )
                diagnostics.Warn(
                    written,
                    "when.category",
                    "unreachable-rule",
                    "这些类别已经不比 guard.category 宽松，规则永远不会起作用。",
                    "把 when.category 改成更宽松的类别，例如 [service, transaction]。"
                );
        }
    }

    /// <summary>A mistyped name would silently switch the rule off: an error.</summary>
    private static void Names(
        WrittenRule written,
        string path,
        string name,
        string what,
        ImmutableArray<string> named,
        IEnumerable<string> known,
        Diagnostics diagnostics
    )
    {
        for (var i = 0; i < named.Length; i++)
        {
            if (known.Contains(named[i]))
                continue;
            var at = written.At($"{path}[{i}]");
            diagnostics.Error(
                written.File,
                at.Line,
                at.Column,
                $"unknown-{name}",
                $"没有“{named[i]}”这个{what}。",
                Suggestion.For(named[i], known)
            );
        }
    }
}
