using Microsoft.AspNetCore.Html;

namespace Compliance.Gateway.Console.Parts;

/// <summary>A text with what was found in it. Where findings overlap, the gravest colours the place.</summary>
internal static class MarkedText
{
    private static readonly string[] Gravest = ["block", "evidence", "review", "warn", "info"];

    public static IHtmlContent Of(string text, IEnumerable<MarkedSpan> spans)
    {
        var inside = spans
            .Select(span => span.Within(text.Length))
            .Where(span => span.Length > 0)
            .OrderBy(span => Array.IndexOf(Gravest, span.Tone))
            .ToList();
        int[] edges = [.. inside.SelectMany(span => new[] { span.Start, span.End }).Append(0).Append(text.Length).Distinct().Order()];
        var html = new HtmlContentBuilder();
        for (var i = 0; i + 1 < edges.Length; i++)
        {
            var (start, end) = (edges[i], edges[i + 1]);
            var span = inside.FirstOrDefault(one => one.Start <= start && end <= one.End);
            if (span is null)
                html.Append(text[start..end]);
            else
                html.AppendHtml($"<mark class=\"{span.Tone}\">").Append(text[start..end]).AppendHtml("</mark>");
        }

        return html;
    }
}

/// <param name="Tone"><c>block</c>, <c>evidence</c>, <c>review</c>, <c>warn</c> or, for what was masked, <c>info</c>.</param>
internal sealed record MarkedSpan(int Start, int Length, string Tone)
{
    public int End => Start + Length;

    public MarkedSpan Within(int length)
    {
        var start = Math.Clamp(Start, 0, length);
        return this with { Start = start, Length = Math.Clamp(Length, 0, length - start) };
    }
}
