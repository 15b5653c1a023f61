using System.Buffers;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Compliance.Gateway.Providers;

/// <summary>The one writer of what a provider or a caller reads as JSON: every text is escaped here, and Chinese stays readable.</summary>
internal static class WrittenJson
{
    private static readonly JsonWriterOptions Readable = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    public static ReadOnlyMemory<byte> Of(JsonNode node) => Of(json => node.WriteTo(json));

    public static ReadOnlyMemory<byte> Of(Action<Utf8JsonWriter> write)
    {
        var bytes = new ArrayBufferWriter<byte>(256);
        using (var json = new Utf8JsonWriter(bytes, Readable))
            write(json);
        return bytes.WrittenMemory;
    }
}
