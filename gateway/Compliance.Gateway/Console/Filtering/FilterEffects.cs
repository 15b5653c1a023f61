using System.Collections.Immutable;
using Compliance.Audit;

namespace Compliance.Gateway.Console.Filtering;

/// <summary>
/// A decision is permit, partial or deny; the log knows only that somebody was permitted and that somebody was denied. What several
/// tokens leave of the three is said in those two terms.
/// </summary>
internal static class FilterEffects
{
    private static readonly Term Permit = new("effect", "permit"),
        Deny = new("effect", "deny");

    [Flags]
    private enum Left
    {
        None = 0,
        Permit = 1,
        Partial = 2,
        Deny = 4,
        All = 7,
    }

    public static FilterFault? Fault(FilterLine line) =>
        Of(line) switch
        {
            Left.None => FilterFault.EffectsTogether,
            Left.Permit | Left.Deny when line.Person is null => FilterFault.EffectsTogether,
            Left.Partial when line.Person is not null => FilterFault.PartialOfPerson,
            _ => null,
        };

    public static (ImmutableArray<Term> Terms, ImmutableArray<Term> Without) Terms(FilterLine line) =>
        Of(line) switch
        {
            Left.Permit => ([Permit], [Deny]),
            Left.Deny => ([Deny], [Permit]),
            Left.Partial => ([Permit, Deny], []),
            Left.Permit | Left.Partial => ([Permit], []),
            Left.Partial | Left.Deny => ([Deny], []),
            _ => ([], []),
        };

    private static Left Of(FilterLine line)
    {
        var left = Left.All;
        foreach (var token in line.Tokens.Where(token => token.Key == FilterKey.Effect))
        {
            var named = token.Values.Aggregate(
                Left.None,
                (sum, value) =>
                    sum
                    | value switch
                    {
                        "permit" => Left.Permit,
                        "partial" => Left.Partial,
                        _ => Left.Deny,
                    }
            );
            left &= token.Negated ? ~named : named;
        }

        return left;
    }
}
