namespace Compliance.Gateway.Model;

/// <summary>
/// Template ids as the providers compare them: what surrounds an id, its width and its case make no other template. Whoever wrote <c>b9</c> for <c>B9</c> would
/// otherwise have a template that nobody registered, halted or counted, and that the provider sends all the same.
/// </summary>
internal static class TemplateIds
{
    private const char WideFirst = '\uFF01';
    private const char WideLast = '\uFF5E';
    private const int WideOffset = 0xFEE0;

    public static string Normal(string id) =>
        string.Create(
            id.Trim().Length,
            id.Trim(),
            static (normal, id) =>
            {
                for (var i = 0; i < id.Length; i++)
                    normal[i] = char.ToUpperInvariant(id[i] is >= WideFirst and <= WideLast ? (char)(id[i] - WideOffset) : id[i]);
            }
        );
}
