using System.Collections.Immutable;
using Compliance.Policies.Packs;

namespace Compliance.Policies.Loading;

/// <summary>A rule id is unique over all packs: entries and cases name rules by it alone.</summary>
internal static class UniqueIds
{
    public static void Check(ImmutableArray<Pack> packs, Diagnostics diagnostics)
    {
        var first = new Dictionary<string, WrittenRule>(StringComparer.Ordinal);
        foreach (var written in packs.SelectMany(pack => pack.Rules))
        {
            if (first.TryAdd(written.Rule.Id, written))
                continue;
            var other = first[written.Rule.Id];
            var at = written.At("rule");
            diagnostics.Error(
                written.File,
                at.Line,
                at.Column,
                "duplicate-rule",
                $"规则编号“{written.Rule.Id}”已经用在 {other.File} 第 {other.At("rule").Line} 行。",
                "换一个编号；编号在所有规则包中唯一。"
            );
        }
        var evidence = new HashSet<string>(StringComparer.Ordinal);
        foreach (var pack in packs)
        foreach (var (record, node) in pack.Evidence)
            if (!evidence.Add(record.Id))
                diagnostics.Error(
                    $"{pack.Name}/{PackFiles.Evidence}",
                    node.Line,
                    node.Column,
                    "duplicate-evidence",
                    $"证据编号“{record.Id}”用了两次。",
                    "换一个编号；编号在所有规则包中唯一。"
                );
    }
}
