using System.Collections.Immutable;
using System.Globalization;
using Compliance.Gateway.Console.Filtering;

namespace Compliance.Gateway.Console.Pages;

/// <summary>A search as it stands in an address. Every page that was turned stays in it, so that "newer" leads back to exactly the same page.</summary>
/// <param name="Person">The encrypted person.</param>
internal sealed record DecisionsAddress(FilterLine Line, string? Person, ImmutableArray<string> Cursors)
{
    private const int MostCursors = 200;

    /// <returns>Empty when it isn't a list of cursors.</returns>
    public static ImmutableArray<string> ReadCursors(string? text)
    {
        var cursors = (text ?? "").Split(',', StringSplitOptions.RemoveEmptyEntries);
        return cursors.All(cursor => long.TryParse(cursor, NumberStyles.None, CultureInfo.InvariantCulture, out _))
            ? [.. cursors.TakeLast(MostCursors)]
            : [];
    }

    public DecisionsAddress Older(string cursor) => this with { Cursors = [.. Cursors.Append(cursor).TakeLast(MostCursors)] };

    public DecisionsAddress Newer() => this with { Cursors = Cursors.RemoveAt(Cursors.Length - 1) };

    public DecisionsAddress Without(FilterToken token) => this with { Line = Line.Without(token), Cursors = [] };

    public DecisionsAddress WithoutPerson() => this with { Person = null, Cursors = [] };

    public DecisionsAddress With(FilterToken token) => this with { Line = Line with { Tokens = Line.Tokens.Add(token) }, Cursors = [] };

    public override string ToString() =>
        DecisionLinks.Path
        + QueryString.Create(
            new Dictionary<string, string?>
            {
                ["q"] = Line.ToString(),
                ["p"] = Person,
                ["c"] = string.Join(',', Cursors),
            }.Where(part => !string.IsNullOrEmpty(part.Value))
        );
}
