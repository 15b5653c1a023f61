using Compliance.Rules.Masking;
using FsCheck;
using FsCheck.Fluent;

namespace Compliance.Tests.Rules.Masking;

/// <summary>However people write a number: any digits × any separator × any groups × any words around it.</summary>
public sealed class WritingStylesTests
{
    private static readonly string[] Digits =
    [
        "0 1 2 3 4 5 6 7 8 9",
        "０ １ ２ ３ ４ ５ ６ ７ ８ ９",
        "⓪ ① ② ③ ④ ⑤ ⑥ ⑦ ⑧ ⑨",
        "⁰ ¹ ² ³ ⁴ ⁵ ⁶ ⁷ ⁸ ⁹",
        "₀ ₁ ₂ ₃ ₄ ₅ ₆ ₇ ₈ ₉",
        "0️⃣ 1️⃣ 2️⃣ 3️⃣ 4️⃣ 5️⃣ 6️⃣ 7️⃣ 8️⃣ 9️⃣",
        "𝟎 𝟏 𝟐 𝟑 𝟒 𝟓 𝟔 𝟕 𝟖 𝟗",
        "𝟘 𝟙 𝟚 𝟛 𝟜 𝟝 𝟞 𝟟 𝟠 𝟡",
        "零 一 二 三 四 五 六 七 八 九",
        "〇 幺 二 三 四 五 六 七 八 九",
        "零 壹 贰 叁 肆 伍 陆 柒 捌 玖",
    ];
    private static readonly string[] Separators = ["", " ", "-", ".", "/", "·", "*", "  ", "－", "—", "\u200B", "_"];
    private static readonly int[][] Groups =
    [
        [11],
        [3, 4, 4],
        [3, 3, 5],
        [4, 4, 3],
        [1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1],
    ];
    private static readonly string[] Before = ["", "请联系王经理", "手机：", "打给快递员", "客户", "【拾光】", "您好，", "编号001，电话"];
    private static readonly string[] After = ["", "，谢谢", "。", "元旦快乐", "张", " 已下单", "\n退订回T"];

    private static readonly Gen<string> Mobile =
        from second in Gen.Choose(3, 9)
        from rest in Gen.ArrayOf(Gen.Choose(0, 9), 9)
        select $"1{second}{string.Concat(rest)}";

    private static readonly Gen<(string Text, int Start, int Length)> Sentence =
        from mobile in Mobile
        from digits in Gen.Elements(Digits)
        from separator in Gen.Elements(Separators)
        from groups in Gen.Elements(Groups)
        from before in Gen.Elements(Before)
        from after in Gen.Elements(After)
        let written = Written(mobile, digits.Split(' '), separator, groups)
        select (before + written + after, before.Length, written.Length);

    [Fact]
    public void A_mobile_number_is_found_however_it_is_written() =>
        Holds(
            Sentence,
            sentence =>
            {
                var spans = Find(sentence.Text);
                Assert.True(
                    spans.Exists(span => span.Start <= sentence.Start && span.End >= sentence.Start + sentence.Length),
                    $"{sentence.Text} → {string.Join(", ", spans)}"
                );
            }
        );

    [Fact]
    public void What_is_masked_is_not_found_again() =>
        Holds(
            Sentence,
            sentence =>
            {
                var masked = Masker.Mask(sentence.Text, Find(sentence.Text));
                Assert.Equal(sentence.Text.Length, masked.Length);
                Assert.Empty(Find(masked));
            }
        );

    /// <summary>Any text at all: spans are ordered, do not overlap, stand in the text, and cut no character into halves.</summary>
    [Fact]
    public void Spans_stand_in_the_text() =>
        Holds(
            from units in Gen.ArrayOf(Gen.Choose(0, 0xFFFF), 20)
            let noise = string.Concat(units.Select(unit => (char)unit))
            from sentence in Sentence
            select noise + sentence.Text + noise,
            text =>
            {
                var end = 0;
                foreach (var span in Find(text))
                {
                    Assert.InRange(span.Start, end, text.Length);
                    end = span.End;
                    Assert.InRange(end, span.Start + 1, text.Length);
                    Assert.False(span.Start > 0 && char.IsSurrogatePair(text[span.Start - 1], text[span.Start]));
                    Assert.False(end < text.Length && char.IsSurrogatePair(text[end - 1], text[end]));
                }
            }
        );

    private static void Holds<T>(Gen<T> values, Action<T> body) =>
        Prop.ForAll(values.ToArbitrary(), body).Check(Config.QuickThrowOnFailure.WithMaxTest(2_000));

    private static string Written(string number, string[] digits, string separator, int[] groups)
    {
        var pieces = new List<string>();
        foreach (var size in groups)
        {
            pieces.Add(string.Concat(number[..size].Select(c => digits[c - '0'])));
            number = number[size..];
        }
        return string.Join(separator, pieces);
    }

    private static List<PersonalDataSpan> Find(string text)
    {
        var spans = new List<PersonalDataSpan>();
        PersonalDataDetector.Find(text, spans);
        return spans;
    }
}
