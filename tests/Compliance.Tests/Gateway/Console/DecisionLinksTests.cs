using Compliance.Gateway.Console;
using Compliance.Gateway.Console.Filtering;

namespace Compliance.Tests.Gateway.Console;

public sealed class DecisionLinksTests
{
    private static readonly DateTimeOffset Day = new(2026, 11, 21, 0, 0, 0, TimeSpan.FromHours(8));

    [Fact]
    public void A_link_is_read_as_the_filter_that_it_was_made_of()
    {
        FilterToken[] tokens =
        [
            .. DecisionLinks.Between(Day, Day.AddDays(7)),
            DecisionLinks.Channel("tencent-sms"),
            DecisionLinks.Rule("gateway/below-minimum"),
            DecisionLinks.Removing,
        ];
        var link = DecisionLinks.To(tokens);
        var reading = FilterReader.Read(Uri.UnescapeDataString(link[(link.IndexOf("q=", StringComparison.Ordinal) + 2)..]));
        Assert.Empty(reading.Errors);
        Assert.Equal(tokens, reading.Line.Tokens.AsEnumerable());
    }

    [Theory]
    [InlineData(24, "从:2026-11-21 到:2026-11-21")]
    [InlineData(1, "从:2026-11-21T00:00 到:2026-11-21T01:00")]
    public void Whole_days_are_said_as_days(int hours, string line) =>
        Assert.Equal(line, new FilterLine([.. DecisionLinks.Between(Day, Day.AddHours(hours))]).ToString());
}
