using System.Collections.Immutable;
using Compliance.Policies.Binding;
using Compliance.Policies.Files;
using Compliance.Policies.Yaml;
using Compliance.Rules.PolicySets;

namespace Compliance.Policies.Packs;

internal static class PackReader
{
    public static Pack Read(PackFiles files, Diagnostics diagnostics)
    {
        var header = Header(files, diagnostics);
        var words = new WordFiles(files, diagnostics);
        var rules = files
            .Under(PackFiles.RulesFolder)
            .SelectMany(file => RuleReader.Read(file, files.Pack, header, words, diagnostics))
            .ToImmutableArray();
        words.TellUnused();
        return new Pack
        {
            Name = files.Pack,
            Header = header,
            Rules = rules,
            Purposes = Records<PurposeRecord>(files.Find(PackFiles.Purposes), diagnostics),
            Evidence = Records<EvidenceRecord>(files.Find(PackFiles.Evidence), diagnostics),
            Laws = [.. Records<LawRecord>(files.Find(PackFiles.Laws), diagnostics).Select(law => law.Record)],
        };
    }

    private static PackHeader? Header(PackFiles files, Diagnostics diagnostics)
    {
        if (files.Find(PackFiles.Header) is not { } file)
        {
            diagnostics.Error(
                $"{files.Pack}/{PackFiles.Header}",
                0,
                0,
                "no-pack-file",
                $"目录 {files.Pack} 中没有 pack.yaml。",
                "加上 pack.yaml（pack、title、owner 三行），或者移走这个目录。"
            );
            return null;
        }
        if (YamlReader.Read(file, diagnostics) is not { } node)
            return null;
        var bound = new BoundFile(file.Path, diagnostics);
        var header = (PackHeader?)Binder.Record(typeof(PackHeader), node, bound);
        if (header?.Pack == GatewayRule.BuiltIn)
            bound.Error(((MapNode)node)["pack"]!, "pack-name", $"“{GatewayRule.BuiltIn}”留给网关自带的规则。", "换一个名称。");
        else if (header is not null && header.Pack != files.Pack)
            bound.Error(((MapNode)node)["pack"]!, "pack-name", $"pack 写的是“{header.Pack}”，目录名是“{files.Pack}”。", "两者改成一样。");
        return header;
    }

    private static ImmutableArray<Written<T>> Records<T>(PolicyFile? file, Diagnostics diagnostics)
        where T : class
    {
        if (file is null || YamlReader.Read(file, diagnostics) is not { } node)
            return [];
        var bound = new BoundFile(file.Path, diagnostics);
        if (node is not ListNode list)
        {
            bound.Error(node, "not-a-list", "这里应当是一个列表。", "每一项以“- ”开头。");
            return [];
        }
        return
        [
            .. from item in list.Items
            let record = (T?)Binder.Record(typeof(T), item, bound)
            where record is not null
            select new Written<T>(record, item),
        ];
    }
}
