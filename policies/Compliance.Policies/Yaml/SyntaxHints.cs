using YamlDotNet.Core;

namespace Compliance.Policies.Yaml;

/// <summary>What the parser says, in the words of somebody who edits a list.</summary>
internal static class SyntaxHints
{
    public static (string What, string Mend) Of(string text, YamlException error)
    {
        var line = LineOf(text, (int)error.Start.Line);
        var indent = line.AsSpan(0, line.Length - line.TrimStart().Length);
        if (indent.Contains('\t'))
            return ("行首用了 TAB。", "用空格缩进，每层两个空格。");
        var reason = error.Message;
        if (reason.Contains("alias", StringComparison.OrdinalIgnoreCase) || reason.Contains("anchor", StringComparison.OrdinalIgnoreCase))
            return ("不允许使用锚点和别名（& 和 *）。", "把内容完整写出来；以 * 开头的文字要加引号。");
        if (reason.Contains("character that cannot start any token", StringComparison.Ordinal))
            return ("文字以 YAML 的保留符号（@ ` % 等）开头。", "给这段文字加上双引号。");
        if (reason.Contains("quoted scalar", StringComparison.Ordinal))
            return ("引号没有成对。", "补上另一个引号；注意中文引号不算。");
        if (reason.Contains("flow", StringComparison.Ordinal) || line.Contains('[') || line.Contains('{'))
            return ("方括号或者花括号没有成对，或者项目之间缺少逗号。", "检查这一行以及上一行的 [ ] { } 和英文逗号。");
        if (line.Contains('：') && !line.Contains(':'))
            return ("用了中文冒号“：”。", "键后面用英文冒号加一个空格。");
        return ($"缩进或者冒号有误：“{Shorten(line.Trim())}”。", "同一层的键要对齐，冒号后面要有一个空格；含有冒号的文字要加引号。");
    }

    private static string LineOf(string text, int number)
    {
        using var lines = new StringReader(text);
        for (var i = 1; lines.ReadLine() is { } line; i++)
            if (i == number)
                return line;
        return "";
    }

    private static string Shorten(string line) => line.Length <= 40 ? line : line[..40] + "…";
}
