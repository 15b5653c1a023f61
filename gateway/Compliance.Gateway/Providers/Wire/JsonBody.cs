using System.Globalization;
using System.Text;
using System.Text.Json;
using System.Text.Unicode;
using Compliance.Gateway.Model;

namespace Compliance.Gateway.Providers.Wire;

/// <summary>Reads JSON strictly: what two readers could understand differently is refused, with its place.</summary>
internal static class JsonBody
{
    public const int MaxDepth = 32;

    private static readonly JsonDocumentOptions Strict = new() { MaxDepth = MaxDepth, AllowDuplicateProperties = false };

    /// <summary>A byte order mark says nothing in UTF-8, and a strict reader refuses it: what is read and what leaves goes without it.</summary>
    public static ReadOnlyMemory<byte> WithoutMark(ReadOnlyMemory<byte> body) =>
        body.Span.StartsWith(Encoding.UTF8.Preamble) ? body[Encoding.UTF8.Preamble.Length..] : body;

    /// <summary>One of the two is null. The document looks into <paramref name="body"/>, which must stay as it is.</summary>
    public static (JsonDocument? Document, Refusal? Refusal) Read(ReadOnlyMemory<byte> body)
    {
        if (body.IsEmpty)
            return (null, Refusals.Unreadable("empty-body", "请求体为空"));
        if (!Utf8.IsValid(body.Span))
            return (null, Refusals.Unreadable("not-utf8", "请求体不是有效的 UTF-8", $"byte {ValidPrefix(body.Span)}"));
        if (LoneSurrogate(body.Span) is >= 0 and var at)
            return (null, Refusals.Unreadable("lone-surrogate", "请求体含有不成对的 Unicode 代理项", $"byte {at}"));
        try
        {
            return (JsonDocument.Parse(body, Strict), null);
        }
        catch (JsonException broken)
        {
            return (null, Explain(body.Span, broken));
        }
    }

    /// <summary>The parser says in English that something is wrong; this says what and where.</summary>
    private static Refusal Explain(ReadOnlySpan<byte> body, JsonException broken)
    {
        var reader = new Utf8JsonReader(body, new JsonReaderOptions { MaxDepth = 100_000 });
        var names = new Stack<HashSet<string>>();
        try
        {
            while (reader.Read())
            {
                if (reader.TokenType is JsonTokenType.StartObject)
                    names.Push([]);
                if (reader.TokenType is JsonTokenType.EndObject)
                    names.Pop();
                if (reader.TokenType is JsonTokenType.StartObject or JsonTokenType.StartArray && reader.CurrentDepth >= MaxDepth)
                    return Refusals.Unreadable("too-deep", $"请求体嵌套超过 {MaxDepth} 层", $"byte {reader.TokenStartIndex}");
                if (reader.TokenType is JsonTokenType.PropertyName && !names.Peek().Add(reader.GetString()!))
                    return Refusals.Unreadable("duplicate-key", "请求体中同一对象的键重复", $"byte {reader.TokenStartIndex}");
            }
        }
        catch (JsonException)
        {
            return Refusals.Unreadable("not-json", "请求体不是有效的 JSON", $"byte {reader.BytesConsumed}");
        }

        return Refusals.Unreadable("not-json", "请求体不是有效的 JSON", $"line {broken.LineNumber}");
    }

    private static int ValidPrefix(ReadOnlySpan<byte> bytes)
    {
        var at = 0;
        while (at < bytes.Length && Rune.DecodeFromUtf8(bytes[at..], out _, out var length) == System.Buffers.OperationStatus.Done)
            at += length;
        return at;
    }

    /// <summary>Place of an escape such as <c>\ud800</c> that stands without its other half; -1 when there is none.</summary>
    private static int LoneSurrogate(ReadOnlySpan<byte> bytes)
    {
        var at = 0;
        while (bytes[at..].IndexOf((byte)'\\') is >= 0 and var step)
        {
            at += step;
            var unit = Escaped(bytes, at);
            if (unit is >= 0xDC00 and <= 0xDFFF)
                return at;
            if (unit is >= 0xD800 and <= 0xDBFF)
            {
                if (Escaped(bytes, at + 6) is not (>= 0xDC00 and <= 0xDFFF))
                    return at;
                at += 6;
            }

            at = Math.Min(at + (unit < 0 ? 2 : 6), bytes.Length);
        }

        return -1;
    }

    private static int Escaped(ReadOnlySpan<byte> bytes, int at) =>
        at + 6 <= bytes.Length
        && bytes[at] == '\\'
        && bytes[at + 1] == 'u'
        && int.TryParse(bytes.Slice(at + 2, 4), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out var unit)
            ? unit
            : -1;
}
