using System.Collections.Immutable;
using System.Reflection;
using Compliance.Policies.Binding;
using Compliance.Policies.Files;
using Compliance.Policies.Yaml;
using Compliance.Rules.PolicySets;
using Compliance.Rules.Wording;

namespace Compliance.Policies.Packs;

/// <summary>One file of rules: a list, each item bound to its kind's record.</summary>
internal static class RuleReader
{
    public static IEnumerable<WrittenRule> Read(PolicyFile file, string pack, PackHeader? header, WordFiles words, Diagnostics diagnostics)
    {
        if (YamlReader.Read(file, diagnostics) is not { } node)
            yield break;
        var bound = new BoundFile(file.Path, diagnostics);
        if (node is not ListNode list)
        {
            bound.Error(node, "not-a-list", "规则文件应当是一个列表。", "每条规则以“- rule: 编号”开头。");
            yield break;
        }
        foreach (var item in list.Items)
            if (One(item, pack, header, words, bound) is { } rule)
                yield return new WrittenRule(rule, file.Path, (MapNode)item);
    }

    private static Rule? One(Node node, string pack, PackHeader? header, WordFiles words, BoundFile file)
    {
        if (node is not MapNode map)
        {
            file.Error(node, "not-a-mapping", "这里应当是一条规则。", "写成“- rule: 编号”，其余各键与 rule 对齐。");
            return null;
        }
        if (Kind(map, file) is not { } kind || Binding.Binder.Record(kind, map, file, "kind") is not Rule rule)
            return null;
        rule = rule with { Pack = pack };
        if (rule.When.Industry.IsEmpty && header is { Industry.IsEmpty: false })
            rule = rule with { When = rule.When with { Industry = header.Industry } };
        Fill(rule, map, words, file);
        Examine(rule, map, file);
        return rule;
    }

    private static Type? Kind(MapNode rule, BoundFile file)
    {
        if (rule["kind"] is not ScalarNode kind)
        {
            file.Error(
                rule,
                "missing-key",
                "缺少“kind”（规则种类）。",
                $"加上一行 kind: …；可用：{string.Join("、", RuleKinds.All.Keys.Order(StringComparer.Ordinal))}。"
            );
            return null;
        }
        if (RuleKinds.All.TryGetValue(kind.Value, out var type))
            return type;
        file.Error(
            kind,
            "unknown-kind",
            $"没有“{kind.Value}”这种规则。",
            Suggestion.For(kind.Value, RuleKinds.All.Keys.Order(StringComparer.Ordinal))
        );
        return null;
    }

    /// <summary>Word lists are named by the file and held by the rule.</summary>
    private static void Fill(Rule rule, MapNode map, WordFiles words, BoundFile file)
    {
        foreach (var (holder, path) in Holders(rule))
        {
            foreach (var key in Keys.Of(holder.GetType()))
            {
                if (key.Property.GetCustomAttribute<FilesOfPackAttribute>() is not { } named)
                    continue;
                var keyPath = path.Length == 0 ? key.Name : $"{path}.{key.Name}";
                var names = (ImmutableArray<string>)key.Property.GetValue(holder)!;
                var lists = names.Select((name, i) => words.Find(name, map.Nearest($"{keyPath}[{i}]"), file)).OfType<WordList>();
                rule.GetType().GetProperty(named.Entries)!.SetValue(rule, lists.ToImmutableArray());
            }
        }
    }

    /// <summary>The rule and its settings one level down: nothing names files deeper.</summary>
    private static IEnumerable<(object Holder, string Path)> Holders(Rule rule)
    {
        yield return (rule, "");
        foreach (var key in Keys.Of(rule.GetType()))
            if (
                !Scalars.Handles(key.Property.PropertyType)
                && key.Property.PropertyType.IsClass
                && key.Property.GetValue(rule) is { } settings
            )
                yield return (settings, key.Name);
    }

    private static void Examine(Rule rule, MapNode map, BoundFile file)
    {
        var outcomes = RuleKinds.Of(rule.GetType()).Outcomes;
        if (!outcomes.Contains(rule.Then))
            file.Error(
                map.Nearest("then"),
                "outcome-not-of-kind",
                $"这种规则不能 then: {EnumNames<Outcome>.Of(rule.Then)}。",
                $"可用：{string.Join("、", outcomes.Select(EnumNames<Outcome>.Of))}。"
            );
        if (rule.Effective.To < rule.Effective.From)
            file.Error(map.Nearest("effective.to"), "effective-order", "effective 的 to 早于 from。", "to 是生效的最后一天，不早于 from。");
        foreach (var problem in rule.When.Problems().Concat(rule.Problems()))
            file.Error(map.Nearest(problem.Key), "setting", $"{problem.Key}：{problem.What}。", "按上面的说明修改。");
    }
}
