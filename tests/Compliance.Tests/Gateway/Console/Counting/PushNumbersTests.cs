using Compliance.Audit;
using Compliance.Gateway.Console.Counting;

namespace Compliance.Tests.Gateway.Console.Counting;

public sealed class PushNumbersTests
{
    private static readonly Period Week = Period.All(new DateTimeOffset(2026, 11, 21, 17, 0, 0, TimeSpan.Zero))[1];

    [Fact]
    public void Rates_are_what_their_formulas_say()
    {
        var numbers = new PushNumbers(
            Week,
            [
                new TallyCount(Week.From, "wecom", null, 10, 40),
                new TallyCount(Week.From, "wecom", new Term("effect", "permit"), 9, 30),
                new TallyCount(Week.From, "wecom", new Term("effect", "deny"), 3, 10),
                new TallyCount(Week.From, "wecom", new Term("rule", "cap"), 3, 10),
                new TallyCount(Week.From.AddDays(1), "sms", null, 1, 0),
                new TallyCount(Week.From.AddDays(1), "sms", new Term("effect", "deny"), 1, 0),
                new TallyCount(Week.From.AddDays(1), "sms", new Term("rule", "cap"), 1, 0),
            ]
        );
        Assert.Equal(new PushCounts(11, 40, 9, 4, 10), numbers.Total);
        Assert.Equal(2, numbers.Total.Refused);
        Assert.Equal(0.25, numbers.Total.Interception);
        Assert.Equal(4 / 11.0, numbers.Total.Violation);
        Assert.Equal(["wecom", "sms"], numbers.Channels.Select(channel => channel.Key));
        Assert.Equal(new RuleCounts(4, 10), Assert.Single(numbers.Rules).Value);
        Assert.Equal(1, numbers.Channel(Week.From.AddDays(1), "sms").Pushes);
    }

    [Fact]
    public void Nothing_divided_by_nothing_is_no_rate()
    {
        var numbers = new PushNumbers(Week, []);
        Assert.Null(numbers.Total.Interception);
        Assert.Null(numbers.Total.Violation);
    }

    [Fact]
    public void A_week_is_seven_whole_days_of_Beijing_and_ends_with_today()
    {
        Assert.Equal(new DateTimeOffset(2026, 11, 16, 0, 0, 0, TimeSpan.FromHours(8)), Week.From);
        Assert.Equal(["11-16", "11-17", "11-18", "11-19", "11-20", "11-21", "11-22"], Week.Buckets.Select(Week.Name));
        Assert.Equal(24, Period.All(Week.From)[0].Buckets.Count());
    }
}
