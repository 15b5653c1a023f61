using System.Collections.Immutable;
using Compliance.Policies.Files;
using Compliance.Policies.Packs;
using Compliance.Policies.Yaml;

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
        Once(
            packs,
            PackFiles.Evidence,
            pack => pack.Evidence.Select(written => (written.Record.Id, written.Node)),
            "duplicate-evidence",
            "证据编号",
            diagnostics
        );
        Once(
            packs,
            PackFiles.Purposes,
            pack => pack.Purposes.Select(written => (written.Record.Id, written.Node)),
            "duplicate-purpose",
            "目的编号",
            diagnostics
        );
    }

    private static void Once(
        ImmutableArray<Pack> packs,
        string file,
        Func<Pack, IEnumerable<(string Id, Node Node)>> ids,
        string code,
        string what,
        Diagnostics diagnostics
    )
    {
        var known = new HashSet<string>(StringComparer.Ordinal);
        foreach (var pack in packs)
        foreach (var (id, node) in ids(pack))
            if (!known.Add(id))
                diagnostics.Error(
                    $"{pack.Name}/{file}",
                    node.Line,
                    node.Column,
                    code,
                    $"{what}“{id}”用了两次。",
                    "换一个编号；编号在所有规则包中唯一。"
                );
    }
}
