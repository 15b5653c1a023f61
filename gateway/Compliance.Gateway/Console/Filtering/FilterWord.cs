using System.Collections.Immutable;
using System.Text;

namespace Compliance.Gateway.Console.Filtering;

/// <summary>A token's parts before they mean anything: <c>-key:value,"other value"</c>.</summary>
/// <param name="Key">Null: there is no colon outside quotes.</param>
/// <param name="Rest">What follows the colon, or the whole, unquoted and with its commas.</param>
internal sealed record FilterWord(
    int Start,
    string Text,
    bool Negated,
    string? Key,
    string Rest,
    ImmutableArray<string> Values,
    bool QuoteIsOpen
)
{
    public static IEnumerable<FilterWord> Split(string line)
    {
        for (var at = 0; at < line.Length; )
        {
            if (char.IsWhiteSpace(line[at]))
            {
                at++;
                continue;
            }

            var start = at;
            yield return Read(line, start, ref at);
        }
    }

    private static FilterWord Read(string line, int start, ref int at)
    {
        var negated = line[at] is '-' or '－' or '−' && at + 1 < line.Length && !char.IsWhiteSpace(line[at + 1]);
        if (negated)
            at++;
        string? key = null;
        var (value, rest) = (new StringBuilder(), new StringBuilder());
        var values = ImmutableArray.CreateBuilder<string>();
        char? closing = null;
        for (; at < line.Length && (closing is not null || !char.IsWhiteSpace(line[at])); at++)
        {
            var c = line[at];
            if (closing is { } quote)
            {
                if (c != quote)
                    Take(c);
                else if (quote == '"' && at + 1 < line.Length && line[at + 1] == '"')
                    Take(line[++at]);
                else
                    closing = null;
            }
            else if (c is '"' or '“')
            {
                closing = c == '“' ? '”' : '"';
            }
            else if (c is ':' or '：' && key is null)
            {
                key = rest.ToString();
                value.Clear();
                rest.Clear();
                values.Clear();
            }
            else if (c is ',' or '，')
            {
                values.Add(value.ToString());
                value.Clear();
                rest.Append(',');
            }
            else
            {
                Take(c);
            }
        }

        values.Add(value.ToString());
        return new FilterWord(
            start,
            line[start..at],
            negated,
            key,
            rest.ToString(),
            [.. values.Where(one => one.Length > 0).Distinct()],
            closing is not null
        );

        void Take(char c)
        {
            value.Append(c);
            rest.Append(c);
        }
    }
}
