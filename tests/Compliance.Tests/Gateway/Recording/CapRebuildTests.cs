using System.Collections.Immutable;
using System.Text;
using Compliance.Audit;
using Compliance.Gateway.Recording;
using Compliance.Gateway.Stores.Frequency;
using Compliance.Rules.Decisions;

namespace Compliance.Tests.Gateway.Recording;

public sealed class CapRebuildTests
{
    private static readonly DateTimeOffset At = new(2026, 11, 21, 4, 0, 0, TimeSpan.Zero);
    private static readonly PersonSlot Wang = new(11);
    private static readonly PersonSlot Li = new(12);

    private readonly MemoryCapStore _caps = new();

    /// <summary>A decision whose every person took a daily slot; <paramref name="both"/> = a weekly one on the same counter as well.</summary>
    private static EntryView Decision(string id, bool both, params PersonSlot?[] people) =>
        new()
        {
            Index = 0,
            Type = "decision",
            Id = id,
            At = At,
            Terms =
            [
                new Term("channel", "tencent-sms"),
                new Term("effect", "permit"),
                new Term("cap", "sms@2026-11-21"),
                new Term("cap", "sms@2026-W47"),
            ],
            All = [0],
            Subjects = [.. people.Select(slot => new SubjectView("p", both ? [1, 2, 3] : [1, 2], null, slot))],
            Body = Encoding.UTF8.GetBytes("{}"),
            Leaf = default,
        };

    private static EntryView Outcome(string of, string slots, params (PersonSlot Person, string Slots)[] rows) =>
        new()
        {
            Index = 1,
            Type = "outcome",
            Id = of + "o",
            Of = of,
            At = At.AddSeconds(1),
            Terms = rows.Length == 0 ? [new Term("slots", slots)] : [new Term("slots", "committed"), new Term("slots", "released")],
            All = rows.Length == 0 ? [0] : [],
            Subjects = [.. rows.Select(row => new SubjectView("p", [row.Slots == "released" ? 1 : 0], null, row.Person))],
            Body = Encoding.UTF8.GetBytes("{}"),
            Leaf = default,
        };

    private Task<int> RebuildAsync(params EntryView[] entries) => CapRebuild.RunAsync(_caps, entries, slot => slot);

    private async Task<int> HeldAsync(PersonSlot person)
    {
        for (var max = 1; max < 100; max++)
        {
            var demand = new PersonDemand(person, new Demand("cap", 0, "sms", "2026-11-21", At.AddHours(-12), max));
            if (!(await _caps.PeekAsync(At, [demand], default)).Refused[0])
                return max - 1;
        }

        throw new Xunit.Sdk.XunitException("nothing bounds what is held");
    }

    [Fact]
    public async Task A_decision_without_an_outcome_keeps_its_slots()
    {
        Assert.Equal(2, await RebuildAsync(Decision("a", both: false, Wang, Li)));
        Assert.Equal(1, await HeldAsync(Wang));
        Assert.Equal(1, await HeldAsync(Li));
    }

    [Fact]
    public async Task A_released_outcome_frees_all_and_a_committed_one_none()
    {
        Assert.Equal(
            1,
            await RebuildAsync(
                Decision("a", false, Wang),
                Outcome("a", "released"),
                Decision("b", false, Wang),
                Outcome("b", "committed"),
                Decision("c", false, Li),
                Outcome("c", "released")
            )
        );
        Assert.Equal(1, await HeldAsync(Wang));
        Assert.Equal(0, await HeldAsync(Li));
    }

    [Fact]
    public async Task A_mixed_outcome_frees_only_the_rows_that_say_so()
    {
        await RebuildAsync(Decision("a", false, Wang, Li), Outcome("a", "", (Wang, "committed"), (Li, "released")));
        Assert.Equal(1, await HeldAsync(Wang));
        Assert.Equal(0, await HeldAsync(Li));
    }

    [Fact]
    public async Task Two_windows_on_one_counter_are_one_slot_and_two_rows_of_one_person_are_two()
    {
        Assert.Equal(2, await RebuildAsync(Decision("a", both: true, Wang, Wang)));
        Assert.Equal(2, await HeldAsync(Wang));
    }

    [Fact]
    public async Task An_outcome_that_settles_later_takes_over_from_held()
    {
        await RebuildAsync(Decision("a", false, Wang), Outcome("a", "", (Wang, "committed")), Outcome("a", "released"));
        Assert.Equal(0, await HeldAsync(Wang));
    }

    [Fact]
    public async Task Who_was_erased_holds_nothing()
    {
        Assert.Equal(0, await RebuildAsync(Decision("a", false, (PersonSlot?)null)));
    }

    [Fact]
    public async Task Slots_of_linked_identities_count_with_their_root()
    {
        await CapRebuild.RunAsync(_caps, [Decision("a", false, Wang), Decision("b", false, Li)], _ => Li);
        Assert.Equal(2, await HeldAsync(Li));
    }
}
