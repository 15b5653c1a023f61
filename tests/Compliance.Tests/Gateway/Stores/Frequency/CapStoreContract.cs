using Compliance.Audit;
using Compliance.Gateway.Stores.Frequency;
using Compliance.Rules.Decisions;

namespace Compliance.Tests.Gateway.Stores.Frequency;

/// <summary>What every cap store keeps, wherever it counts.</summary>
public abstract class CapStoreContract
{
    private static readonly DateTimeOffset Now = new(2026, 11, 21, 4, 0, 0, TimeSpan.Zero);
    private static readonly DateTimeOffset Today = new(2026, 11, 20, 16, 0, 0, TimeSpan.Zero);

    private protected static readonly PersonSlot Wang = new(11);
    private protected static readonly PersonSlot Li = new(12);

    private protected abstract ICapStore NewStore();

    private static PersonDemand Daily(PersonSlot person, int recipient = 0, int max = 2, string counter = "cap-sms-daily") =>
        new(person, new Demand("cap-sms-daily", recipient, counter, "2026-11-21", Today, max));

    private static void AssertRefused(bool[] expected, Grants grants) => Assert.Equal(expected, grants.Refused.ToArray());

    private async Task<bool> GetsOneAsync(ICapStore caps, PersonDemand demand, DateTimeOffset? at = null) =>
        !(await caps.ReserveAsync(at ?? Now, [demand], default)).Refused[0];

    [Fact]
    public async Task The_slot_after_the_last_is_refused()
    {
        var caps = NewStore();
        Assert.True(await GetsOneAsync(caps, Daily(Wang)));
        Assert.True(await GetsOneAsync(caps, Daily(Wang)));
        Assert.False(await GetsOneAsync(caps, Daily(Wang)));
        Assert.True(await GetsOneAsync(caps, Daily(Li)));
    }

    [Fact]
    public async Task What_the_log_says_is_held_counts_over_any_maximum()
    {
        var caps = NewStore();
        await caps.RestoreAsync(Now, [(Wang, "cap-sms-daily"), (Wang, "cap-sms-daily"), (Wang, "cap-sms-daily"), (Li, "other")]);
        Assert.False(await GetsOneAsync(caps, Daily(Wang, max: 3)));
        Assert.True(await GetsOneAsync(caps, Daily(Wang, max: 4)));
        Assert.True(await GetsOneAsync(caps, Daily(Li, max: 1)));
    }

    [Fact]
    public async Task No_demand_needs_no_grant()
    {
        Assert.Empty((await NewStore().ReserveAsync(Now, [], default)).Refused);
    }

    [Fact]
    public async Task A_slot_given_back_is_free_and_a_committed_one_is_not()
    {
        var caps = NewStore();
        PersonDemand[] one = [Daily(Wang, max: 1)];
        Assert.True(await GetsOneAsync(caps, one[0]));
        await caps.ReleaseAsync(Now, one);
        Assert.True(await GetsOneAsync(caps, one[0]));
        await caps.CommitAsync(Now, one);
        Assert.False(await GetsOneAsync(caps, one[0]));
    }

    [Fact]
    public async Task Giving_back_what_is_not_held_frees_nothing()
    {
        var caps = NewStore();
        Assert.True(await GetsOneAsync(caps, Daily(Wang, max: 1)));
        await caps.ReleaseAsync(Now.AddSeconds(1), [Daily(Wang, max: 1)]);
        Assert.False(await GetsOneAsync(caps, Daily(Wang, max: 1)));
    }

    [Fact]
    public async Task A_recipient_gets_all_of_his_demands_or_none_and_others_are_not_concerned()
    {
        var caps = NewStore();
        Assert.True(await GetsOneAsync(caps, Daily(Wang, max: 1, counter: "full")));
        var grants = await caps.ReserveAsync(Now, [Daily(Wang, 0, 1, "full"), Daily(Wang, 0, 1, "free"), Daily(Li, 1, 1, "free")], default);
        // Only the cap that is full is refused, so that the decision names it and no other.
        AssertRefused([true, false, false], grants);
        // Nothing of the refused recipient stays held.
        Assert.True(await GetsOneAsync(caps, Daily(Wang, max: 1, counter: "free")));
    }

    [Fact]
    public async Task Two_recipients_who_are_one_person_take_two_slots()
    {
        var caps = NewStore();
        var grants = await caps.ReserveAsync(Now, [Daily(Wang, 0, 1), Daily(Wang, 1, 1)], default);
        AssertRefused([false, true], grants);
    }

    [Fact]
    public async Task Demands_of_one_recipient_on_one_counter_take_one_slot_together()
    {
        var caps = NewStore();
        var weekly = new PersonDemand(Wang, new Demand("cap-weekly", 0, "sms", "2026-W47", Today.AddDays(-5), 3));
        var daily = new PersonDemand(Wang, new Demand("cap-daily", 0, "sms", "2026-11-21", Today, 2));
        AssertRefused([false, false], await caps.ReserveAsync(Now, [daily, weekly], default));
        AssertRefused([false, false], await caps.ReserveAsync(Now, [daily, weekly], default));
        AssertRefused([true, false], await caps.ReserveAsync(Now, [daily, weekly], default));
        await caps.ReleaseAsync(Now, [daily, weekly]);
        AssertRefused([false, false], await caps.ReserveAsync(Now, [daily, weekly], default));
    }

    [Fact]
    public async Task A_shadow_cap_says_that_it_is_full_counts_on_and_keeps_nobody_from_his_other_slots()
    {
        var caps = NewStore();
        var watched = new PersonDemand(Wang, new Demand("cap-watched", 0, "watched", "2026-11-21", Today, 1, shadow: true));
        var daily = new PersonDemand(Wang, new Demand("cap-daily", 0, "sms", "2026-11-21", Today, 2));
        AssertRefused([false, false], await caps.ReserveAsync(Now, [watched, daily], default));
        AssertRefused([true, false], await caps.ReserveAsync(Now, [watched, daily], default));
        AssertRefused([true, true], await caps.ReserveAsync(Now, [watched, daily], default));
    }

    [Fact]
    public async Task Slots_before_the_window_do_not_count()
    {
        var caps = NewStore();
        Assert.True(await GetsOneAsync(caps, Daily(Wang, max: 1), Today.AddMilliseconds(-1)));
        Assert.True(await GetsOneAsync(caps, Daily(Wang, max: 1), Today));
        Assert.False(await GetsOneAsync(caps, Daily(Wang, max: 1), Now));
    }

    [Fact]
    public async Task A_rolling_window_opens_as_its_slots_grow_old()
    {
        var caps = NewStore();
        PersonDemand Rolling(DateTimeOffset at) => new(Wang, new Demand("cap-24h", 0, "cap-24h", "rolling-24h", at.AddHours(-24), 1));
        Assert.True(await GetsOneAsync(caps, Rolling(Now), Now));
        Assert.False(await GetsOneAsync(caps, Rolling(Now.AddHours(23)), Now.AddHours(23)));
        Assert.True(await GetsOneAsync(caps, Rolling(Now.AddHours(25)), Now.AddHours(25)));
    }

    [Fact]
    public async Task A_shadow_cap_counts_and_never_refuses()
    {
        var caps = NewStore();
        for (var i = 0; i < 5; i++)
            Assert.True(await GetsOneAsync(caps, Daily(Wang, max: int.MaxValue)));
        Assert.False(await GetsOneAsync(caps, Daily(Wang, max: 5)));
    }

    [Fact]
    public async Task Peeking_takes_nothing_and_answers_as_reserving_would()
    {
        var caps = NewStore();
        PersonDemand[] batch = [Daily(Wang, 0, 1), Daily(Wang, 1, 1), Daily(Li, 2, 1)];
        AssertRefused([false, true, false], await caps.PeekAsync(Now, batch, default));
        AssertRefused([false, true, false], await caps.PeekAsync(Now, batch, default));
        AssertRefused([false, true, false], await caps.ReserveAsync(Now, batch, default));
        AssertRefused([true, true, true], await caps.PeekAsync(Now, batch, default));
    }

    [Fact]
    public async Task After_a_link_both_slots_count_together_under_either_name()
    {
        var caps = NewStore();
        Assert.True(await GetsOneAsync(caps, Daily(Wang)));
        Assert.True(await GetsOneAsync(caps, Daily(Li)));
        await caps.MergeAsync(Wang, Li);
        Assert.False(await GetsOneAsync(caps, Daily(Li)));
        Assert.False(await GetsOneAsync(caps, Daily(Wang)));
        // A push that resolved the person before the link gives back under the old name.
        await caps.ReleaseAsync(Now, [Daily(Wang)]);
        Assert.True(await GetsOneAsync(caps, Daily(Li)));
    }

    [Fact]
    public async Task Of_many_at_once_exactly_the_cap_gets_through()
    {
        var caps = NewStore();
        var grants = await Task.WhenAll(
            Enumerable.Range(0, 200).Select(i => Task.Run(() => GetsOneAsync(caps, Daily(Wang, max: 3), Now.AddMilliseconds(i))))
        );
        Assert.Equal(3, grants.Count(granted => granted));
    }
}
