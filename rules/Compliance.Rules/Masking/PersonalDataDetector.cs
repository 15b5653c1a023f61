using System.Runtime.InteropServices;

namespace Compliance.Rules.Masking;

/// <summary>Personal data in a text. Offsets are UTF-16 units of the original text.</summary>
public readonly record struct PersonalDataSpan(PersonalDataKind Kind, int Start, int Length)
{
    public int End => Start + Length;
}

/// <summary>Finds personal data by structure and checksum. Full-width digits count; Chinese characters are a digit boundary, Latin letters are not.</summary>
public static class PersonalDataDetector
{
    [ThreadStatic]
    private static List<Token>? _tokens;

    /// <summary>Adds what stands in <paramref name="text"/>, of all kinds, ordered by start, without overlaps. Linear in the text, allocates nothing but what it adds.</summary>
    public static void Find(ReadOnlySpan<char> text, List<PersonalDataSpan> spans)
    {
        var tokens = _tokens ??= [];
        Token.Read(text, tokens);
        var first = spans.Count;
        EmailAddresses.Find(text, spans);
        var all = CollectionsMarshal.AsSpan(tokens);
        for (var i = 0; i < all.Length; )
            i += Numbers.FindAt(text, all, i, spans);
        Plates.Find(text, all, spans);
        Labelled.FindNames(text, spans);
        Labelled.FindAddresses(text, all, spans);
        Order(spans, first);
    }

    /// <summary>Sorts what was added; of overlapping spans the one that starts first stays, of those the longest.</summary>
    private static void Order(List<PersonalDataSpan> spans, int first)
    {
        var added = CollectionsMarshal.AsSpan(spans)[first..];
        added.Sort(static (one, other) => one.Start != other.Start ? one.Start.CompareTo(other.Start) : other.Length.CompareTo(one.Length));
        var kept = 0;
        foreach (var span in added)
            if (kept == 0 || span.Start >= added[kept - 1].End)
                added[kept++] = span;
        spans.RemoveRange(first + kept, added.Length - kept);
    }
}
