using Compliance.Rules.Masking;

namespace Compliance.Gateway.Model;

/// <summary>Whether a short text (reference, reason, name of a thing, what was searched for) holds somebody's contact.</summary>
internal static class PersonalText
{
    public static bool Holds(string? text) =>
        text is not null && (Finds(text) || text.Contains('%') && Uri.UnescapeDataString(text) is var decoded && Finds(decoded));

    private static bool Finds(string text)
    {
        var spans = new List<PersonalDataSpan>();
        PersonalDataDetector.Find(text, spans);
        // The other kinds would take reference numbers for bank cards or plates.
        return spans.Any(span => span.Kind is PersonalDataKind.Mobile or PersonalDataKind.IdCard or PersonalDataKind.Email);
    }
}
