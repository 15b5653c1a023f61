using System.Collections.Immutable;
using System.ComponentModel;
using System.ComponentModel.DataAnnotations;
using System.Globalization;
using System.Reflection;
using System.Text;
using Compliance.Policies.Binding;
using Compliance.Rules.PolicySets;

namespace Compliance.Policies.Drafts;

/// <summary>
/// The text of a new rule: every key that its kind asks for, with what it means beside it. It begins in shadow: it is recorded
/// and changes nothing until somebody has looked at what it would do.
/// </summary>
public static class RuleDraft
{
    public static string Pack(string name) =>
        $"""
            pack: {name}
            title: 用一句话说明这个规则包
            owner: legal
            # industry: [food]      # 包内规则只适用于哪些行业；不写则都适用

            """.ReplaceLineEndings("\n");

    public static string Rule(string id, string kind, DateOnly today)
    {
        var type = RuleKinds.All[kind];
        var text = new StringBuilder();
        text.Append(
            string.Create(
                    CultureInfo.InvariantCulture,
                    $"""
                    - rule: {id}
                      title: 用一句话说明这条规则
                      kind: {kind}
                      basis: [{"{"} law: 个人信息保护法, article: "6" {"}"}]    # 法律依据：换成真正的法律和条款
                      owner: legal
                      review_due: {today.AddMonths(6):yyyy-MM-dd}
                      effective: {"{"} from: {today:yyyy-MM-dd} {"}"}
                      mode: shadow          # 先观察；看过 policyctl replay 的结果后改成 enforce
                      when: {"{"} category: marketing {"}"}

                    """
                )
                .ReplaceLineEndings("\n")
        );
        foreach (var key in Keys.Of(type).Where(key => key.Property.DeclaringType == type))
            Write(text, key, "  ", wanted: true);
        var outcomes = RuleKinds.Of(type).Outcomes;
        // What is to be appended only legal can write: a draft begins with refusing.
        var then = outcomes[0] == Outcome.Append && outcomes.Contains(Outcome.Deny) ? Outcome.Deny : outcomes[0];
        text.Append(
            CultureInfo.InvariantCulture,
            $"  then: {EnumNames<Outcome>.Of(then)}{(outcomes.Length > 1 ? $"    # 可用：{string.Join("、", outcomes.Select(EnumNames<Outcome>.Of))}" : "")}\n"
        );
        return text.Append("  message: 命中时告诉人的话\n").ToString();
    }

    public static string Cases(string id) =>
        $"""
            - case: {id}/fails
              title: 只因为这条规则而不通过
              fails: {id}
              message: {"{"} channel: wecom, text: 写一段应当命中的文字 {"}"}

            - case: {id}/passes
              title: 差一点，但应当通过
              passes: {id}
              message: {"{"} channel: wecom, text: 写一段很像、但合规的文字 {"}"}

            """.ReplaceLineEndings("\n");

    /// <summary>A key that nobody must write stands behind a #; where a mapping has no other, its first key is written.</summary>
    private static void Write(StringBuilder text, Key key, string indent, bool wanted)
    {
        var type = Nullable.GetUnderlyingType(key.Property.PropertyType) ?? key.Property.PropertyType;
        var comment = key.Property.GetCustomAttribute<DescriptionAttribute>() is { } about ? $"    # {about.Description}" : "";
        var start = wanted ? indent : $"{indent}# ";
        if (Scalars.Handles(type) || type.IsGenericType)
        {
            text.Append(CultureInfo.InvariantCulture, $"{start}{key.Name}: {Example(type, key.Property)}{comment}\n");
            return;
        }
        text.Append(CultureInfo.InvariantCulture, $"{start}{key.Name}:{comment}\n");
        var inner = Keys.Of(type);
        for (var i = 0; i < inner.Length; i++)
            Write(text, inner[i], indent + "  ", wanted && (inner[i].Required || i == 0 && !inner.Any(other => other.Required)));
    }

    private static string Example(Type type, PropertyInfo property)
    {
        if (type.IsGenericType && type.GetGenericTypeDefinition() == typeof(ImmutableArray<>))
            return $"[{Example(type.GetGenericArguments()[0], property)}]";
        if (type.IsEnum)
            return KindNames.Kebab(Enum.GetValues(type).GetValue(0)!.ToString()!);
        if (type == typeof(int))
            return property.GetCustomAttribute<RangeAttribute>()?.Minimum.ToString() ?? "1";
        if (type == typeof(bool))
            return "true";
        if (type == typeof(TimeOnly))
            return property.Name == "To" ? "\"08:00\"" : "\"21:00\"";
        return Scalars.Handles(type)
            ? "填写"
            : $"{"{"} {string.Join(", ", Keys.Of(type).Where(key => key.Required).Select(key => $"{key.Name}: {Example(key.Property.PropertyType, key.Property)}"))} {"}"}";
    }
}
