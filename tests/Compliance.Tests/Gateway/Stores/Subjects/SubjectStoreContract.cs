using Compliance.Audit;
using Compliance.Gateway.Stores.Subjects;
using Compliance.Rules.Facts;

namespace Compliance.Tests.Gateway.Stores.Subjects;

/// <summary>What every store of people keeps.</summary>
public abstract class SubjectStoreContract : StoreContract
{
    private protected abstract ISubjectStore Store { get; }

    private async Task<Fact<SubjectAttributes>> OfAsync(PersonSlot person) =>
        (await Store.FindAsync([person], Bench.Clock.Now, default))[0];

    private Task TellAsync(params (PersonSlot Person, SubjectAttributes Attributes)[] told) =>
        Store.UpsertAsync([.. told.Select(one => new SubjectChange(one.Person, one.Attributes, Proved: false))], Bench.Clock.Now);

    [Fact]
    public async Task What_is_given_overwrites_and_what_is_not_given_stays()
    {
        var person = Bench.Person("subject:crm-1");
        Assert.Equal(FactState.Nothing, (await OfAsync(person)).State);
        await TellAsync((person, new SubjectAttributes(1990, "Asia/Shanghai")));
        Assert.Equal(new SubjectAttributes(1990, "Asia/Shanghai"), (await OfAsync(person)).Value);
        await TellAsync((person, new SubjectAttributes(1991, null)));
        Assert.Equal(new SubjectAttributes(1991, "Asia/Shanghai"), (await OfAsync(person)).Value);
    }

    [Fact]
    public async Task Of_two_slots_that_are_one_person_the_younger_year_counts()
    {
        var phone = Bench.Person("phone:+8613900000001");
        var wecom = Bench.Person("wecom:wm1");
        await TellAsync((phone, new SubjectAttributes(1990, null)), (wecom, new SubjectAttributes(2012, "Asia/Urumqi")));
        var root = Bench.Person("phone:+8613900000001", "wecom:wm1");
        Assert.Equal(new SubjectAttributes(2012, "Asia/Urumqi"), (await OfAsync(root)).Value);
    }

    [Fact]
    public async Task Segments_are_replaced_whole_and_two_slots_of_one_person_carry_both_ones()
    {
        var phone = Bench.Person("phone:+8613900000001");
        var wecom = Bench.Person("wecom:wm1");
        await TellAsync(
            (phone, new SubjectAttributes(null, null, "310115", ["vip", "老客"])),
            (wecom, new SubjectAttributes(null, null, null, ["new"]))
        );
        await TellAsync((phone, new SubjectAttributes(1990, null)));
        Assert.Equal(["vip", "老客"], (await OfAsync(phone)).Value!.Segments.ToArray());
        var root = Bench.Person("phone:+8613900000001", "wecom:wm1");
        Assert.Equal("310115", (await OfAsync(root)).Value!.Region);
        Assert.Equal(["new", "vip", "老客"], (await OfAsync(root)).Value!.Segments.Order(StringComparer.Ordinal));
        await TellAsync((phone, new SubjectAttributes(null, null, null, [])), (wecom, new SubjectAttributes(null, null, null, [])));
        Assert.Empty((await OfAsync(root)).Value!.Segments);
    }

    [Fact]
    public async Task A_lost_file_is_unavailable_and_forgetting_leaves_nothing()
    {
        var person = Bench.Person("subject:crm-1");
        await TellAsync((person, new SubjectAttributes(1990, null)));
        await LoseAsync();
        Assert.Equal(FactState.Unavailable, (await OfAsync(person)).State);
        await BringBackAsync();
        Assert.Equal(FactState.Known, (await OfAsync(person)).State);
        await Store.ForgetAsync([person]);
        Assert.Equal(FactState.Nothing, (await OfAsync(person)).State);
    }

    [Fact]
    public async Task An_older_year_waits_a_day_and_a_younger_one_does_not()
    {
        var person = Bench.Person("subject:crm-1");
        await TellAsync((person, new SubjectAttributes(2010, null)));
        await TellAsync((person, new SubjectAttributes(1990, null)));
        Assert.Equal(2010, (await OfAsync(person)).Value!.BirthYear);
        Bench.Clock.Now += TimeSpan.FromHours(12);
        await TellAsync((person, new SubjectAttributes(1990, null)));
        Bench.Clock.Now += TimeSpan.FromHours(12);
        Assert.Equal(1990, (await OfAsync(person)).Value!.BirthYear);
        await TellAsync((person, new SubjectAttributes(2012, null)));
        Assert.Equal(2012, (await OfAsync(person)).Value!.BirthYear);
        await Store.UpsertAsync([new SubjectChange(person, new SubjectAttributes(1985, null), Proved: true)], Bench.Clock.Now);
        Assert.Equal(1985, (await OfAsync(person)).Value!.BirthYear);
    }

    [Fact]
    public async Task After_a_change_of_zone_the_zones_of_before_hold_for_a_day()
    {
        var person = Bench.Person("subject:crm-1");
        await TellAsync((person, new SubjectAttributes(null, "Asia/Shanghai")));
        await TellAsync((person, new SubjectAttributes(null, "Europe/London")));
        await TellAsync((person, new SubjectAttributes(null, "Asia/Tokyo")));
        var known = (await OfAsync(person)).Value!;
        Assert.Equal("Asia/Tokyo", known.TimeZone);
        Assert.Equal(["Asia/Shanghai", "Europe/London"], known.FormerTimeZones.Order(StringComparer.Ordinal));
        Bench.Clock.Now += TimeSpan.FromHours(24);
        Assert.Empty((await OfAsync(person)).Value!.FormerTimeZones);
    }

    [Fact]
    public async Task Two_slots_of_one_person_in_two_zones_are_quiet_in_both()
    {
        var phone = Bench.Person("phone:+8613900000001");
        var wecom = Bench.Person("wecom:wm1");
        await TellAsync((phone, new SubjectAttributes(null, "Asia/Shanghai")), (wecom, new SubjectAttributes(null, "Asia/Urumqi")));
        var known = (await OfAsync(Bench.Person("phone:+8613900000001", "wecom:wm1"))).Value!;
        Assert.Equal(["Asia/Shanghai", "Asia/Urumqi"], known.FormerTimeZones.Add(known.TimeZone!).Order(StringComparer.Ordinal));
    }
}
