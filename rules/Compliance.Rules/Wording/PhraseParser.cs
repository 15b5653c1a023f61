using System.Collections.Immutable;

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

    private static readonly (int At, string What, string Mend) NothingToFind = (
        0,
        "没有一定要出现的文字：只有数字占位、省略号、标点或可省略的部分",
        "至少写一个汉字、字母或数字"
    );

    private static readonly (int At, string What, string Mend) TooLong = (0, $"有一段超过 {LongestText} 个字", "缩短这一行");

    /// <returns>The phrases, each with a text of its anchor; null when the row is wrong, and then <paramref name="problem"/> says where (0-based) and why.</returns>
    public static List<(Phrase Phrase, string Text)>? Parse(string text, out (int At, string What, string Mend) problem) =>
        Groups(text, out problem) is { } groups ? Phrases(groups, out problem) : null;

    /// <returns>The row's ways, folded; null where one has a number or a gap.</returns>
    public static ImmutableArray<string>? LiteralsOf(string text) =>
        Parse(text, out _) is { } phrases && phrases.TrueForAll(way => way.Phrase.IsLiteral) ? [.. phrases.Select(way => way.Text)] : null;

    /// <summary>The same without writing the phrase out, which costs as much as all the rest of reading a list.</summary>
    public static bool IsSound(string text, out (int At, string What, string Mend) problem)
    {
        if (Groups(text, out problem) is not { } groups)
            return false;
        foreach (var nothing in groups.SelectMany(group => group).Where(choice => choice.Length > 0 && IsPlain(choice)))
        {
            if (Folded(nothing, out _).Length > 0)
                continue;
            problem = (
                text.IndexOf(nothing, StringComparison.Ordinal),
                $"“{nothing}”里没有要找的字：标点和符号不参加比较",
                "删去它；可有可无的部分写成 (甲|乙)?"
            );
            return false;
        }
        return IsShort(groups) || Phrases(groups, out problem) is not null;
    }

    /// <summary>Something has to stand, nothing is too long and the ways are few enough, whatever they are.</summary>
    private static bool IsShort(List<string[]> groups) =>
        groups.Exists(group => Array.TrueForAll(group, choice => choice.AsSpan().TrimStart("#＃…").Length > 0 && choice.Any(char.IsLetter)))
        && groups.Sum(group => group.Max(choice => choice.Length)) <= LongestText
        && (
            IsWrittenOut(groups)
            || groups.Aggregate(1L, (ways, group) => Math.Min(int.MaxValue, ways * (group.Count(choice => !StaysTogether(choice)) + 1)))
                <= MostPhrases
        );

    /// <summary>Texts that the row means, as a person would write them: each with other choices, a 5 for a number, nothing for a gap.</summary>
    public static IEnumerable<string> Samples(string text, int most)
    {
        var groups = Groups(text, out _) ?? [];
        return Enumerable
            .Range(0, Math.Min(most, groups.Select(group => group.Length).DefaultIfEmpty().Max()))
            .Select(i => string.Concat(groups.Select(group => group[i % group.Length])))
            .Select(sample => sample.Replace('#', '5').Replace('＃', '5').Replace("…", ""));
    }

    private static List<(Phrase Phrase, string Text)>? Phrases(List<string[]> groups, out (int At, string What, string Mend) problem)
    {
        problem = default;
        var found = new List<(Phrase, string)>();
        if (IsWrittenOut(groups))
        {
            AddWrittenOut(groups, found, ref problem);
            return problem.What is null ? found : null;
        }
        var count = 0;
        var known = new KnownPieces();
        foreach (var way in Product(groups))
        {
            var pieces = JoinRarest(Pieces(way, known), known);
            if (Phrase.Of(pieces) is not { } phrase)
                problem = NothingToFind;
            else if (Array.Exists(pieces, piece => Array.Exists(piece.Texts, literal => literal.Length > LongestText)))
                problem = TooLong;
            else if (count++ == MostPhrases)
                problem = (0, $"写法超过 {MostPhrases} 种", "拆成几行");
            else
                foreach (var text in pieces[phrase.Anchor].Texts)
                    found.Add((phrase, text));
            if (problem.What is not null)
                return null;
        }
        return found;
    }

    private static bool IsWrittenOut(List<string[]> groups) =>
        groups.All(group => group.All(IsPlain))
        && groups.Aggregate(1L, (product, group) => Math.Min(int.MaxValue, product * group.Length)) <= MostWrittenOut;

    /// <summary>Each way to choose, as one literal.</summary>
    private static void AddWrittenOut(List<string[]> groups, List<(Phrase, string)> found, ref (int At, string What, string Mend) problem)
    {
        var chosen = new int[groups.Count];
        var parts = new string[groups.Count];
        found.EnsureCapacity(groups.Aggregate(1, (product, group) => product * group.Length));
        for (var next = 0; next >= 0 && problem.What is null; )
        {
            for (var i = 0; i < parts.Length; i++)
                parts[i] = groups[i][chosen[i]];
            var text = Folded(string.Concat(parts), out var runs);
            if (text.Length == 0)
                problem = NothingToFind;
            else if (text.Length > LongestText)
                problem = TooLong;
            found.Add((Phrase.OfLiteral(runs), text));
            next = parts.Length - 1;
            while (next >= 0 && ++chosen[next] == groups[next].Length)
                chosen[next--] = 0;
        }
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

    private static bool StaysTogether(string choice) => IsPlain(choice) && !HasDouble(choice);

    private static bool HasDouble(string text)
    {
        for (var i = 1; i < text.Length; i++)
            if (text[i] == text[i - 1])
                return true;
        return false;
    }

    private static IEnumerable<List<string[]>> Product(List<string[]> groups)
    {
        IEnumerable<List<string[]>> ways =
        [
            [],
        ];
        foreach (var group in groups)
        {
            var choices = ByShape(group);
            ways = ways.SelectMany(_ => choices, (way, choice) => (List<string[]>)[.. way, choice]);
        }
        return ways;
    }

    private static Piece[] Pieces(List<string[]> way, KnownPieces known)
    {
        var pieces = new List<Piece>();
        var literal = "";
        foreach (var texts in way)
        {
            if (texts.Length > 1)
            {
                AddLiteral(pieces, literal);
                literal = "";
                pieces.Add(known.OfChoices(texts));
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
    private static Piece[] JoinRarest(Piece[] pieces, KnownPieces known)
    {
        if (pieces.Length < 2)
            return pieces;
        var rarest = pieces.Where(piece => piece.IsRequired).Select(piece => Commonness.Of(piece.Texts)).DefaultIfEmpty().Min();
        var best = -1;
        Piece? joined = null;
        for (var i = 0; i + 1 < pieces.Length; i++)
        {
            var (one, other) = (pieces[i], pieces[i + 1]);
            if (
                !one.IsRequired
                || !other.IsRequired
                || one.Runs != 0
                || other.Runs != 0
                || one.Texts.Length * other.Texts.Length > MostJoined
                || Commonness.OfJoined(one.Texts, other.Texts) is var commonness && commonness * 2 > rarest
                || known.Joined(one, other) is not { } both
            )
                continue;
            (best, joined, rarest) = (i, both, commonness);
        }
        return joined is null ? pieces : [.. pieces[..best], joined, .. pieces[(best + 2)..]];
    }

    /// <returns>Null when two ways come out the same, or one as a run.</returns>
    private static string[]? Joined(string[] ones, string[] others)
    {
        var texts = new string[ones.Length * others.Length];
        for (var i = 0; i < texts.Length; i++)
        {
            texts[i] = ones[i / others.Length] + others[i % others.Length];
            if (HasDouble(texts[i]))
                return null;
        }
        return texts.Distinct().Count() == texts.Length ? [.. texts.OrderByDescending(text => text.Length)] : null;
    }

    private static void AddLiteral(List<Piece> pieces, string text)
    {
        if (text.Length > 0 && Literal(text) is var piece && piece.Texts[0].Length > 0)
            pieces.Add(piece);
    }

    private static Piece Literal(string text) => new(PieceKind.Literal, [Folded(text, out var runs)], runs);

    private static string Folded(string text, out ulong runs)
    {
        var folded = Scratch.OfThread.Folded;
        folded.Fold(text);
        runs = 0;
        for (var i = 0; i < folded.Count && i < 64; i++)
            if (folded.IsRun(text, i))
                runs |= 1UL << i;
        return folded.Count == text.Length && text.AsSpan().SequenceEqual(folded.Symbols.AsSpan(0, folded.Count))
            ? text
            : new string(folded.Symbols, 0, folded.Count);
    }

    /// <summary>Pieces of one row: its ways share nearly all of them.</summary>
    private sealed class KnownPieces
    {
        private readonly Dictionary<string[], Piece> _choices = [];
        private readonly Dictionary<(Piece, Piece), Piece?> _joined = [];

        public Piece OfChoices(string[] texts)
        {
            if (!_choices.TryGetValue(texts, out var piece))
                _choices[texts] = piece = new Piece(
                    PieceKind.Literal,
                    [.. texts.Select(choice => Folded(choice, out _)).Distinct().OrderByDescending(choice => choice.Length)]
                );
            return piece;
        }

        public Piece? Joined(Piece one, Piece other)
        {
            if (!_joined.TryGetValue((one, other), out var piece))
                _joined[(one, other)] = piece = PhraseParser.Joined(one.Texts, other.Texts) is { } texts
                    ? new Piece(PieceKind.Literal, texts)
                    : null;
            return piece;
        }
    }
}
