using System.Text;
using System.Text.Unicode;

namespace Compliance.Gateway.Providers.Wire;

/// <summary>A query or an urlencoded form, decoded. What is not changed is written again as it came, byte for byte.</summary>
internal sealed class Parameters
{
    // Empty parts (a trailing &) say nothing and stay where they are.
    private readonly List<Parameter> _parts;

    private Parameters(IEnumerable<Parameter> parts)
    {
        _parts = [.. parts];
        Pairs = [.. _parts.Where(part => part.Written.Length > 0)];
    }

    public static Parameters None { get; } = new([]);

    public IReadOnlyList<Parameter> Pairs { get; }

    public string? Find(string name) => Pairs.Where(pair => pair.Name == name).Select(pair => pair.Value).FirstOrDefault();

    /// <summary>A name that stands twice, in whatever case: readers differ in which one counts. Null when there is none.</summary>
    public string? Doubled() =>
        Pairs.GroupBy(pair => pair.Name, StringComparer.OrdinalIgnoreCase).FirstOrDefault(same => same.Count() > 1)?.Key;

    public Parameters And(Parameters other) => new(_parts.Concat(other._parts));

    public Parameters Without(IReadOnlyCollection<string> names) => new(_parts.Where(part => !names.Contains(part.Name)));

    public Parameters With(IReadOnlyDictionary<string, string> changed) =>
        new(_parts.Select(part => changed.TryGetValue(part.Name, out var value) ? Parameter.Write(part.Name, value) : part));

    public override string ToString() => Pairs.Count == 0 ? "" : string.Join('&', _parts.Select(part => part.Written));

    /// <summary>Sorted by name and strictly encoded, as Aliyun signs it.</summary>
    public string Canonical() =>
        string.Join(
            '&',
            Pairs.OrderBy(pair => pair.Name, StringComparer.Ordinal).Select(pair => Parameter.Write(pair.Name, pair.Value).Written)
        );

    /// <summary>Null when an escape is broken or is no UTF-8.</summary>
    public static Parameters? Read(ReadOnlySpan<byte> form) => Utf8.IsValid(form) ? Read(Encoding.UTF8.GetString(form)) : null;

    public static Parameters? Read(string raw)
    {
        var parts = new List<Parameter>();
        foreach (var part in raw.Split('&'))
        {
            var equals = part.IndexOf('=');
            var name = PercentEncoding.Decode(equals < 0 ? part : part[..equals]);
            var value = PercentEncoding.Decode(equals < 0 ? "" : part[(equals + 1)..]);
            if (name is null || value is null)
                return null;
            parts.Add(new Parameter(name, value, part));
        }

        return new Parameters(parts);
    }
}

/// <param name="Written">As it stands on the wire, with its name.</param>
internal readonly record struct Parameter(string Name, string Value, string Written)
{
    public static Parameter Write(string name, string value) =>
        new(name, value, $"{PercentEncoding.Encode(name)}={PercentEncoding.Encode(value)}");
}
