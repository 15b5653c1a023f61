using System.Text;

namespace Compliance.Gateway.Providers.Wire;

/// <summary>Percent encoding as Aliyun signs it (RFC 3986: only letters, digits and <c>-._~</c> stay), and strict decoding.</summary>
internal static class PercentEncoding
{
    private static readonly UTF8Encoding Strict = new(false, throwOnInvalidBytes: true);

    public static string Encode(string text) => Uri.EscapeDataString(text);

    /// <summary><c>+</c> is a space, as servers read queries and forms. Null when an escape is broken or the bytes are no UTF-8.</summary>
    public static string? Decode(string text)
    {
        if (text.AsSpan().IndexOfAny('%', '+') < 0)
            return text;
        var bytes = new List<byte>(text.Length);
        for (var at = 0; at < text.Length; at++)
        {
            if (text[at] == '+')
                bytes.Add((byte)' ');
            else if (text[at] != '%')
                AddCharacter(bytes, text, ref at);
            else if (at + 2 < text.Length && char.IsAsciiHexDigit(text[at + 1]) && char.IsAsciiHexDigit(text[at + 2]))
            {
                bytes.Add(Convert.ToByte(text.Substring(at + 1, 2), 16));
                at += 2;
            }
            else
                return null;
        }

        try
        {
            return Strict.GetString([.. bytes]);
        }
        catch (DecoderFallbackException)
        {
            return null;
        }
    }

    private static void AddCharacter(List<byte> bytes, string text, ref int at)
    {
        var length = char.IsHighSurrogate(text[at]) && at + 1 < text.Length ? 2 : 1;
        bytes.AddRange(Encoding.UTF8.GetBytes(text.Substring(at, length)));
        at += length - 1;
    }
}
