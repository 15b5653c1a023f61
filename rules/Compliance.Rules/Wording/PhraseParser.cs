using System.Text;

namespace Compliance.Rules.Wording;

/// <summary>Reads the phrase column: literals, <c>(甲|乙)</c>, <c>(甲|乙)?</c>, <c>#</c> and <c>…</c>, into every way to write it.</summary>
internal static class PhraseParser
{
    /// <summary>A phrase may stand for at most so many ways to write it.</summary>
    public const int MostWays = 4096;

    private const int LongestWay = 64;

    /// <returns>Null when the phrase is wrong; then <paramref name="problem"/> says where (0-based) and why.</returns>
    public static List<Phrase>? Parse(string text, out (int At, string What, string Mend) problem)
    {
        problem = default;
        var ways = Expand(text, out problem);
        if (ways is null)
            return null;
        var phrases = new List<Phrase>();
        foreach (var way in ways)
        {
            var phrase = new Phrase(way, Pieces(way));
            if (phrase.Anchor < 0)
            {
                problem = (0, "没有文字：只有数字占位、省略号或标点", "至少写一个汉字、字母或数字");
                return null;
            }
            if (way.Length > LongestWay)
            {
                problem = (0, $"超过 {LongestWay} 个字", "缩短这一行");
                return null;
            }
            phrases.Add(phrase);
        }
        return phrases;
    }

    private static List<string>? Expand(string text, out (int At, string What, string Mend) problem)
    {
        problem = default;
        var ways = new List<string> { "" };
        for (var i = 0; i < text.Length; i++)
        {
            if (text[i] is ')' or '|' or '?')
            {
                problem = (i, $"“{text[i]}”前面没有“(”", "选择写成 (甲|乙)，可省略写成 (甲|乙)?");
                return null;
            }
            if (text[i] != '(')
            {
                for (var way = 0; way < ways.Count; way++)
                    ways[way] += text[i];
                continue;
            }
            var close = text.IndexOf(')', i);
            if (close < 0 || text.AsSpan(i + 1, close - i - 1).Contains('('))
            {
                problem = (i, "括号没有配对，或者括号里还有括号", "选择写成 (甲|乙)，不能嵌套");
                return null;
            }
            var choices = text[(i + 1)..close].Split('|').ToList();
            if (close + 1 < text.Length && text[close + 1] == '?')
            {
                choices.Add("");
                i = close + 1;
            }
            else
            {
                i = close;
            }
            ways = [.. ways.SelectMany(_ => choices, (way, choice) => way + choice)];
            if (ways.Count > MostWays)
            {
                problem = (0, $"展开后超过 {MostWays} 种写法", "拆成几行");
                return null;
            }
        }
        return ways;
    }

    private static Piece[] Pieces(string way)
    {
        var pieces = new List<Piece>();
        var literal = new StringBuilder();
        foreach (var c in way + '\0')
        {
            if (c is not ('#' or '＃' or '…' or '\0'))
            {
                literal.Append(c);
                continue;
            }
            if (literal.Length > 0 && Literal(literal.ToString()) is { Text.Length: > 0 } piece)
                pieces.Add(piece);
            literal.Clear();
            if (c != '\0')
                pieces.Add(new Piece(c == '…' ? PieceKind.Gap : PieceKind.Number));
        }
        return [.. pieces];
    }

    private static Piece Literal(string text)
    {
        var folded = new FoldedText();
        folded.Fold(text);
        var runs = 0UL;
        for (var i = 0; i < folded.Count && i < 64; i++)
            if (folded.IsRun(text, i))
                runs |= 1UL << i;
        return new Piece(PieceKind.Literal, new string(folded.Symbols, 0, folded.Count), runs);
    }
}
