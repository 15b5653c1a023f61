using System.Collections.Immutable;
using System.Text.Json;

namespace Compliance.Gateway.Recording;

/// <summary>What was found in one variant and what was done to it.</summary>
internal sealed record ContentRecord
{
    /// <summary>HMAC-SHA256 of the variant's texts, base64url: equal texts show as equal, and no text can be guessed from it.</summary>
    public required string Hmac { get; init; }

    /// <summary>Under which the variant was judged and what made it that; null where it is the message's own.</summary>
    public CategoryRecord? Category { get; init; }

    public ImmutableArray<FindingRecord> Findings { get; init; } = [];

    public ImmutableArray<ObligationRecord> Obligations { get; init; } = [];

    public void Write(Utf8JsonWriter json)
    {
        json.WriteStartObject();
        json.WriteString("hmac"u8, Hmac);
        if (Category is { } category)
        {
            json.WriteStartObject("category"u8);
            json.WriteString("effective"u8, category.Effective);
            json.WriteString("by"u8, category.By);
            json.WriteEndObject();
        }

        json.WriteStartArray("findings"u8);
        foreach (var found in Findings)
        {
            json.WriteStartArray();
            json.WriteStringValue(found.Rule);
            json.WriteNumberValue(found.Start);
            json.WriteNumberValue(found.Length);
            json.WriteStringValue(found.Severity);
            json.WriteStringValue(found.Field);
            json.WriteStringValue(found.Term);
            if (found.Evidence is { } evidence)
                json.WriteStringValue(evidence);
            json.WriteEndArray();
        }

        json.WriteEndArray();
        json.WriteStartArray("obligations"u8);
        foreach (var duty in Obligations)
        {
            json.WriteStartArray();
            json.WriteStringValue(duty.Kind);
            json.WriteStringValue(duty.Rule);
            json.WriteStringValue(duty.Field);
            json.WriteNumberValue(duty.Start);
            json.WriteNumberValue(duty.Length);
            json.WriteStringValue(duty.What);
            json.WriteEndArray();
        }

        json.WriteEndArray();
        json.WriteEndObject();
    }

    public static ContentRecord Read(JsonElement content) =>
        new()
        {
            Hmac = content.GetProperty("hmac").GetString()!,
            Category = content.TryGetProperty("category", out var category)
                ? new CategoryRecord(category.GetProperty("effective").GetString()!, category.GetProperty("by").GetString()!)
                : null,
            Findings =
            [
                .. content
                    .GetProperty("findings")
                    .EnumerateArray()
                    .Select(f => new FindingRecord(
                        f[0].GetString()!,
                        f[1].GetInt32(),
                        f[2].GetInt32(),
                        f[3].GetString()!,
                        f[4].GetString()!,
                        f[5].GetString()!,
                        f.GetArrayLength() > 6 ? f[6].GetString() : null
                    )),
            ],
            Obligations =
            [
                .. content
                    .GetProperty("obligations")
                    .EnumerateArray()
                    .Select(o => new ObligationRecord(
                        o[0].GetString()!,
                        o[1].GetString()!,
                        o[2].GetString()!,
                        o[3].GetInt32(),
                        o[4].GetInt32(),
                        o[5].GetString()!
                    )),
            ],
        };
}

/// <param name="By">As in <see cref="DecisionRecordV1.CategoryBy"/>.</param>
internal sealed record CategoryRecord(string Effective, string By);

/// <param name="Start">UTF-16 offset in the original text of <paramref name="Field"/>.</param>
/// <param name="Term">The list's term, or the kind of personal data; never the data.</param>
/// <param name="Evidence">Id, in the packs, of the evidence that lifted it; written only where one did.</param>
internal sealed record FindingRecord(
    string Rule,
    int Start,
    int Length,
    string Severity,
    string Field,
    string Term,
    string? Evidence = null
);

/// <param name="Kind"><c>mask</c>, <c>append</c> or <c>drop-field</c>.</param>
internal sealed record ObligationRecord(string Kind, string Rule, string Field, int Start, int Length, string What);
