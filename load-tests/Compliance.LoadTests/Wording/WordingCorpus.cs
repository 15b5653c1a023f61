using Compliance.Rules.Wording;
using Compliance.TestKit;

namespace Compliance.LoadTests.Wording;

/// <summary>Lists and texts. The shipped lists' own rows are counted apart from the filler that only makes a trie large. Lists for values alone (value-…) read no text.</summary>
internal static class WordingCorpus
{
    private static readonly string[] Phrases =
    [
        "您的订单已发货，预计周五送达，",
        "部分商品陈列有调整，",
        "凭短信到店领取环保袋一个，",
        "如需改期请回复，",
        "周末营业到晚上十点，",
        "感谢您一直以来的支持，",
        "新到羊毛衫三色可选，",
        "请在月底前核对对账单，",
        "地址在人民路与解放路交叉口，",
        "客服在线时间为早九点到晚九点，",
        "积分可兑换洗衣液一瓶，",
        "明天降温请注意添衣，",
    ];

    public static IReadOnlyList<WordList> Shipped { get; } =
    [
        .. Directory
            .GetFiles(Path.Combine(Repository.Root, "policies", "packs"), "*.tsv", SearchOption.AllDirectories)
            .Where(path => Path.GetFileName(Path.GetDirectoryName(path)) == "words" && !Path.GetFileName(path).StartsWith("value-"))
            .Order(StringComparer.Ordinal)
            .Select(path => WordListReader.Parse(path, File.ReadAllText(path)).List),
    ];

    /// <summary>The shipped lists and, up to <paramref name="terms"/>, made-up words of three to five characters.</summary>
    public static IReadOnlyList<WordList> WithFiller(int terms)
    {
        var rows = Filler(terms - Shipped.Sum(list => list.Entries.Length)).Select(word => word + "\tblock\tcategory=filler");
        return [.. Shipped, WordListReader.Parse("filler", string.Join('\n', rows)).List];
    }

    /// <summary>Words of common characters that do not stand in the text: a scan leaves the root again and again and finds nothing.</summary>
    public static IEnumerable<string> Filler(int count)
    {
        var random = new Random(20261121);
        var characters = string.Concat(Phrases)
            .Where(c => c > 0x4E00)
            .Distinct()
            .Concat(Enumerable.Range(0x5200, 1800).Select(code => (char)code))
            .Distinct()
            .ToArray();
        var text = Text(20_000);
        return Enumerable
            .Range(0, int.MaxValue)
            .Select(_ => string.Concat(Enumerable.Range(0, random.Next(3, 6)).Select(_ => characters[random.Next(characters.Length)])))
            .Where(word => !text.Contains(word, StringComparison.Ordinal))
            .Distinct()
            .Take(Math.Max(0, count));
    }

    public static string Text(int length)
    {
        var random = new Random(7);
        var text = new System.Text.StringBuilder();
        while (text.Length < length)
            text.Append(Phrases[random.Next(Phrases.Length)]);
        return text.ToString(0, length);
    }
}
