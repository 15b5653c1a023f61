using Compliance.Rules.Wording;
using FsCheck;
using FsCheck.Fluent;

namespace Compliance.Tests.Rules.Wording;

public sealed class NoisePropertiesTests
{
    private static readonly string[] Noise =
    [
        "",
        "\u200B",
        "\uFEFF",
        "\u00AD",
        "\u0301",
        " ",
        "·",
        "*",
        "-",
        "🔥",
        "❤️",
        "~",
        "_",
        "\u202A",
    ];
    private static readonly string[] Terms = ["国家级", "稳赚不赔", "独一无二", "顶级", "根治鼻炎", "销量第一", "招财进宝", "绝无仅有"];

    private static Gen<(string Term, string Written)> Disguised =>
        from term in Gen.Elements(Terms)
        from noise in Gen.Elements(Noise).ArrayOf(term.Length)
        from times in Gen.Choose(1, 3).ArrayOf(term.Length)
        select (term, string.Concat(term.Select((c, i) => new string(c, times[i]) + (i < term.Length - 1 ? noise[i] : ""))));

    [Fact]
    public void Noise_never_hides_a_term_and_the_span_covers_it() =>
        Prop.ForAll(
                Disguised.ToArbitrary(),
                pair =>
                {
                    var text = $"本周{pair.Written}上新";
                    return PackWords.Matcher.Scan(text).Any(hit => hit.Start <= 2 && hit.End >= 2 + pair.Written.Length);
                }
            )
            .QuickCheckThrowOnFailure();

    [Fact]
    public void Spans_lie_in_the_original_whatever_the_text() =>
        Prop.ForAll(
                ArbMap.Default.ArbFor<string?>(),
                Gen.Elements(Terms).ToArbitrary(),
                (text, term) =>
                {
                    var whole = text + term + text;
                    var hits = PackWords.Matcher.Scan(whole);
                    return hits.All(hit => hit.Start >= 0 && hit.Length > 0 && hit.End <= whole.Length);
                }
            )
            .QuickCheckThrowOnFailure();

    [Fact]
    public void An_allow_phrase_hides_exactly_what_it_covers_also_with_noise_inside()
    {
        var matcher = PackWords.Of("一时; block; category=a", "第一时间; allow");
        var noisy = from noise in Gen.Elements(Noise).ArrayOf(3) select $"第{noise[0]}一{noise[1]}时{noise[2]}间";
        Prop.ForAll(
                noisy.ToArbitrary(),
                phrase => matcher.Found($"我们{phrase}通知").Length == 0 && matcher.Found($"我们{phrase}通知，一时半会").Length == 1
            )
            .QuickCheckThrowOnFailure();
    }
}
