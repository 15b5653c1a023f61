using System.Collections.Immutable;
using System.Text.Json;
using Compliance.Policies.Binding;
using Compliance.Rules.Categories;
using Compliance.Rules.Facts;
using Compliance.Rules.Messages;

namespace Compliance.Policies.Cases;

/// <summary>A fact is a value when known, null when the store has none, the word <c>unavailable</c> when it could not be asked.</summary>
internal static class FactElements
{
    private static ReadOnlySpan<byte> Unavailable => "unavailable"u8;

    public static void Write(Utf8JsonWriter json, KnownFacts facts)
    {
        Write(
            json,
            "template"u8,
            facts.Template,
            static (json, template) =>
            {
                json.WriteStartObject();
                json.WriteString("id"u8, template.Id);
                json.WriteString("text"u8, template.Text);
                json.WriteString("category"u8, EnumNames<Category>.Of(template.Category));
                JsonElements.Optional(json, "signature"u8, template.Signature);
                JsonElements.Strings(json, "signatures"u8, template.Signatures);
                if (!template.Variables.IsEmpty)
                {
                    json.WriteStartObject("variables"u8);
                    foreach (var (name, type) in template.Variables.OrderBy(pair => pair.Key, StringComparer.Ordinal))
                        json.WriteString(name, EnumNames<VariableType>.Of(type));
                    json.WriteEndObject();
                }
                if (template.Confirmed)
                    json.WriteBoolean("confirmed"u8, true);
                if (template.Fetched)
                    json.WriteBoolean("fetched"u8, true);
                if (template.Assumed)
                    json.WriteBoolean("assumed"u8, true);
                json.WriteEndObject();
            }
        );
        Write(
            json,
            "sender"u8,
            facts.Sender,
            static (json, sender) =>
            {
                json.WriteStartObject();
                json.WriteNumber("lastMinute"u8, sender.LastMinute);
                json.WriteNumber("maxPerMinute"u8, sender.MaxPerMinute);
                json.WriteNumber("blastRadius"u8, sender.BlastRadius);
                json.WriteNumber("reached"u8, sender.Reached);
                json.WriteBoolean("replayed"u8, sender.Replayed);
                JsonElements.Strings(json, "purposes"u8, sender.Purposes);
                json.WriteEndObject();
            }
        );
        Write(
            json,
            "halts"u8,
            facts.Halts,
            static (json, halts) =>
            {
                json.WriteStartArray();
                foreach (var halt in halts)
                {
                    json.WriteStartObject();
                    json.WriteString("scope"u8, halt.Scope);
                    json.WriteString("reason"u8, halt.Reason);
                    json.WriteEndObject();
                }
                json.WriteEndArray();
            }
        );
    }

    public static void Write(Utf8JsonWriter json, RecipientFacts facts)
    {
        json.WriteStartObject();
        if (facts.SameAs is { } same)
            json.WriteNumber("sameAs"u8, same);
        Write(
            json,
            "consents"u8,
            facts.Consents,
            static (json, consents) =>
            {
                json.WriteStartArray();
                foreach (var consent in consents)
                    Write(json, consent);
                json.WriteEndArray();
            }
        );
        Write(
            json,
            "suppression"u8,
            facts.Suppression,
            static (json, suppression) =>
            {
                json.WriteStartObject();
                json.WriteString("reason"u8, suppression.Reason);
                JsonElements.Time(json, "at"u8, suppression.At);
                json.WriteEndObject();
            }
        );
        Write(json, "birthYear"u8, facts.BirthYear, static (json, year) => json.WriteNumberValue(year));
        Write(json, "timeZone"u8, facts.TimeZone, static (json, zone) => json.WriteStringValue(zone));
        // Later than the format: absent is the same as none.
        if (!facts.FormerTimeZones.IsEmpty)
        {
            json.WriteStartArray("formerTimeZones"u8);
            foreach (var zone in facts.FormerTimeZones)
                json.WriteStringValue(zone);
            json.WriteEndArray();
        }
        if (facts.Region.State != FactState.Nothing)
            Write(json, "region"u8, facts.Region, static (json, region) => json.WriteStringValue(region));
        if (facts.Segments.State != FactState.Nothing)
            Write(
                json,
                "segments"u8,
                facts.Segments,
                static (json, segments) =>
                {
                    json.WriteStartArray();
                    foreach (var segment in segments)
                        json.WriteStringValue(segment);
                    json.WriteEndArray();
                }
            );
        json.WriteEndObject();
    }

    private static void Write(Utf8JsonWriter json, ConsentFact consent)
    {
        json.WriteStartObject();
        json.WriteString("channel"u8, consent.Channel);
        json.WriteString("purpose"u8, consent.Purpose);
        json.WriteBoolean("granted"u8, consent.Granted);
        JsonElements.Time(json, "at"u8, consent.At);
        if (consent.Received != consent.At)
            JsonElements.Time(json, "received"u8, consent.Received);
        if (consent.Import is { } import)
            json.WriteNumber("import"u8, import);
        JsonElements.Optional(json, "notice"u8, consent.Notice);
        JsonElements.Optional(json, "source"u8, consent.Source);
        JsonElements.Optional(json, "proof"u8, consent.Proof);
        json.WriteEndObject();
    }

    private static void Write<T>(Utf8JsonWriter json, ReadOnlySpan<byte> name, Fact<T> fact, Action<Utf8JsonWriter, T> write)
    {
        json.WritePropertyName(name);
        if (fact.IsKnown(out var value))
            write(json, value);
        else if (fact.State == FactState.Nothing)
            json.WriteNullValue();
        else
            json.WriteStringValue(Unavailable);
    }

    public static KnownFacts Read(JsonElement element, ImmutableArray<RecipientFacts> recipients) =>
        new()
        {
            Template = Read(
                element,
                "template",
                template => new TemplateFact
                {
                    Id = JsonElements.Required(template, "id"),
                    Text = JsonElements.Required(template, "text"),
                    Category = JsonElements.Named<Category>(template, "category"),
                    Signature = JsonElements.Optional(template, "signature"),
                    Signatures = JsonElements.Strings(template, "signatures"),
                    Variables = Variables(template),
                    Confirmed = template.TryGetProperty("confirmed", out var confirmed) && confirmed.GetBoolean(),
                    Fetched = template.TryGetProperty("fetched", out var fetched) && fetched.GetBoolean(),
                    Assumed = template.TryGetProperty("assumed", out var assumed) && assumed.GetBoolean(),
                }
            ),
            Sender = Read(
                element,
                "sender",
                sender => new SenderFact
                {
                    LastMinute = JsonElements.Member(sender, "lastMinute").GetInt32(),
                    MaxPerMinute = JsonElements.Member(sender, "maxPerMinute").GetInt32(),
                    BlastRadius = JsonElements.Member(sender, "blastRadius").GetInt32(),
                    Reached = JsonElements.Member(sender, "reached").GetInt32(),
                    Replayed = JsonElements.Member(sender, "replayed").GetBoolean(),
                    Purposes = JsonElements.Strings(sender, "purposes"),
                }
            ),
            Halts = Read(
                element,
                "halts",
                halts =>
                    ImmutableArray.CreateRange(
                        halts
                            .EnumerateArray()
                            .Select(halt => new HaltFact(JsonElements.Required(halt, "scope"), JsonElements.Required(halt, "reason")))
                    )
            ),
            Recipients = recipients,
        };

    private static ImmutableDictionary<string, VariableType> Variables(JsonElement template) =>
        template.TryGetProperty("variables", out var variables)
            ? variables
                .EnumerateObject()
                .ToImmutableDictionary(type => type.Name, type => JsonElements.Named<VariableType>(variables, type.Name))
            : ImmutableDictionary<string, VariableType>.Empty;

    public static RecipientFacts Read(JsonElement element) =>
        new()
        {
            SameAs = element.TryGetProperty("sameAs", out var same) ? same.GetInt32() : null,
            Consents = Read(
                element,
                "consents",
                consents =>
                    ImmutableArray.CreateRange(
                        consents
                            .EnumerateArray()
                            .Select(consent => new ConsentFact
                            {
                                Channel = JsonElements.Required(consent, "channel"),
                                Purpose = JsonElements.Required(consent, "purpose"),
                                Granted = JsonElements.Member(consent, "granted").GetBoolean(),
                                At = JsonElements.Time(JsonElements.Member(consent, "at")),
                                // Later than the format: absent, it was learned when it was said.
                                Received = consent.TryGetProperty("received", out var received) ? JsonElements.Time(received) : default,
                                Import = consent.TryGetProperty("import", out var import) ? import.GetInt64() : null,
                                Notice = JsonElements.Optional(consent, "notice"),
                                Source = JsonElements.Optional(consent, "source"),
                                Proof = JsonElements.Optional(consent, "proof"),
                            })
                    )
            ),
            Suppression = Read(
                element,
                "suppression",
                suppression => new SuppressionFact(
                    JsonElements.Required(suppression, "reason"),
                    JsonElements.Time(JsonElements.Member(suppression, "at"))
                )
            ),
            BirthYear = Read(element, "birthYear", year => year.GetInt32()),
            TimeZone = Read(element, "timeZone", zone => zone.GetString()!, isText: true),
            FormerTimeZones = [.. JsonElements.Items(element, "formerTimeZones").Select(zone => zone.GetString()!)],
            Region = element.TryGetProperty("region", out _)
                ? Read(element, "region", region => region.GetString()!, isText: true)
                : Fact.Nothing<string>(),
            Segments = element.TryGetProperty("segments", out _)
                ? Read(
                    element,
                    "segments",
                    segments => ImmutableArray.CreateRange(segments.EnumerateArray().Select(segment => segment.GetString()!))
                )
                : Fact.Nothing<ImmutableArray<string>>(),
        };

    /// <param name="isText">A known value is text as well: only the exact word stands for unavailable.</param>
    private static Fact<T> Read<T>(JsonElement element, string name, Func<JsonElement, T> read, bool isText = false)
    {
        var value = JsonElements.Member(element, name);
        if (value.ValueKind == JsonValueKind.Null)
            return Fact.Nothing<T>();
        if (value.ValueKind == JsonValueKind.String && value.ValueEquals(Unavailable))
            return Fact.Unavailable<T>();
        return value.ValueKind == JsonValueKind.String && !isText
            ? throw new JsonException($"'{name}' is neither a value, null nor 'unavailable'.")
            : Fact.Known(read(value));
    }
}
