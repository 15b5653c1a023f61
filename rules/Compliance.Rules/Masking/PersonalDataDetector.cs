using System.Runtime.InteropServices;

namespace Compliance.Rules.Masking;

/// <summary>Personal data in a text. Offsets are UTF-16 units of the original text.</summary>
public readonly record struct PersonalDataSpan(PersonalDataKind Kind, int Start, int Length)
{
    public int End => Start + Length;
}

/// <summary>Finds personal data by structure, by check digit and by the nearest word. Digits of every style count; Chinese characters are a boundary of a number, Latin letters are not.</summary>
public static class PersonalDataDetector
{
    [ThreadStatic]
    private static SeenText? _seen;

    [ThreadStatic]
    private static List<Token>? _tokens;

    /// <summary>Adds what stands in <paramref name="text"/>, of all kinds, ordered by start, without overlaps. Linear in the text, allocates nothing but what it adds.</summary>
    public static void Find(ReadOnlySpan<char> text, List<PersonalDataSpan> spans)
    {
        var seen = _seen ??= new();
        seen.Read(text);
        var first = spans.Count;
        FindSeen(seen, spans);
        var added = CollectionsMarshal.AsSpan(spans)[first..];
        foreach (ref var span in added)
        {
            var (start, end) = seen.Original(text, span.Start, span.End);
            span = span with { Start = start, Length = end - start };
        }
        var kept = Order(added);
        spans.RemoveRange(first + kept, added.Length - kept);
    }

    /// <summary>Whether the whole text is what a person could be called: a surname and one or two more characters, no everyday word. Nothing around it says so, so it is a guess.</summary>
    public static bool IsBareName(ReadOnlySpan<char> text) => Names.IsAlone(text);

    private static void FindSeen(SeenText seen, List<PersonalDataSpan> spans)
    {
        var text = seen.Span;
        var tokens = _tokens ??= [];
        Token.Read(text, tokens);
        var all = CollectionsMarshal.AsSpan(tokens);
        for (var i = 0; i < all.Length; )
            i += Numbers.FindAt(text, all, i, spans);
        Plates.Find(text, all, spans);
        Signs.Find(text, seen.Signs, spans);
        Addresses.Find(text, all, spans);
    }

    /// <summary>Sorts what was added; of overlapping spans the one that starts first stays, of those the longest.</summary>
    /// <returns>How many stay, at the front.</returns>
    private static int Order(Span<PersonalDataSpan> added)
    {
        added.Sort(static (one, other) => one.Start != other.Start ? one.Start.CompareTo(other.Start) : other.Length.CompareTo(one.Length));
        var kept = 0;
        foreach (var span in added)
            if (kept == 0 || span.Start >= added[kept - 1].End)
                added[kept++] = span;
        return kept;
    }
}
