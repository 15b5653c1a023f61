using Microsoft.AspNetCore.Html;

namespace Compliance.Gateway.Console.Parts;

internal static class Icon
{
    /// <param name="name">Of a symbol in <c>_Icons.cshtml</c>. Says nothing to a screen reader: a word stands beside it.</param>
    public static IHtmlContent Of(string name) =>
        new HtmlString($"<svg class=\"icon\" aria-hidden=\"true\" focusable=\"false\"><use href=\"#i-{name}\"></use></svg>");
}
