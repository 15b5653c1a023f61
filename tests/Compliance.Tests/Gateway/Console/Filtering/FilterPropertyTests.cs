using Compliance.Gateway.Console.Filtering;
using FsCheck;
using FsCheck.Fluent;

namespace Compliance.Tests.Gateway.Console.Filtering;

public sealed class FilterPropertyTests
{
    private static readonly FilterKey[] Free = [FilterKey.Rule, FilterKey.Campaign, FilterKey.Sender];
    private static readonly FilterKey[] Fixed = [FilterKey.Channel, FilterKey.Family, FilterKey.Category];

    /// <summary>Whatever campaigns are called: blanks, quotes, commas, colons, minus signs, emoji.</summary>
    private static readonly Gen<string> Text = Gen.NonEmptyListOf(
            Gen.Elements("a", "7", "双", " ", "　", "\"", "“", "”", ",", "，", ":", "：", "-", "🎉", "\t")
        )
        .Select(string.Concat);

    private static readonly Gen<FilterToken> Tokens = Gen.OneOf(
        from key in Gen.Elements(Free)
        from values in Gen.NonEmptyListOf(Text)
        from negated in Gen.Elements(true, false)
        select new FilterToken(key, [.. values.Distinct()], negated),
        from key in Gen.Elements(Fixed)
        from values in Gen.NonEmptyListOf(Gen.Elements(key.Values.AsEnumerable()))
        from negated in Gen.Elements(true, false)
        select new FilterToken(key, [.. values.Select(value => value.Value).Distinct()], negated)
    );

    private static readonly Gen<FilterToken[]> Times = Gen.OneOf(
        Gen.Constant<FilterToken[]>([]),
        Gen.Elements(FilterKey.Period.Values.AsEnumerable()).Select(period => new[] { new FilterToken(FilterKey.Period, [period.Value]) }),
        Gen.Constant<FilterToken[]>([new(FilterKey.From, ["2026-11-01"]), new(FilterKey.To, ["2026-11-21T18:00"])])
    );

    [Fact]
    public void Every_line_reads_back_as_it_was_printed()
    {
        var lines = from tokens in Gen.ListOf(Tokens) from times in Times select new FilterLine([.. tokens.Concat(times).Distinct()]);
        Check.One(
            Config.QuickThrowOnFailure.WithMaxTest(1_000),
            Prop.ForAll(
                lines.ToArbitrary(),
                line =>
                {
                    var reading = FilterReader.Read(line.ToString());
                    return reading.Errors.IsEmpty && reading.Line == line;
                }
            )
        );
    }

    [Fact]
    public void Whatever_is_typed_gives_a_line_or_errors_and_never_an_exception()
    {
        Check.One(
            Config.QuickThrowOnFailure.WithMaxTest(2_000),
            Prop.ForAll(
                Gen.ListOf(Gen.OneOf(Text, Gen.Elements("规则:", "-", "\"", "人:", "1390000000", "phone:", "从:2026-11-01", "结果:放行")))
                    .Select(string.Concat)
                    .ToArbitrary(),
                typed =>
                {
                    var reading = FilterReader.Read(typed);
                    return FilterReader.Read(reading.Line.ToString()).Line.Tokens.SequenceEqual(reading.Line.Tokens)
                        || !reading.Errors.IsEmpty;
                }
            )
        );
    }
}
