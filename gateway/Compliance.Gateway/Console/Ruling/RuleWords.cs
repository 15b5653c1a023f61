using System.ComponentModel;
using System.Globalization;
using System.Reflection;
using Compliance.Gateway.Recording;
using Compliance.Rules.Messages;
using Compliance.Rules.PolicySets;

namespace Compliance.Gateway.Console.Ruling;

/// <summary>A rule in the words that its kind's record carries for editors: legal reads here what the schema says there.</summary>
internal static class RuleWords
{
    /// <summary>What stands before the colon of the kind's description, such as 频次上限.</summary>
    public static string Kind(Rule rule) =>
        rule.GetType().GetCustomAttribute<DescriptionAttribute>()?.Description.Split('：')[0] ?? "网关自带";

    public static string Then(Outcome then) =>
        then switch
        {
            Outcome.Remove => "移除该收件人",
            Outcome.Deny => "拒绝",
            Outcome.Evidence => "需要证据",
            Outcome.Review => "需要人工审核",
            Outcome.Mask => "脱敏",
            Outcome.Append => "补上",
            Outcome.DropField => "删除字段",
            _ => "只记录",
        };

    public static IEnumerable<(string Name, string Value)> Scope(Rule rule) => Settings(rule.When, typeof(Scope));

    /// <summary>What only this kind has.</summary>
    public static IEnumerable<(string Name, string Value)> Settings(Rule rule) => Settings(rule, rule.GetType());

    private static IEnumerable<(string Name, string Value)> Settings(object holder, Type declaring)
    {
        foreach (var property in holder.GetType().GetProperties().Where(property => property.DeclaringType == declaring))
        {
            if (
                property.GetCustomAttribute<DescriptionAttribute>() is not { Description: var description }
                || property.GetValue(holder) is not { } value
                || property.GetCustomAttribute<FilesOfPackAttribute>() is not null
            )
                continue;
            if (property.PropertyType.IsClass && property.PropertyType != typeof(string))
            {
                foreach (var inner in Settings(value, value.GetType()))
                    yield return inner;
            }
            else if (Text(value) is { Length: > 0 } text)
            {
                yield return (description.Split('；', '，', '：')[0], text);
            }
        }
    }

    private static string Text(object value) =>
        value switch
        {
            string text => text,
            bool yes => yes ? "是" : "否",
            Category category => CategoryWords.Of(category.Wire()),
            Enum member => System.Text.Json.JsonNamingPolicy.KebabCaseLower.ConvertName(member.ToString()),
            System.Collections.IEnumerable several => several.GetType() is { IsGenericType: true } && IsDefault(several)
                ? ""
                : string.Join("、", several.Cast<object>().Select(Text)),
            IFormattable one => one.ToString(value is TimeOnly ? "HH:mm" : null, CultureInfo.InvariantCulture),
            _ => string.Join("，", Settings(value, value.GetType()).Select(setting => $"{setting.Name} {setting.Value}")),
        };

    /// <summary>An immutable array that was never given can't be walked.</summary>
    private static bool IsDefault(object array) => array.GetType().GetProperty("IsDefault")?.GetValue(array) is true;
}
