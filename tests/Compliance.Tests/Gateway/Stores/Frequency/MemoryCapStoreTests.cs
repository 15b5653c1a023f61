using Compliance.Audit;
using Compliance.Gateway.Stores.Frequency;
using Compliance.Rules.Decisions;
using FsCheck;
using FsCheck.Fluent;

namespace Compliance.Tests.Gateway.Stores.Frequency;

public sealed class MemoryCapStoreTests : CapStoreContract
{
    private protected override ICapStore NewStore() => new MemoryCapStore();

    /// <summary>Against a plain list of slots: any order of people, counters and windows, over a year.</summary>
    [Fact]
    public void It_agrees_with_a_plain_list_and_forgets_nothing_that_counts()
    {
        Prop.ForAll<(byte Person, byte Counter, byte Hours, byte Days, byte Max, bool Back)[]>(steps =>
            {
                var caps = new MemoryCapStore();
                var taken = new List<(PersonSlot Person, string Counter, DateTimeOffset At)>();
                var at = new DateTimeOffset(2026, 1, 1, 0, 0, 0, TimeSpan.Zero);
                foreach (var step in steps)
                {
                    at = at.AddHours(step.Hours);
                    var (person, counter) = (new PersonSlot(1 + step.Person % 3), $"c{step.Counter % 2}");
                    var start = at.AddDays(-1 - step.Days % 31);
                    var max = 1 + step.Max % 4;
                    var full = taken.Count(slot => slot.Person == person && slot.Counter == counter && slot.At >= start) >= max;
                    PersonDemand[] demand = [new(person, new Demand("r", 0, counter, "w", start, max))];
                    Assert.Equal(full, caps.ReserveAsync(at, demand, default).AsTask().Result.Refused[0]);
                    if (full)
                        continue;
                    if (step.Back)
                        Assert.True(caps.ReleaseAsync(at, demand).IsCompletedSuccessfully);
                    else
                        taken.Add((person, counter, at));
                }
            })
            .QuickCheckThrowOnFailure();
    }
}
