using System.Text;
using System.Text.Unicode;

namespace Compliance.Gateway.Channels.Wire;

/// <summary>A query or an urlencoded form, decoded. Written again in strict encoding, so that no two readers can differ.</summary>
internal sealed class Parameters
{
    private readonly List<(string Name, string Value)> _pairs;

    private Parameters(IEnumerable<(string Name, string Value)> pairs) => _pairs = [.. pairs];

    public static Parameters None { get; } = new([]);

    public IReadOnlyList<(string Name, string Value)> Pairs => _pairs;

    public string? Find(string name) => _pairs.Where(pair => pair.Name == name).Select(pair => pair.Value).FirstOrDefault();

    /// <summary>A name that stands twice, in whatever case: readers differ in which one counts. Null when there is none.</summary>
    public string? Doubled() =>
        _pairs.GroupBy(pair => pair.Name, StringComparer.OrdinalIgnoreCase).FirstOrDefault(same => same.Count() > 1)?.Key;

    public Parameters And(Parameters other) => new(_pairs.Concat(other._pairs));

    public Parameters Without(IReadOnlyCollection<string> names) => new(_pairs.Where(pair => !names.Contains(pair.Name)));

    public Parameters With(IReadOnlyDictionary<string, string> changed) =>
        new(_pairs.Select(pair => changed.TryGetValue(pair.Name, out var value) ? (pair.Name, value) : pair));

    public override string ToString() => string.Join('&', _pairs.Select(Encoded));

    /// <summary>Sorted by name, as Aliyun signs it.</summary>
    public string Canonical() => string.Join('&', _pairs.OrderBy(pair => pair.Name, StringComparer.Ordinal).Select(Encoded));

    /// <summary>Null when an escape is broken or is no UTF-8.</summary>
    public static Parameters? Read(ReadOnlySpan<byte> form) => Utf8.IsValid(form) ? Read(Encoding.UTF8.GetString(form)) : null;

    public static Parameters? Read(string raw)
    {
        var pairs = new List<(string, string)>();
        foreach (var part in raw.Split('&', StringSplitOptions.RemoveEmptyEntries))
        {
            var equals = part.IndexOf('=');
            var name = PercentEncoding.Decode(equals < 0 ? part : part[..equals]);
            var value = PercentEncoding.Decode(equals < 0 ? "" : part[(equals + 1)..]);
            if (name is null || value is null)
                return null;
            pairs.Add((name, value));
        }

        return new Parameters(pairs);
    }

    private static string Encoded((string Name, string Value) pair) =>
        $"{PercentEncoding.Encode(pair.Name)}={PercentEncoding.Encode(pair.Value)}";
}
