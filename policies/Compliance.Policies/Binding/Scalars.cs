using System.Globalization;
using Compliance.Policies.Yaml;

namespace Compliance.Policies.Binding;

/// <summary>One written value as a typed one. Strict: <c>010</c>, <c>1_000</c>, <c>yes</c> and <c>1e3</c> are refused where a number or a truth is meant.</summary>
internal static class Scalars
{
    public static bool Handles(Type type) =>
        type.IsEnum
        || type == typeof(string)
        || type == typeof(int)
        || type == typeof(bool)
        || type == typeof(DateOnly)
        || type == typeof(TimeOnly)
        || type == typeof(DateTimeOffset);

    public static object? Read(Type type, string name, Node node, BoundFile file)
    {
        if (node is not ScalarNode scalar)
        {
            file.Error(node, "not-a-value", $"“{name}”应当是一个值。", "写成一行“键: 值”。");
            return null;
        }
        if (scalar.IsEmpty)
        {
            file.Error(node, "empty-value", $"“{name}”没有值。", "写上值，或者删除这一行。");
            return null;
        }
        var text = scalar.Value;
        if (type == typeof(string))
            return text.Trim().Length > 0 ? text : Fault(node, file, "empty-value", $"“{name}”没有值。", "写上值，或者删除这一行。");
        if (type == typeof(int))
            return Number(name, scalar, file);
        if (type == typeof(bool))
            return text switch
            {
                "true" => true,
                "false" => false,
                _ => Fault(node, file, "not-a-truth", $"“{name}”的值“{text}”既不是 true 也不是 false。", "写 true 或者 false。"),
            };
        if (type == typeof(DateOnly))
            return DateOnly.TryParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var date)
                ? date
                : Fault(node, file, "not-a-date", $"“{name}”的值“{text}”不是日期。", "写成 2026-12-01 的样子。");
        if (type == typeof(TimeOnly))
            return TimeOnly.TryParseExact(text, "HH:mm", CultureInfo.InvariantCulture, DateTimeStyles.None, out var time)
                ? time
                : Fault(node, file, "not-a-time", $"“{name}”的值“{text}”不是时刻。", "写成 \"21:00\" 的样子（24 小时制，两位数）。");
        return type == typeof(DateTimeOffset) ? Instant(name, scalar, file) : Member(type, name, scalar, file);
    }

    private static object? Number(string name, ScalarNode node, BoundFile file)
    {
        var text = node.Value;
        if (text.Length > 1 && text[0] == '0' && text.All(char.IsAsciiDigit))
            return Fault(
                node,
                file,
                "leading-zero",
                $"“{name}”的值“{text}”以 0 开头，有的程序会把它读成八进制。",
                $"写成 {text.TrimStart('0').PadLeft(1, '0')}。"
            );
        return int.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var number) && text[0] != '+'
            ? number
            : Fault(node, file, "not-a-number", $"“{name}”的值“{text}”不是整数。", "写成 10 的样子，不加单位和分隔符。");
    }

    /// <summary>A time with its offset; without one it is Beijing time.</summary>
    private static object? Instant(string name, ScalarNode node, BoundFile file)
    {
        var text = node.Value.Replace(' ', 'T');
        if (
            DateTime.TryParseExact(
                text,
                ["yyyy-MM-dd'T'HH:mm", "yyyy-MM-dd'T'HH:mm:ss"],
                CultureInfo.InvariantCulture,
                DateTimeStyles.None,
                out var local
            )
        )
            return new DateTimeOffset(local, TimeSpan.FromHours(8));
        return DateTimeOffset.TryParseExact(
            text,
            ["yyyy-MM-dd'T'HH:mm:sszzz", "yyyy-MM-dd'T'HH:mmzzz", "yyyy-MM-dd'T'HH:mm:ss.fffzzz"],
            CultureInfo.InvariantCulture,
            DateTimeStyles.None,
            out var time
        )
            ? time
            : Fault(node, file, "not-a-time", $"“{name}”的值“{node.Value}”不是时间。", "写成 2026-12-01 10:00（北京时间）的样子。");
    }

    private static object? Member(Type type, string name, ScalarNode node, BoundFile file)
    {
        var names = EnumNames.Of(type);
        if (Array.IndexOf(names, node.Value) is >= 0 and var at)
            return Enum.GetValues(type).GetValue(at);
        return Fault(node, file, "unknown-value", $"“{name}”没有“{node.Value}”这个值。", Suggestion.For(node.Value, names));
    }

    private static object? Fault(Node node, BoundFile file, string code, string what, string mend)
    {
        file.Error(node, code, what, mend);
        return null;
    }
}
