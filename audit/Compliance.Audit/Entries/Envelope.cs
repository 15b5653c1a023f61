using System.Buffers;
using System.Collections.Immutable;
using System.Globalization;
using System.Text.Encodings.Web;
using System.Text.Json;

namespace Compliance.Audit.Entries;

/// <summary>What stands in one leaf, ready to be written.</summary>
internal readonly ref struct Envelope
{
    public required string Type { get; init; }
    public required string Id { get; init; }
    public required DateTimeOffset At { get; init; }
    public string? Of { get; init; }
    public ReadOnlySpan<byte> PartHashes { get; init; }
    public required ImmutableArray<Term> Terms { get; init; }
    public required ImmutableArray<int> All { get; init; }
    public ReadOnlySpan<SubjectLine> Subjects { get; init; }
    public string? Evidence { get; init; }

    /// <summary>A JSON object; or, in a part, a piece of the head's body that is written as a string.</summary>
    public ReadOnlySpan<byte> Body { get; init; }
    public bool BodyIsPiece { get; init; }

    [ThreadStatic]
    private static Utf8JsonWriter? _writer;

    /// <summary>Fixed key order, no white space: the same envelope is always the same bytes.</summary>
    public void Write(IBufferWriter<byte> into)
    {
        var json = _writer ??= new Utf8JsonWriter(into, new JsonWriterOptions { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping });
        json.Reset(into);
        json.WriteStartObject();
        json.WriteNumber("v"u8, 1);
        json.WriteString("type"u8, Type);
        json.WriteString("id"u8, Id);
        Span<char> at = stackalloc char[24];
        At.UtcDateTime.TryFormat(at, out _, "yyyy-MM-dd'T'HH:mm:ss.fff'Z'", CultureInfo.InvariantCulture);
        json.WriteString("at"u8, at);
        json.WriteString("of"u8, Of);
        json.WriteStartArray("parts"u8);
        for (var i = 0; i < PartHashes.Length; i += Merkle.Rfc6962.HashSize)
            json.WriteBase64StringValue(PartHashes.Slice(i, Merkle.Rfc6962.HashSize));
        json.WriteEndArray();
        json.WriteStartArray("terms"u8);
        foreach (var term in Terms)
        {
            json.WriteStartArray();
            json.WriteStringValue(term.Name);
            json.WriteStringValue(term.Value);
            json.WriteEndArray();
        }
        json.WriteEndArray();
        json.WriteStartArray("all"u8);
        foreach (var index in All)
            json.WriteNumberValue(index);
        json.WriteEndArray();
        WriteSubjects(json);
        json.WriteString("evidence"u8, Evidence);
        json.WritePropertyName("body"u8);
        if (BodyIsPiece)
            json.WriteStringValue(Body);
        else if (Body.IsEmpty)
            json.WriteNullValue();
        else
            json.WriteRawValue(Body);
        json.WriteEndObject();
        json.Flush();
    }

    private void WriteSubjects(Utf8JsonWriter json)
    {
        json.WriteStartArray("subjects"u8);
        foreach (ref readonly var subject in Subjects)
        {
            json.WriteStartArray();
            json.WriteStringValue(subject.Pseudonym);
            json.WriteStartArray();
            foreach (var index in subject.Terms)
                json.WriteNumberValue(index);
            json.WriteEndArray();
            json.WriteStringValue(subject.Commitment);
            json.WriteEndArray();
        }
        json.WriteEndArray();
    }
}

internal readonly record struct SubjectLine(string Pseudonym, ImmutableArray<int> Terms, string? Commitment);
