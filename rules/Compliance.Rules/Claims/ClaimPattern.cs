using System.Text.RegularExpressions;
using Compliance.Rules.PolicySets;

namespace Compliance.Rules.Claims;

/// <summary>A pattern as legal writes it. NonBacktracking: time is linear in the text, whatever the pattern.</summary>
internal static class ClaimPattern
{
    private const RegexOptions Options = RegexOptions.NonBacktracking | RegexOptions.CultureInvariant | RegexOptions.IgnoreCase;

    public static Regex Compile(string pattern) => new(pattern, Options);

    public static IEnumerable<RuleProblem> Problems(string key, string pattern, bool amount)
    {
        if (Describe(pattern, amount) is { } problem)
            yield return new(key, problem);
    }

    private static string? Describe(string pattern, bool amount)
    {
        try
        {
            var regex = Compile(pattern);
            if (regex.IsMatch(""))
                return "能匹配空文字：任何内容都会命中";
            return amount && !regex.GetGroupNames().Contains("amount") ? "写了 over，就要有 (?<amount>…)" : null;
        }
        catch (RegexParseException e)
        {
            return $"正则表达式有误（第 {e.Offset + 1} 个字符，{e.Error}）";
        }
        catch (NotSupportedException)
        {
            return "用了不回溯引擎不支持的写法（反向引用、环视、原子组）";
        }
    }
}
