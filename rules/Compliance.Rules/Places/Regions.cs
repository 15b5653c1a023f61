namespace Compliance.Rules.Places;

/// <summary>Administrative divisions by their codes (GB/T 2260): two digits a province, four a city, six a district. 310000 and 31 are the same place.</summary>
public static class Regions
{
    public static bool IsCode(string text) =>
        text.Length is 2 or 4 or 6 && text[0] != '0' && !text.AsSpan().ContainsAnyExceptInRange('0', '9');

    /// <summary>Whether the one lies in the other, or is it. A person of whom only the province is known lies in none of its cities.</summary>
    public static bool IsWithin(ReadOnlySpan<char> region, ReadOnlySpan<char> wider)
    {
        while (wider.Length > 2 && wider.EndsWith("00"))
            wider = wider[..^2];
        return region.StartsWith(wider);
    }
}
