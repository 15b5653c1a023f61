namespace Compliance.Rules.Wording;

/// <summary>Reads the phrase column: literals, <c>(甲|乙)</c>, <c>(甲|乙)?</c>, <c>#</c> and <c>…</c>.</summary>
internal static class PhraseParser
{
    /// <summary>A row without numbers and gaps is written out up to so many ways; above, its choices are compared one by one.</summary>
    private const int MostWrittenOut = 600;

    /// <summary>Texts of two neighbours that are looked for together.</summary>
    private const int MostJoined = 400;

    private const int MostPhrases = 2048;
    private const int LongestText = 64;

    /// <returns>Null when the phrase is wrong; then <paramref name="problem"/> says where (0-based) and why.</returns>
    public static List<Phrase>? Parse(string text, out (int At, string What, string Mend) problem)
    {
        if (Groups(text, out problem) is not { } groups)
            return null;
        if (
            groups
                .SelectMany(group => group)
                .FirstOrDefault(choice => choice.Length > 0 && IsPlain(choice) && Literal(choice).Texts[0].Length == 0) is
            { } nothing
        )
        {
            problem = (
                text.IndexOf(nothing, StringComparison.Ordinal),
                $"“{nothing}”里没有要找的字：标点和符号不参加比较",
                "删去它；可有可无的部分写成 (甲|乙)?"
            );
            return null;
        }
        var plain = groups.All(group => group.All(IsPlain));
        var writeOut = plain && groups.Aggregate(1L, (product, group) => Math.Min(int.MaxValue, product * group.Length)) <= MostWrittenOut;
        var ways = writeOut ? Product(groups, group => [.. group.Select(choice => (string[])[choice])]) : Product(groups, ByShape);
        var phrases = new List<Phrase>();
        foreach (var way in ways)
        {
            var phrase = new Phrase(JoinRarest(Pieces(way)));
            if (phrase.Anchor < 0)
                problem = (0, "没有一定要出现的文字：只有数字占位、省略号、标点或可省略的部分", "至少写一个汉字、字母或数字");
            else if (phrase.Pieces.SelectMany(piece => piece.Texts).Any(literal => literal.Length > LongestText))
                problem = (0, $"有一段超过 {LongestText} 个字", "缩短这一行");
            else if (phrases.Count == MostPhrases)
                problem = (0, $"写法超过 {MostPhrases} 种", "拆成几行");
            if (problem.What is not null)
                return null;
            phrases.Add(phrase);
        }
        return phrases;
    }

    /// <summary>The row as groups of choices; text outside of brackets is a group of one.</summary>
    private static List<string[]>? Groups(string text, out (int At, string What, string Mend) problem)
    {
        problem = default;
        if (text.IndexOf('<') is >= 0 and var name)
        {
            problem = (name, "用了没有写过的词组", "先写一行：名称、group、用 | 分开的词");
            return null;
        }
        var groups = new List<string[]>();
        for (var i = 0; i < text.Length; )
        {
            if (text[i] is ')' or '|' or '?')
            {
                problem = (i, $"“{text[i]}”前面没有“(”", "选择写成 (甲|乙)，可省略写成 (甲|乙)?");
                return null;
            }
            if (text[i] != '(')
            {
                var end = text.AsSpan(i).IndexOfAny("()|?");
                end = end < 0 ? text.Length : i + end;
                groups.Add([text[i..end]]);
                i = end;
                continue;
            }
            var close = text.IndexOf(')', i);
            if (close < 0 || text.AsSpan(i + 1, close - i - 1).Contains('('))
            {
                problem = (i, "括号没有配对，或者括号里还有括号", "选择写成 (甲|乙)，不能嵌套");
                return null;
            }
            var choices = text[(i + 1)..close].Split('|');
            i = close + 1;
            if (i < text.Length && text[i] == '?')
            {
                choices = [.. choices, ""];
                i++;
            }
            groups.Add([.. choices.Distinct()]);
        }
        return groups;
    }

    private static bool IsPlain(string choice) => choice.AsSpan().IndexOfAny("#＃…") < 0;

    /// <summary>Choices without numbers, gaps and doubled characters stay together; each of the others makes a phrase of its own.</summary>
    private static List<string[]> ByShape(string[] group)
    {
        var shapes = group.Where(choice => !StaysTogether(choice)).Select(choice => (string[])[choice]).ToList();
        if (group.Where(StaysTogether).ToArray() is { Length: > 0 } together)
            shapes.Add(together);
        return shapes;
    }

    private static bool StaysTogether(string choice) =>
        IsPlain(choice) && !choice.Zip(choice.Skip(1)).Any(pair => pair.First == pair.Second);

    private static IEnumerable<List<string[]>> Product(List<string[]> groups, Func<string[], List<string[]>> shapes)
    {
        IEnumerable<List<string[]>> ways =
        [
            [],
        ];
        foreach (var group in groups)
        {
            var choices = shapes(group);
            ways = ways.SelectMany(_ => choices, (way, choice) => (List<string[]>)[.. way, choice]);
        }
        return ways;
    }

    private static Piece[] Pieces(List<string[]> way)
    {
        var pieces = new List<Piece>();
        var literal = "";
        foreach (var texts in way)
        {
            if (texts.Length > 1)
            {
                AddLiteral(pieces, literal);
                literal = "";
                pieces.Add(
                    new Piece(
                        PieceKind.Literal,
                        [.. texts.Select(choice => Literal(choice).Texts[0]).Distinct().OrderByDescending(choice => choice.Length)]
                    )
                );
                continue;
            }
            if (IsPlain(texts[0]))
            {
                literal += texts[0];
                continue;
            }
            foreach (var c in texts[0])
            {
                if (c is not ('#' or '＃' or '…'))
                {
                    literal += c;
                    continue;
                }
                AddLiteral(pieces, literal);
                literal = "";
                if (c == '…' && pieces is [.., { Kind: PieceKind.Gap }])
                    pieces[^1] = new Piece(PieceKind.WideGap, []);
                else
                    pieces.Add(new Piece(c == '…' ? PieceKind.Gap : PieceKind.Number, []));
            }
        }
        AddLiteral(pieces, literal);
        return [.. pieces];
    }

    /// <summary>Two neighbours become one piece, written out, when that makes a rarer anchor than either: 放上, 摆在 instead of 放 or 在 alone.</summary>
    private static Piece[] JoinRarest(Piece[] pieces)
    {
        if (pieces.Length < 2)
            return pieces;
        var rarest = pieces.Where(piece => piece.IsRequired).Select(piece => Commonness.Of(piece.Texts)).DefaultIfEmpty().Min();
        var best = -1;
        string[] joined = [];
        for (var i = 0; i + 1 < pieces.Length; i++)
        {
            var (one, other) = (pieces[i], pieces[i + 1]);
            if (
                !one.IsRequired
                || !other.IsRequired
                || one.Runs != 0
                || other.Runs != 0
                || one.Texts.Length * other.Texts.Length > MostJoined
            )
                continue;
            string[] texts =
            [
                .. one
                    .Texts.SelectMany(left => other.Texts.Select(right => left + right))
                    .Where(text => !text.Zip(text.Skip(1)).Any(pair => pair.First == pair.Second))
                    .Distinct()
                    .OrderByDescending(text => text.Length),
            ];
            if (texts.Length != one.Texts.Length * other.Texts.Length || Commonness.Of(texts) * 2 > rarest)
                continue;
            (best, joined, rarest) = (i, texts, Commonness.Of(texts));
        }
        return best < 0 ? pieces : [.. pieces[..best], new Piece(PieceKind.Literal, joined), .. pieces[(best + 2)..]];
    }

    private static void AddLiteral(List<Piece> pieces, string text)
    {
        if (text.Length > 0 && Literal(text) is var piece && piece.Texts[0].Length > 0)
            pieces.Add(piece);
    }

    private static Piece Literal(string text)
    {
        var folded = Scratch.OfThread.Folded;
        folded.Fold(text);
        var runs = 0UL;
        for (var i = 0; i < folded.Count && i < 64; i++)
            if (folded.IsRun(text, i))
                runs |= 1UL << i;
        return new Piece(PieceKind.Literal, [new string(folded.Symbols, 0, folded.Count)], runs);
    }
}
