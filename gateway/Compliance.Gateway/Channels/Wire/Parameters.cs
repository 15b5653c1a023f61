using System.Text;

namespace Compliance.Gateway.Channels.Wire;

/// <summary>A query or an urlencoded form. Names are decoded; a pair that is not changed keeps its raw characters.</summary>
internal sealed class Parameters
{
    private readonly List<(string Name, string Value, string Raw)> _pairs;

    private Parameters(List<(string Name, string Value, string Raw)> pairs) => _pairs = pairs;

    public IEnumerable<(string Name, string Value)> Pairs => _pairs.Select(pair => (pair.Name, pair.Value));

    public string? Find(string name)
    {
        foreach (var pair in _pairs)
        {
            if (pair.Name == name) return pair.Value;
        }

        return null;
    }

    /// <summary>Null when an escape is broken or is no UTF-8.</summary>
    public static Parameters? Read(ReadOnlySpan<byte> form) => System.Text.Unicode.Utf8.IsValid(form) ? Read(Encoding.UTF8.GetString(form)) : null;

    public static Parameters? Read(string raw)
    {
        var pairs = new List<(string, string, string)>();
        foreach (var part in raw.Split('&', StringSplitOptions.RemoveEmptyEntries))
        {
            var equals = part.IndexOf('=');
            var name = PercentEncoding.Decode(equals < 0 ? part : part[..equals]);
            var value = PercentEncoding.Decode(equals < 0 ? "" : part[(equals + 1)..]);
            if (name is null || value is null) return null;
            pairs.Add((name, value, part));
        }

        return new Parameters(pairs);
    }
}
