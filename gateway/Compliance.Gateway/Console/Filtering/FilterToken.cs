using System.Collections.Immutable;
using System.Text;

namespace Compliance.Gateway.Console.Filtering;

/// <summary>One condition of a line: of these values one, or with <paramref name="Negated"/> none.</summary>
/// <param name="Values">In the kept spelling, each once. Never a person's identity.</param>
internal sealed record FilterToken(FilterKey Key, ImmutableArray<string> Values, bool Negated = false)
{
    public bool Equals(FilterToken? other) =>
        other is not null && Key == other.Key && Negated == other.Negated && Values.SequenceEqual(other.Values);

    public override int GetHashCode() => HashCode.Combine(Key.English, Negated, Values.Length);

    /// <summary>As it would be typed.</summary>
    public override string ToString()
    {
        if (Key == FilterKey.Period)
            return Key.Show(Values[0]);
        var text = new StringBuilder(Negated ? "-" : "").Append(Key.Chinese).Append(':');
        return text.AppendJoin(',', Values.Select(value => Quote(Key == FilterKey.Channel ? value : Key.Show(value)))).ToString();
    }

    private static string Quote(string value) =>
        value.Any(c => char.IsWhiteSpace(c) || c is ',' or '，' or '"' or '“' or '”')
            ? $"\"{value.Replace("\"", "\"\"", StringComparison.Ordinal)}\""
            : value;
}
