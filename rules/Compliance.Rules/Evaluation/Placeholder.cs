namespace Compliance.Rules.Evaluation;

/// <summary>
/// A place for a variable in a provider's template: <c>{1}</c> (Tencent), <c>${name}</c> (Aliyun), <c>{{name.DATA}}</c> (WeChat). Length 0 = there is none,
/// and the template is fixed up to <see cref="Start"/>.
/// </summary>
internal readonly record struct Placeholder(int Start, int Length, int NameStart, int NameLength)
{
    private const string WeChatEnd = ".DATA";

    public ReadOnlySpan<char> Name(ReadOnlySpan<char> template) => template.Slice(NameStart, NameLength);

    public static Placeholder Next(ReadOnlySpan<char> template)
    {
        for (var from = 0; ; )
        {
            var open = template[from..].IndexOf('{');
            if (open < 0)
                return new(template.Length, 0, 0, 0);
            open += from;
            if (At(template, open) is { Length: > 0 } found)
                return found;
            from = open + 1;
        }
    }

    private static Placeholder At(ReadOnlySpan<char> template, int open)
    {
        var doubled = template[open..].StartsWith("{{");
        var nameStart = open + (doubled ? 2 : 1);
        var nameLength = template[nameStart..].IndexOf('}');
        if (nameLength <= 0 || template.Slice(nameStart, nameLength).IndexOfAny('{', '\n') >= 0)
            return default;
        var end = nameStart + nameLength + 1;
        if (doubled)
        {
            if (end >= template.Length || template[end] != '}')
                return default;
            end++;
            if (template.Slice(nameStart, nameLength).EndsWith(WeChatEnd, StringComparison.Ordinal))
                nameLength -= WeChatEnd.Length;
        }
        var start = open > 0 && template[open - 1] == '$' ? open - 1 : open;
        return new(start, end - start, nameStart, nameLength);
    }
}
