using System.Collections.Immutable;
using System.Text.Json;
using Compliance.Policies.Binding;
using Compliance.Rules.Messages;

namespace Compliance.Policies.Cases;

internal static class ContentElements
{
    /// <param name="withText">False leaves the texts to the row of the only recipient.</param>
    public static void Write(Utf8JsonWriter json, MessageContent content, Stars stars, bool withText)
    {
        json.WriteStartObject();
        json.WriteStartArray("fields"u8);
        for (var i = 0; i < content.Fields.Length; i++)
        {
            var field = content.Fields[i];
            json.WriteStartObject();
            json.WriteString("name"u8, field.Name);
            if (withText)
                json.WriteString("text"u8, stars.Apply(field.Text, i));
            if (field.Role != FieldRole.Text)
                json.WriteString("role"u8, EnumNames<FieldRole>.Of(field.Role));
            JsonElements.Optional(json, "variable"u8, field.Variable);
            if (!field.Editable)
                json.WriteBoolean("editable"u8, false);
            if (field.MaxBytes is { } maxBytes)
                json.WriteNumber("maxBytes"u8, maxBytes);
            json.WriteEndObject();
        }
        json.WriteEndArray();
        json.WriteEndObject();
    }

    public static void WriteTexts(Utf8JsonWriter json, MessageContent content)
    {
        json.WriteStartArray("texts"u8);
        foreach (var field in content.Fields)
            json.WriteStringValue(field.Text);
        json.WriteEndArray();
    }

    public static MessageContent Read(JsonElement element) =>
        new()
        {
            Fields =
            [
                .. JsonElements
                    .Items(element, "fields")
                    .Select(field => new ContentField
                    {
                        Name = JsonElements.Required(field, "name"),
                        Text = JsonElements.Optional(field, "text") ?? "",
                        Role = field.TryGetProperty("role", out _) ? JsonElements.Named<FieldRole>(field, "role") : FieldRole.Text,
                        Variable = JsonElements.Optional(field, "variable"),
                        Editable = !field.TryGetProperty("editable", out var editable) || editable.GetBoolean(),
                        MaxBytes = field.TryGetProperty("maxBytes", out var maxBytes) ? maxBytes.GetInt32() : null,
                    }),
            ],
        };

    /// <summary>What a row holds of its content: all texts of the only recipient, or what was starred out for several.</summary>
    public static MessageContent ReadOwn(JsonElement row, MessageContent content)
    {
        if (row.TryGetProperty("texts", out var texts))
            return content with
            {
                Fields = [.. content.Fields.Zip(texts.EnumerateArray(), (field, text) => field with { Text = text.GetString()! })],
            };
        foreach (var hidden in JsonElements.Items(row, "hidden"))
        {
            var (index, start, original) = (hidden[0].GetInt32(), hidden[1].GetInt32(), hidden[2].GetString()!);
            var field = content.Fields[index];
            var text = string.Concat(field.Text.AsSpan(0, start), original, field.Text.AsSpan(start + original.Length));
            content = content with { Fields = content.Fields.SetItem(index, field with { Text = text }) };
        }
        return content;
    }
}
