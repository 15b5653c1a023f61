using System.Collections.Immutable;
using Compliance.Audit;
using Compliance.Gateway.Providers;
using Compliance.Rules.Messages;

namespace Compliance.Gateway.Console.Filtering;

internal static class FilterQuery
{
    /// <summary>The line as the audit trail is asked for it.</summary>
    public static AuditQuery ToQuery(this FilterLine line, DateTimeOffset now)
    {
        var (terms, without) = FilterEffects.Terms(line);
        var anyOf = ImmutableArray<ImmutableArray<Term>>.Empty;
        foreach (var token in line.Tokens.Where(token => token.Key.Term is not null && token.Key != FilterKey.Effect))
        {
            ImmutableArray<Term> values = [.. token.Values.Select(value => new Term(TermName(token.Key, value), value))];
            if (token.Negated)
                without = without.AddRange(values);
            else if (values.Length == 1)
                terms = terms.AddRange(values);
            else
                anyOf = anyOf.Add(values);
        }

        var (from, to) = FilterTime.Range(line.Tokens, now);
        return new AuditQuery
        {
            Identity = line.Person?.Text,
            Terms = terms,
            AnyOf = anyOf,
            Without = without,
            From = from,
            To = to,
        };
    }

    /// <summary>Wherever a channel is asked for, a family's name means its members.</summary>
    private static string TermName(FilterKey key, string value) =>
        key == FilterKey.Channel && !ChannelCatalog.IsChannel(value) ? FilterKey.Family.Term! : key.Term!;
}
