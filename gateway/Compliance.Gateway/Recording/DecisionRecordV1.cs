using System.Collections.Immutable;
using System.Text.Json;
using Compliance.Gateway.Model;
using Compliance.Gateway.Stores.Activity;

namespace Compliance.Gateway.Recording;

/// <summary>
/// The body of a <c>decision</c> entry, version 1: kept for years, so fields are added and never change their meaning.
/// Who got what stands in the entry's subjects and terms; no personal data and no plain hash of content stands here.
/// </summary>
internal sealed record DecisionRecordV1
{
    public required string Account { get; init; }

    /// <summary>Under which it was judged; what the caller named, where that is another, stands in the evidence.</summary>
    public required string Purpose { get; init; }

    public required string? DeclaredCategory { get; init; }

    public required string EffectiveCategory { get; init; }

    /// <summary><c>declared</c>, <c>template</c>, <c>channel</c>, <c>purpose</c>, <c>unknown</c>, or the id of the rule that lifted it.</summary>
    public required string CategoryBy { get; init; }

    public string? Template { get; init; }

    public ImmutableArray<ContentRecord> Content { get; init; } = [];

    public required string Revision { get; init; }

    public required string Engine { get; init; }

    /// <summary>Ids of the rules that refused all; <c>gateway/&lt;reason&gt;</c> where no policy was reached.</summary>
    public ImmutableArray<string> Denied { get; init; } = [];

    /// <summary>People, not rows: whom the caller named twice for one text is one, and was not removed.</summary>
    public int Asked { get; init; }

    public int Sent { get; init; }

    public int Removed { get; init; }

    public ImmutableArray<ShadowRecord> Shadow { get; init; } = [];

    public ImmutableArray<string> Degraded { get; init; } = [];

    public string Remedy { get; init; } = "none";

    /// <summary>UTC.</summary>
    public DateTimeOffset? RetryAt { get; init; }

    /// <summary>The signature that this decision used up; null where the caller's dialect has none, where nobody was sent to, and in entries of versions before it was kept.</summary>
    public UsedSignature? Signature { get; init; }

    /// <summary>What the caller wrote beside the message and what did not leave: names of a profile's list.</summary>
    public ImmutableArray<string> Ignored { get; init; } = [];

    public void Write(Utf8JsonWriter json)
    {
        json.WriteStartObject();
        json.WriteString("account"u8, Account);
        json.WriteString("purpose"u8, Purpose);
        json.WriteStartObject("category"u8);
        json.WriteString("declared"u8, DeclaredCategory);
        json.WriteString("effective"u8, EffectiveCategory);
        json.WriteString("by"u8, CategoryBy);
        json.WriteEndObject();
        json.WriteString("template"u8, Template);
        json.WriteStartArray("content"u8);
        foreach (var content in Content)
            content.Write(json);
        json.WriteEndArray();
        json.WriteString("revision"u8, Revision);
        json.WriteString("engine"u8, Engine);
        WriteStrings(json, "denied"u8, Denied);
        json.WriteStartObject("counts"u8);
        json.WriteNumber("asked"u8, Asked);
        json.WriteNumber("sent"u8, Sent);
        json.WriteNumber("removed"u8, Removed);
        json.WriteEndObject();
        json.WriteStartArray("shadow"u8);
        foreach (var shadow in Shadow)
        {
            json.WriteStartArray();
            json.WriteStringValue(shadow.Rule);
            json.WriteNumberValue(shadow.Recipients);
            json.WriteEndArray();
        }

        json.WriteEndArray();
        WriteStrings(json, "degraded"u8, Degraded);
        json.WriteString("remedy"u8, Remedy);
        if (RetryAt is { } retryAt)
            json.WriteString("retryAt"u8, UtcTime.Format(retryAt));
        else
            json.WriteNull("retryAt"u8);
        if (!Ignored.IsEmpty)
            WriteStrings(json, "ignored"u8, Ignored);
        if (Signature is { } signature)
        {
            json.WriteStartArray(SignatureField);
            json.WriteStringValue(signature.Name);
            json.WriteStringValue(UtcTime.Format(signature.Until));
            json.WriteEndArray();
        }

        json.WriteEndObject();
    }

    /// <summary>Reads the body of a <c>decision</c> entry.</summary>
    public static DecisionRecordV1 Read(JsonElement body)
    {
        var category = body.GetProperty("category");
        var counts = body.GetProperty("counts");
        return new DecisionRecordV1
        {
            Account = body.GetProperty("account").GetString()!,
            Purpose = body.GetProperty("purpose").GetString()!,
            DeclaredCategory = category.GetProperty("declared").GetString(),
            EffectiveCategory = category.GetProperty("effective").GetString()!,
            CategoryBy = category.GetProperty("by").GetString()!,
            Template = body.GetProperty("template").GetString(),
            Content = [.. body.GetProperty("content").EnumerateArray().Select(ContentRecord.Read)],
            Revision = body.GetProperty("revision").GetString()!,
            Engine = body.GetProperty("engine").GetString()!,
            Denied = ReadStrings(body.GetProperty("denied")),
            Asked = counts.GetProperty("asked").GetInt32(),
            Sent = counts.GetProperty("sent").GetInt32(),
            Removed = counts.GetProperty("removed").GetInt32(),
            Shadow = [.. body.GetProperty("shadow").EnumerateArray().Select(s => new ShadowRecord(s[0].GetString()!, s[1].GetInt32()))],
            Degraded = ReadStrings(body.GetProperty("degraded")),
            Remedy = body.GetProperty("remedy").GetString()!,
            RetryAt = body.GetProperty("retryAt").GetString() is { } at ? UtcTime.Parse(at) : null,
            Signature = ReadSignature(body),
            Ignored = body.TryGetProperty("ignored", out var ignored) ? ReadStrings(ignored) : [],
        };
    }

    /// <summary>The signature alone, of a whole body in UTF-8.</summary>
    public static UsedSignature? ReadSignature(ReadOnlyMemory<byte> body)
    {
        if (body.Span.IndexOf(SignatureField) < 0)
            return null;
        using var document = JsonDocument.Parse(body);
        return ReadSignature(document.RootElement);
    }

    private static ReadOnlySpan<byte> SignatureField => "signature"u8;

    private static UsedSignature? ReadSignature(JsonElement body) =>
        body.TryGetProperty(SignatureField, out var used) ? new(used[0].GetString()!, UtcTime.Parse(used[1].GetString()!)) : null;

    private static void WriteStrings(Utf8JsonWriter json, ReadOnlySpan<byte> name, ImmutableArray<string> values)
    {
        json.WriteStartArray(name);
        foreach (var value in values)
            json.WriteStringValue(value);
        json.WriteEndArray();
    }

    private static ImmutableArray<string> ReadStrings(JsonElement array) => [.. array.EnumerateArray().Select(v => v.GetString()!)];
}

/// <param name="Recipients">How many recipients the shadow rule would have removed; 0 when it would have refused all.</param>
internal sealed record ShadowRecord(string Rule, int Recipients);
