namespace Compliance.Rules.Masking;

/// <summary>Personal data in a text. Offsets are UTF-16 units of the original text.</summary>
public readonly record struct PersonalDataSpan(PersonalDataKind Kind, int Start, int Length);

/// <summary>Finds personal data by structure and checksum. Full-width digits count; Chinese characters are a digit boundary.</summary>
public static class PersonalDataDetector
{
    /// <summary>Adds what stands in <paramref name="text"/>, of all kinds, ordered by start, without overlaps. Linear in the text, allocates nothing but what it adds.</summary>
    public static void Find(ReadOnlySpan<char> text, List<PersonalDataSpan> spans) => throw new NotImplementedException();
}
