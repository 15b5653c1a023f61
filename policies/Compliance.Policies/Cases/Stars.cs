using System.Text.Json;
using Compliance.Rules.Decisions;
using Compliance.Rules.Messages;

namespace Compliance.Policies.Cases;

/// <summary>Personal data in a text for several people: starred out place by place, so that every other offset stays true.</summary>
internal sealed class Stars
{
    private readonly List<(int Field, int Start, int Length)> places;

    private Stars(List<(int Field, int Start, int Length)> places) => this.places = places;

    public static Stars None { get; } = new([]);

    public static Stars Of(CaseContentDecision content)
    {
        List<(int, int, int)>? places = null;
        foreach (var obligation in content.Obligations)
            if (obligation is { Kind: ObligationKind.Mask, Length: > 0 })
                (places ??= []).Add((obligation.Field, obligation.Start, obligation.Length));
        return places is null ? None : new Stars(places);
    }

    public string Apply(string text, int field)
    {
        if (places.Count == 0)
            return text;
        var characters = text.ToCharArray();
        foreach (var place in places)
            if (place.Field == field)
                characters.AsSpan(place.Start, place.Length).Fill('*');
        return new string(characters);
    }

    /// <summary><c>"hidden":[[field,start,"original"],…]</c></summary>
    public void WriteHidden(Utf8JsonWriter json, MessageContent content)
    {
        if (places.Count == 0)
            return;
        json.WriteStartArray("hidden"u8);
        foreach (var (field, start, length) in places)
        {
            json.WriteStartArray();
            json.WriteNumberValue(field);
            json.WriteNumberValue(start);
            json.WriteStringValue(content.Fields[field].Text.AsSpan(start, length));
            json.WriteEndArray();
        }
        json.WriteEndArray();
    }
}
