using System.Text;

namespace Compliance.SystemTests.Leaks;

/// <summary>Values that stand nowhere else, and every form in which a program might write them down.</summary>
public sealed class Seeds
{
    private readonly List<(string What, string Value)> _seeds = [];

    public string Add(string what, string value)
    {
        _seeds.Add((what, value));
        return value;
    }

    /// <summary>What leaked, where; empty when nothing did. The values themselves are not repeated.</summary>
    public IEnumerable<string> FoundIn(string place, byte[] bytes) =>
        from seed in _seeds
        from form in Forms(seed.Value)
        where bytes.AsSpan().IndexOf(form.Bytes) >= 0
        select $"{seed.What} ({form.Name}) in {place}";

    private static IEnumerable<(string Name, byte[] Bytes)> Forms(string value)
    {
        yield return ("plain", Encoding.UTF8.GetBytes(value));
        yield return ("UTF-16", Encoding.Unicode.GetBytes(value));
        if (Uri.EscapeDataString(value) is var escaped && escaped != value)
            yield return ("percent-encoded", Encoding.ASCII.GetBytes(escaped));
        if (value.Any(c => c > 127))
            yield return ("JSON-escaped", Encoding.ASCII.GetBytes(string.Concat(value.Select(c => c > 127 ? $"\\u{(int)c:x4}" : $"{c}"))));
    }
}
