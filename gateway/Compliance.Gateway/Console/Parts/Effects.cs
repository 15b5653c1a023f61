using Microsoft.AspNetCore.Html;
using Microsoft.Extensions.Localization;

namespace Compliance.Gateway.Console.Parts;

/// <summary>An outcome by shape and word; colour says it once more.</summary>
internal static class Effects
{
    /// <param name="effect"><c>permit</c>, <c>partial</c>, <c>deny</c> or <c>review</c>.</param>
    public static IHtmlContent Badge(IStringLocalizer<Texts> texts, string effect) =>
        effect switch
        {
            "permit" => Badge("permit", texts["放行"]),
            "partial" => Badge("partial", texts["部分放行"]),
            "review" => Badge("review", texts["需审核"]),
            _ => Badge("deny", texts["拒绝"]),
        };

    private static HtmlContentBuilder Badge(string tone, string word)
    {
        var badge = new HtmlContentBuilder();
        badge
            .AppendHtml($"<span class=\"badge {tone}\">")
            .AppendHtml(Icon.Of(tone == "review" ? "clock" : tone))
            .Append(word)
            .AppendHtml("</span>");
        return badge;
    }
}
