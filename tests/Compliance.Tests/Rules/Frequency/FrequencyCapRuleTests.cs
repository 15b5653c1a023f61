using Compliance.Rules.Decisions;
using Compliance.Rules.Facts;
using Compliance.Rules.Frequency;

namespace Compliance.Tests.Rules.Frequency;

public sealed class FrequencyCapRuleTests
{
    private static Demand Demand(CapWindow window, string at, string? zone = null, FrequencyCapRule? cap = null)
    {
        var message = Given.Sms() with { At = DateTimeOffset.Parse(at) };
        var person = Given.Agreed with { TimeZone = zone is null ? Fact.Nothing<string>() : Fact.Known(zone) };
        return Assert.Single(
            Given.Engine.Draft(message, Given.Facts(person), Given.Set(Given.ConsentRule, cap ?? Given.Cap(window: window))).Demands
        );
    }

    [Theory]
    [InlineData(CapWindow.CalendarDay, "2026-11-21T12:00:00+08:00", null, "2026-11-21", "2026-11-20T16:00:00Z")]
    [InlineData(CapWindow.CalendarDay, "2026-11-20T16:00:00Z", null, "2026-11-21", "2026-11-20T16:00:00Z")]
    [InlineData(CapWindow.CalendarDay, "2026-11-20T15:59:59Z", null, "2026-11-20", "2026-11-19T16:00:00Z")]
    [InlineData(CapWindow.CalendarDay, "2026-11-21T12:00:00+08:00", "America/New_York", "2026-11-20", "2026-11-20T05:00:00Z")]
    [InlineData(CapWindow.CalendarWeek, "2026-11-22T23:59:59+08:00", null, "2026-W47", "2026-11-15T16:00:00Z")]
    [InlineData(CapWindow.CalendarWeek, "2026-11-23T00:00:00+08:00", null, "2026-W48", "2026-11-22T16:00:00Z")]
    [InlineData(CapWindow.CalendarWeek, "2027-01-01T12:00:00+08:00", null, "2026-W53", "2026-12-27T16:00:00Z")]
    [InlineData(CapWindow.CalendarMonth, "2026-11-30T23:59:59+08:00", null, "2026-11", "2026-10-31T16:00:00Z")]
    [InlineData(CapWindow.Rolling, "2026-11-21T12:00:00+08:00", null, "24h", "2026-11-20T04:00:00Z")]
    // Clocks went forward at midnight in Cairo on 2026-04-24: the day began at one.
    [InlineData(CapWindow.CalendarDay, "2026-04-24T12:00:00+03:00", "Africa/Cairo", "2026-04-24", "2026-04-23T22:00:00Z")]
    public void The_window_is_that_of_the_messages_time_in_the_persons_zone(
        CapWindow window,
        string at,
        string? zone,
        string label,
        string start
    )
    {
        var demand = Demand(window, at, zone);
        Assert.Equal((label, DateTimeOffset.Parse(start)), (demand.Window, demand.WindowStart));
    }

    [Fact]
    public void A_zone_named_by_the_rule_counts_for_everybody()
    {
        var cap = Given.Cap() with
        {
            Cap = new()
            {
                Max = 2,
                Window = CapWindow.CalendarDay,
                Zone = "Asia/Shanghai",
            },
        };
        Assert.Equal("2026-11-21", Demand(CapWindow.CalendarDay, "2026-11-21T12:00:00+08:00", "America/New_York", cap).Window);
    }

    [Fact]
    public void Rules_can_share_a_counter()
    {
        var cap = Given.Cap() with
        {
            Cap = new()
            {
                Max = 2,
                Window = CapWindow.CalendarDay,
                Counter = "all-marketing",
            },
        };
        Assert.Equal(
            ("cap-sms-daily", "all-marketing", 2),
            (
                Demand(default, "2026-11-21T12:00:00+08:00", cap: cap).Rule,
                Demand(default, "2026-11-21T12:00:00+08:00", cap: cap).Counter,
                Demand(default, "2026-11-21T12:00:00+08:00", cap: cap).Max
            )
        );
        Assert.Equal("cap-sms-daily", Demand(CapWindow.CalendarDay, "2026-11-21T12:00:00+08:00").Counter);
    }

    [Fact]
    public void Each_recipient_of_a_batch_is_in_his_own_day()
    {
        var message = Given.Sms(recipients: 3);
        var facts = Given.Facts(Given.Agreed, Given.Agreed with { TimeZone = Fact.Known("America/New_York") }, Given.Agreed);
        var demands = Given.Engine.Draft(message, facts, Given.Set(Given.ConsentRule, Given.Cap())).Demands;
        Assert.Equal(["2026-11-21", "2026-11-20", "2026-11-21"], demands.Select(demand => demand.Window));
    }

    [Theory]
    [InlineData(CapWindow.Rolling, null, "recipient", "cap.hours")]
    [InlineData(CapWindow.CalendarDay, 24, "recipient", "cap.hours")]
    [InlineData(CapWindow.CalendarDay, null, "Mars/Olympus", "cap.zone")]
    public void Settings_that_can_not_be_meant_are_problems(CapWindow window, int? hours, string zone, string key) =>
        Assert.Equal(
            key,
            Assert
                .Single(
                    (
                        Given.Cap() with
                        {
                            Cap = new()
                            {
                                Max = 1,
                                Window = window,
                                Hours = hours,
                                Zone = zone,
                            },
                        }
                    ).Problems()
                )
                .Key
        );
}
