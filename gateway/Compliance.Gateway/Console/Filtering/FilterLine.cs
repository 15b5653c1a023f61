using System.Collections.Immutable;
using Compliance.Gateway.Model;

namespace Compliance.Gateway.Console.Filtering;

/// <summary>What an officer asks for. The person stands apart and is never printed: lines go into addresses, addresses into logs and histories.</summary>
internal sealed record FilterLine(ImmutableArray<FilterToken> Tokens, Identity? Person = null)
{
    public static FilterLine Empty { get; } = new([]);

    /// <summary>Who asks by a receipt asks for nothing else; many look like phone numbers, so that none goes into an address either.</summary>
    public string? Receipt => Tokens.FirstOrDefault(token => token.Key == FilterKey.Receipt)?.Values[0];

    public bool Equals(FilterLine? other) => other is not null && Person == other.Person && Tokens.SequenceEqual(other.Tokens);

    public override int GetHashCode() => Tokens.Length;

    public FilterLine Without(FilterToken token) => this with { Tokens = Tokens.Remove(token) };

    /// <summary>All but the person, as it would be typed.</summary>
    public override string ToString() => string.Join(' ', Tokens);
}

/// <param name="Line">What could be understood.</param>
internal sealed record FilterReading(FilterLine Line, ImmutableArray<FilterError> Errors);

/// <param name="Start">Where the token begins in what was typed.</param>
/// <param name="Token">As typed; may be somebody's contact: for the eyes of who typed it alone.</param>
internal sealed record FilterError(int Start, string Token, FilterFault Fault);

internal enum FilterFault
{
    TooLong,
    UnknownKey,
    UnknownWord,
    NoValue,
    UnknownChannel,
    UnknownEffect,
    UnknownCategory,
    UnknownPeriod,
    UnknownLaw,
    UnknownTime,
    UnknownPerson,
    OpenidWithoutApp,
    OpenQuote,
    NotNegatable,
    OneValueOnly,
    Twice,
    EmptyTime,
    PersonalValue,
    EffectsTogether,
    PartialOfPerson,
    PersonInAddress,
    ReceiptAlone,
    ReceiptInAddress,
}
