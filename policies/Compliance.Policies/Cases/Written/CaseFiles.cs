using System.Collections.Immutable;
using Compliance.Policies.Binding;
using Compliance.Policies.Files;
using Compliance.Policies.Loading;
using Compliance.Policies.Packs;
using Compliance.Policies.Yaml;
using Compliance.Rules.Messages;

namespace Compliance.Policies.Cases.Written;

/// <summary>The cases of all packs of a loaded set. A broken case keeps no set from going live: it is reported here.</summary>
public static class CaseFiles
{
    public static (ImmutableArray<PlacedCase> Cases, ImmutableArray<Diagnostic> Diagnostics) Read(PolicyLoadResult loaded)
    {
        var diagnostics = new Diagnostics();
        var cases = ImmutableArray.CreateBuilder<PlacedCase>();
        foreach (var file in loaded.Files)
        {
            var slash = file.Path.IndexOf('/');
            if (file.Path[(slash + 1)..].StartsWith(PackFiles.CasesFolder, StringComparison.Ordinal))
                cases.AddRange(Read(file, file.Path[..slash], diagnostics));
        }
        CheckNames(cases, loaded, diagnostics);
        return (cases.ToImmutable(), diagnostics.Sorted());
    }

    private static IEnumerable<PlacedCase> Read(PolicyFile file, string pack, Diagnostics diagnostics)
    {
        if (YamlReader.Read(file, diagnostics) is not { } node)
            yield break;
        var bound = new BoundFile(file.Path, diagnostics);
        if (node is not ListNode list)
        {
            bound.Error(node, "not-a-list", "案例文件应当是一个列表。", "每个案例以“- case: 编号”开头。");
            yield break;
        }
        foreach (var item in list.Items)
            if (Binder.Record(typeof(WrittenCase), item, bound) is WrittenCase @case)
                yield return new PlacedCase(@case, pack, file.Path, item.Line);
    }

    private static void CheckNames(IEnumerable<PlacedCase> cases, PolicyLoadResult loaded, Diagnostics diagnostics)
    {
        var seen = new Dictionary<string, PlacedCase>(StringComparer.Ordinal);
        var rules = loaded.Set?.Rules.Select(rule => rule.Id).ToHashSet(StringComparer.Ordinal);
        foreach (var placed in cases)
        {
            if (!seen.TryAdd(placed.Case.Case, placed))
                diagnostics.Error(
                    placed.File,
                    placed.Line,
                    0,
                    "duplicate-case",
                    $"案例编号“{placed.Case.Case}”已经用在 {seen[placed.Case.Case].File} 第 {seen[placed.Case.Case].Line} 行。",
                    "换一个编号。"
                );
            if (!ChannelCatalog.Names.Contains(placed.Case.Message.Channel))
                diagnostics.Error(
                    placed.File,
                    placed.Line,
                    0,
                    "unknown-channel",
                    $"没有“{placed.Case.Message.Channel}”这个通道。",
                    Suggestion.For(placed.Case.Message.Channel, ChannelCatalog.Names)
                );
            if (rules is null)
                continue;
            foreach (var named in Named(placed.Case))
                if (!rules.Contains(named))
                    diagnostics.Error(
                        placed.File,
                        placed.Line,
                        0,
                        "unknown-rule",
                        $"没有“{named}”这条规则。",
                        Suggestion.For(named, rules.Order(StringComparer.Ordinal))
                    );
        }
    }

    private static IEnumerable<string> Named(WrittenCase @case) =>
        (
            (string?[])[@case.Fails, @case.Passes, .. @case.To.SelectMany(person => person.UsedUp), .. @case.Expect.Degraded]
        ).OfType<string>();
}
