using System.Text.Json;
using Compliance.Rules.Decisions;
using Compliance.Rules.Masking;
using Compliance.Rules.Messages;

namespace Compliance.Policies.Cases;

/// <summary>Personal data in a text for several people: starred out place by place, so that every other offset stays true.</summary>
internal sealed class Stars
{
    private readonly List<(int Field, int Start, int Length)> _places;
    private readonly ILookup<int, (int Field, int Start, int Length)> _byField;

    private Stars(List<(int Field, int Start, int Length)> places) => (_places, _byField) = (places, places.ToLookup(place => place.Field));

    public static Stars None { get; } = new([]);

    /// <summary>What the rules masked, and what the detector finds besides: no rule may ask for a mask, the evidence hides it all the same.</summary>
    public static Stars Of(MessageContent content, CaseContentDecision decision)
    {
        HashSet<(int Field, int Start, int Length)>? places = null;
        foreach (var obligation in decision.Obligations)
            if (obligation is { Kind: ObligationKind.Mask, Length: > 0 })
                (places ??= []).Add((obligation.Field, obligation.Start, obligation.Length));
        var found = new List<PersonalDataSpan>();
        for (var field = 0; field < content.Fields.Length; field++)
        {
            found.Clear();
            PersonalDataDetector.Find(content.Fields[field].Text, found);
            foreach (var span in found)
                (places ??= []).Add((field, span.Start, span.Length));
        }
        return places is null ? None : new Stars([.. places]);
    }

    public string Apply(string text, int field)
    {
        if (!_byField.Contains(field))
            return text;
        var characters = text.ToCharArray();
        foreach (var place in _byField[field])
            characters.AsSpan(place.Start, place.Length).Fill('*');
        return new string(characters);
    }

    /// <summary>Personal data in a text as it left: it is starred for good, the original is in the rows.</summary>
    public static string Hide(string text)
    {
        var found = new List<PersonalDataSpan>();
        PersonalDataDetector.Find(text, found);
        return new Stars([.. found.Select(span => (0, span.Start, span.Length))]).Apply(text, 0);
    }

    /// <summary><c>"hidden":[[field,start,"original"],…]</c></summary>
    public void WriteHidden(Utf8JsonWriter json, MessageContent content)
    {
        if (_places.Count == 0)
            return;
        json.WriteStartArray("hidden"u8);
        foreach (var (field, start, length) in _places)
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
