using Compliance.Rules.Masking;
using Xunit.Abstractions;

namespace Compliance.Tests.Rules.Masking;

public sealed class PersonalDataCorpusTests(ITestOutputHelper output)
{
    private static readonly PersonalDataKind[] Checksummed =
    [
        PersonalDataKind.IdCard,
        PersonalDataKind.BankCard,
        PersonalDataKind.CreditCode,
    ];

    [Fact]
    public void Finds_personal_data_and_spares_numbers_that_only_look_like_it()
    {
        var spans = new List<PersonalDataSpan>();
        var counts = Enum.GetValues<PersonalDataKind>().ToDictionary(kind => kind, _ => (All: 0, Found: 0));
        int right = 0,
            wrong = 0;
        var examples = new List<string>();
        foreach (var sentence in new PersonalDataCorpus(20261121).Take(20_000))
        {
            spans.Clear();
            PersonalDataDetector.Find(sentence.Text, spans);
            var hit = spans.Any(span => span.Kind == sentence.Kind && span.Start == sentence.Start && span.Length == sentence.Length);
            right += hit ? 1 : 0;
            wrong += spans.Count - (hit ? 1 : 0);
            if (sentence.Kind is { } kind)
                counts[kind] = (counts[kind].All + 1, counts[kind].Found + (hit ? 1 : 0));
            if (examples.Count < 30 && (spans.Count > (hit ? 1 : 0) || sentence.Kind is not null && !hit))
                examples.Add($"{sentence.Kind}: {sentence.Text} → {string.Join(", ", spans)}");
        }
        foreach (var (kind, (all, found)) in counts.Where(pair => pair.Value.All > 0))
            output.WriteLine($"{PersonalDataKinds.NameOf(kind), -12} {found}/{all} = {(double)found / all:0.0000}");
        var precision = (double)right / (right + wrong);
        output.WriteLine($"precision {precision:0.0000}\n{string.Join('\n', examples)}");
        Assert.All(Checksummed, kind => Assert.True(counts[kind].Found >= 0.999 * counts[kind].All, kind.ToString()));
        Assert.All(
            counts.Where(pair => pair.Value.All > 0),
            pair => Assert.True(pair.Value.Found >= 0.99 * pair.Value.All, pair.Key.ToString())
        );
        Assert.True(precision >= 0.99, $"{precision:0.0000}");
    }

    /// <summary>After masking, nothing is left that the detector finds, and the text is as long as before.</summary>
    [Fact]
    public void Masked_text_holds_no_personal_data()
    {
        var spans = new List<PersonalDataSpan>();
        foreach (var sentence in new PersonalDataCorpus(7).Take(5_000))
        {
            spans.Clear();
            PersonalDataDetector.Find(sentence.Text, spans);
            var masked = Masker.Mask(sentence.Text, spans);
            Assert.Equal(sentence.Text.Length, masked.Length);
            spans.Clear();
            PersonalDataDetector.Find(masked, spans);
            Assert.Empty(spans);
        }
    }
}
