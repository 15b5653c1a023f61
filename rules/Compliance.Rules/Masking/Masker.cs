using System.Buffers;

namespace Compliance.Rules.Masking;

public static class Masker
{
    private static readonly SearchValues<char> AtSigns = SearchValues.Create("@＠[({#＃");

    /// <summary>Hides the spans and keeps the length class: <c>138****5678</c>. The result is as long as <paramref name="text"/>.</summary>
    /// <param name="spans">As <see cref="PersonalDataDetector.Find"/> gave them for this text.</param>
    public static string Mask(string text, IReadOnlyList<PersonalDataSpan> spans)
    {
        if (spans.Count == 0)
            return text;
        var masked = text.ToCharArray();
        foreach (var span in spans)
            Hide(masked.AsSpan(span.Start, span.Length), span.Kind);
        return new string(masked);
    }

    private static void Hide(Span<char> text, PersonalDataKind kind)
    {
        if (kind == PersonalDataKind.Email && text.LastIndexOfAny(AtSigns) is > 0 and var at)
            text = text[..at];
        var (head, tail) = KeptOf(kind);
        var letters = 0;
        for (var i = 0; i < text.Length; i += Width(text, i))
            letters += IsPart(text, i) ? 1 : 0;
        // A short text shows nothing rather than all.
        if (head + tail >= letters)
            (head, tail) = (letters > 1 ? 1 : 0, 0);
        var seen = 0;
        for (var i = 0; i < text.Length; i += Width(text, i))
        {
            if (!IsPart(text, i))
                continue;
            if (seen >= head && seen < letters - tail)
                text.Slice(i, Width(text, i)).Fill('*');
            seen++;
        }
    }

    /// <summary>How many characters stay at the start and at the end.</summary>
    private static (int Head, int Tail) KeptOf(PersonalDataKind kind) =>
        kind switch
        {
            PersonalDataKind.Mobile => (3, 4),
            PersonalDataKind.IdCard => (3, 2),
            PersonalDataKind.BankCard => (4, 4),
            PersonalDataKind.Landline => (3, 2),
            PersonalDataKind.Passport => (1, 2),
            PersonalDataKind.Plate => (2, 1),
            PersonalDataKind.CreditCode => (4, 2),
            PersonalDataKind.Address => (6, 0),
            _ => (1, 0),
        };

    /// <summary>Separators stay, so that the layout of the number can still be seen.</summary>
    private static bool IsPart(ReadOnlySpan<char> text, int at) =>
        char.IsLetterOrDigit(text[at]) || char.IsNumber(text[at]) || char.IsSurrogate(text[at]);

    private static int Width(ReadOnlySpan<char> text, int at) =>
        at + 1 < text.Length && char.IsSurrogatePair(text[at], text[at + 1]) ? 2 : 1;
}
