using System.Collections.Immutable;
using Compliance.Rules.Evaluation;
using Piece = Compliance.Rules.Evaluation.Piece;

namespace Compliance.Rules.Categories;

/// <summary>
/// Where a template's own words make of a value the name of a thing or a place: 您购买的{1}, 已到{2}. A name has no clauses, and what it is stands at its
/// end: 限量版球鞋 is a shoe, 球鞋限量 an offer.
/// </summary>
internal sealed class NamePlaces(ImmutableArray<string> places, ImmutableArray<string> goods)
{
    private const string Quotes = "“”\"'《》【】[]「」（）()：: ";

    /// <summary>How many of it, how large: 精华小样5ml.</summary>
    private const string Counted = "0123456789.xX×*个件只片袋盒瓶条支份张套双包斤克两升寸mlLMSgGkK()（）[]【】 元";

    private readonly (string Before, string After)[] _places =
    [
        .. places.Select(place =>
            place.IndexOf("{}", StringComparison.Ordinal) is >= 0 and var at ? (place[..at], place[(at + 2)..]) : (place, "")
        ),
    ];

    /// <summary>The value stands where a name does, and is written like one.</summary>
    public bool Hold(ContentCase content, Piece piece)
    {
        if (piece.Length == 0 || content.Text.Span.Slice(piece.Start, piece.Length).ContainsAny("，。！？；、～~!?;\n"))
            return false;
        var before = content.Text.Span[..piece.Start].TrimEnd(Quotes);
        var tail = content.Text.Span[piece.End..].TrimStart(Quotes);
        var tailAt = content.Text.Span.Length - tail.Length;
        foreach (var (front, back) in _places)
            if (
                before.EndsWith(front, StringComparison.Ordinal)
                && content.Text.Copied(before.Length - front.Length, front.Length) == 0
                && tail.StartsWith(back, StringComparison.Ordinal)
                && content.Text.Copied(tailAt, back.Length) == 0
            )
                return true;
        return false;
    }

    /// <summary>A word in the middle of the name, or one that is itself a thing which people order (生日礼盒, 精华小样).</summary>
    public bool Excuse(ContentCase content, Piece name, int start, int length)
    {
        var rest = content.Text.Span[(start + length)..name.End];
        if (rest.IndexOfAnyInRange('\u3400', '\u9fff') >= 0)
            return true;
        var value = content.Text.Span.Slice(name.Start, name.Length);
        var uncounted = value.TrimEnd(Counted);
        foreach (var thing in goods)
            if (value.EndsWith(thing, StringComparison.Ordinal) || uncounted.EndsWith(thing, StringComparison.Ordinal))
                return true;
        return false;
    }
}
