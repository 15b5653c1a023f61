using YamlDotNet.Core;

namespace Compliance.Policies.Yaml;

/// <summary>What the parser says, in the words of somebody who edits a list.</summary>
internal sealed record SyntaxFault(int Line, int Column, string What, string Mend)
{
    /// <param name="last">End of the last thing that was understood: some errors name only where the list around them begins.</param>
    public static SyntaxFault Of(string text, YamlException error, Mark last)
    {
        var lines = text.ReplaceLineEndings("\n").Split('\n');
        var place =
            error.Start.CompareTo(last) > 0 ? error.Start
            : error.End.CompareTo(last) > 0 ? error.End
            : last;
        for (var number = place.Line; number <= Math.Max(place.Line + 1, error.End.Line); number++)
            if (IsIndentedByTab(lines, number))
                return new((int)number, 1, "行首用了 TAB。", "用空格缩进，每层两个空格。");
        var line = LineOf(lines, place.Line);
        var reason = error.Message;
        if (reason.Contains("alias", StringComparison.OrdinalIgnoreCase) || reason.Contains("anchor", StringComparison.OrdinalIgnoreCase))
            return At(place, "不允许使用锚点和别名（& 和 *）。", "把内容完整写出来；以 * 开头的文字要加引号。");
        if (reason.Contains("character that cannot start any token", StringComparison.Ordinal))
            return At(place, "文字以 YAML 的保留符号（@ ` % 等）开头。", "给这段文字加上双引号。");
        if (reason.Contains("quoted scalar", StringComparison.Ordinal))
            return At(place, "引号没有成对。", "补上另一个引号；注意中文引号不算。");
        if (line.Contains('：') && !line.Contains(':'))
            return At(place, "用了中文冒号“：”。", "键后面用英文冒号加一个空格。");
        if (reason.Contains("flow", StringComparison.Ordinal) || line.Contains('[') || line.Contains('{'))
            return At(place, "方括号或者花括号没有成对，或者项目之间缺少逗号。", "检查这一行以及上一行的 [ ] { } 和英文逗号。");
        return At(
            place,
            $"缩进或者冒号有误：“{Shorten(line.Trim())}”。",
            "同一层的键要对齐，冒号后面要有一个空格；含有冒号的文字要加引号。"
        );
    }

    private static SyntaxFault At(Mark place, string what, string mend) => new((int)place.Line, (int)place.Column, what, mend);

    private static bool IsIndentedByTab(string[] lines, long number)
    {
        var line = LineOf(lines, number);
        return line.AsSpan(0, line.Length - line.TrimStart().Length).Contains('\t');
    }

    private static string LineOf(string[] lines, long number) => number >= 1 && number <= lines.Length ? lines[number - 1] : "";

    private static string Shorten(string line) => line.Length <= 40 ? line : line[..40] + "…";
}
