using System.Collections.Immutable;
using System.Text.RegularExpressions;
using Compliance.Gateway.Admin;
using Compliance.Gateway.Model;

namespace Compliance.Gateway.Console.Filtering;

/// <summary>Reads a typed line. What can't be understood is reported token by token; nothing is guessed.</summary>
internal static partial class FilterReader
{
    /// <summary>More than anybody types, and than a filter that was clicked together holds.</summary>
    private const int Longest = 2_000;

    public static FilterReading Read(string? line)
    {
        if (line?.Length > Longest)
            return new FilterReading(FilterLine.Empty, [new FilterError(0, "", FilterFault.TooLong)]);
        var tokens = ImmutableArray.CreateBuilder<FilterToken>();
        var errors = ImmutableArray.CreateBuilder<FilterError>();
        Identity? person = null;
        foreach (var word in FilterWord.Split(line ?? ""))
        {
            var fault = Read(word, person is not null, out var token, out var found);
            if (fault is null && token is not null)
                fault = Conflict(tokens, token);
            if (fault is { } wrong)
                errors.Add(new FilterError(word.Start, word.Text, wrong));
            else if (found is not null)
                person = found;
            else if (!tokens.Contains(token!))
                tokens.Add(token!);
        }

        var read = new FilterLine(tokens.ToImmutable(), person);
        if (read.Receipt is { } receipt && (read.Tokens.Length > 1 || person is not null))
            errors.Add(new FilterError(0, receipt, FilterFault.ReceiptAlone));
        if (errors.Count == 0 && FilterEffects.Fault(read) is { } effects)
            errors.Add(new FilterError(0, string.Join(' ', read.Tokens.Where(token => token.Key == FilterKey.Effect)), effects));
        return new FilterReading(read, errors.ToImmutable());
    }

    private static FilterFault? Read(FilterWord word, bool hasPerson, out FilterToken? token, out Identity? person)
    {
        (token, person) = (null, null);
        if (word.QuoteIsOpen)
            return FilterFault.OpenQuote;
        if (TypedPerson.Looks(word))
        {
            if (word.Negated)
                return FilterFault.NotNegatable;
            return TypedPerson.Read(word, out person) ?? (hasPerson ? FilterFault.Twice : null);
        }

        var key = word.Key is { } name ? FilterKey.Find(name) : FilterKey.Period;
        if (key is null)
            return FilterFault.UnknownKey;
        var values = key == FilterKey.Period ? [word.Rest] : word.Values;
        if (values.IsEmpty || values[0].Length == 0)
            return FilterFault.NoValue;
        if (word.Negated && !key.CanBeNegated)
            return FilterFault.NotNegatable;
        if (values.Length > 1 && !key.CanBeNegated)
            return FilterFault.OneValueOnly;
        var kept = ImmutableArray.CreateBuilder<string>(values.Length);
        foreach (var value in values)
        {
            if (Kept(key, value) is not { } known)
                return Unknown(key, word.Key is null);
            if (key != FilterKey.Receipt && PersonalText.Holds(known))
                return FilterFault.PersonalValue;
            if (!kept.Contains(known))
                kept.Add(known);
        }

        token = new FilterToken(key, kept.ToImmutable(), word.Negated);
        return null;
    }

    private static string? Kept(FilterKey key, string value)
    {
        if (key == FilterKey.From || key == FilterKey.To)
            return FilterTime.Normalise(value);
        if (key == FilterKey.Law)
            return LawForm().Match(value) is { Success: true } law ? $"{law.Groups[1].Value}/{law.Groups[2].Value}" : null;
        return key.Value(value);
    }

    private static FilterFault Unknown(FilterKey key, bool bare) =>
        key.English switch
        {
            "channel" or "family" => FilterFault.UnknownChannel,
            "effect" => FilterFault.UnknownEffect,
            "category" => FilterFault.UnknownCategory,
            "law" => FilterFault.UnknownLaw,
            "period" => bare ? FilterFault.UnknownWord : FilterFault.UnknownPeriod,
            _ => FilterFault.UnknownTime,
        };

    /// <summary>There is one beginning and one end.</summary>
    private static FilterFault? Conflict(ImmutableArray<FilterToken>.Builder tokens, FilterToken added)
    {
        if (added.Key.CanBeNegated || tokens.Contains(added))
            return null;
        var same = tokens.Any(token =>
            token.Key == added.Key
            || (token.Key == FilterKey.Period && added.Key.IsTime)
            || (added.Key == FilterKey.Period && token.Key.IsTime)
        );
        if (same)
            return FilterFault.Twice;
        return added.Key.IsTime && tokens.FirstOrDefault(token => token.Key.IsTime) is { } other && FilterTime.IsEmpty(other, added)
            ? FilterFault.EmptyTime
            : null;
    }

    /// <summary><c>个人信息保护法/13(2)</c>, or as people write it: <c>《个人信息保护法》第13条</c>.</summary>
    [GeneratedRegex(@"^《?([^《》]*[^《》\s第])》?\s*(?:/|第)\s*([0-9][0-9A-Za-z.()-]*)\s*条?$", RegexOptions.NonBacktracking)]
    private static partial Regex LawForm();
}
