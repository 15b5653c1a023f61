using System.Collections.Immutable;
using Compliance.Policies.Binding;
using Compliance.Policies.Loading;
using Compliance.Policies.Packs;
using Compliance.Rules.Categories;
using Compliance.Rules.Messages;
using Compliance.Rules.PolicySets;

namespace Compliance.Policies.Analysis;

/// <summary>Rules, or parts of them, that no message can ever reach.</summary>
internal static class ReachAnalysis
{
    public static void Run(ImmutableArray<WrittenRule> rules, Diagnostics diagnostics)
    {
        foreach (var written in rules)
        {
            Channels(written, diagnostics);
            var categories = written.Rule.When.Category;
            if (written.Rule.Unavailable == WhenUnavailable.Degrade && !categories.IsEmpty && !categories.Any(category => category is Category.Security or Category.Transaction))
                diagnostics.Warn(written, "unavailable", "unreachable-setting", "unavailable: degrade 只对安全和交易消息有效，这条规则不适用于它们。", "删除 unavailable，或者改 when.category。");
            if (written.Rule is CategoryGuardRule guard && !categories.IsEmpty && categories.All(category => category <= guard.Guard.Category))
                diagnostics.Warn(written, "when.category", "unreachable-rule", "这些类别已经不比 guard.category 宽松，规则永远不会起作用。", "把 when.category 改成更宽松的类别，例如 [service, transaction]。");
        }
    }

    /// <summary>A mistyped channel would silently switch the rule off: an error.</summary>
    private static void Channels(WrittenRule written, Diagnostics diagnostics)
    {
        var channels = written.Rule.When.Channel;
        for (var i = 0; i < channels.Length; i++)
        {
            if (KnownChannels.All.Contains(channels[i]))
                continue;
            var at = written.At($"when.channel[{i}]");
            diagnostics.Error(written.File, at.Line, at.Column, "unknown-channel", $"没有“{channels[i]}”这个通道。", Suggestion.For(channels[i], KnownChannels.All));
        }
    }
}
