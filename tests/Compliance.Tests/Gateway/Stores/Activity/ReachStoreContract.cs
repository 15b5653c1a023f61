using Compliance.Gateway.Stores.Activity;
using FsCheck;
using FsCheck.Fluent;

namespace Compliance.Tests.Gateway.Stores.Activity;

/// <summary>What every count of a sender's reach keeps.</summary>
public abstract class ReachStoreContract : StoreContract
{
    private static readonly DateTimeOffset Start = new(2026, 12, 2, 4, 30, 0, TimeSpan.Zero);

    private protected abstract IReachStore Store { get; }

    [Fact]
    public async Task It_says_what_there_was_before_and_takes_back_who_was_not_reached()
    {
        Assert.Equal(0, await Store.AddAsync("a", Start, 50));
        Assert.Equal(50, await Store.AddAsync("a", Start.AddMinutes(1), 10));
        Assert.Equal(60, await Store.AddAsync("a", Start.AddMinutes(2), -20));
        Assert.Equal(40, await Store.AddAsync("a", Start.AddMinutes(3), 0));
        Assert.Equal(0, await Store.AddAsync("b", Start.AddMinutes(3), 0));
    }

    [Fact]
    public async Task Of_two_at_once_the_second_sees_the_first()
    {
        var seen = await Task.WhenAll(Enumerable.Range(0, 100).Select(_ => Task.Run(async () => await Store.AddAsync("a", Start, 3))));
        Assert.Equal(Enumerable.Range(0, 100).Select(i => (int?)(3 * i)), seen.Order());
    }

    [Fact]
    public async Task A_restart_forgets_nothing_and_a_day_later_it_counts_no_more()
    {
        await Store.AddAsync("a", Start, 7);
        Restart();
        Assert.Equal(7, await Store.AddAsync("a", Start.AddHours(23), 2));
        Assert.Equal(2, await Store.AddAsync("a", Start.AddHours(IReachStore.Hours + 1), 0));
    }

    [Fact]
    public async Task A_lost_file_is_unavailable_and_never_nobody_reached()
    {
        await Store.AddAsync("a", Start, 7);
        Restart();
        await LoseAsync();
        Assert.Null(await Store.AddAsync("a", Start, 1));
        await BringBackAsync();
        Assert.Equal(7, await Store.AddAsync("a", Start, 0));
    }

    [Fact]
    public void It_counts_as_a_list_of_hours_would() =>
        Prop.ForAll(
                Gen.Choose(0, 40)
                    .SelectMany(hour => Gen.Choose(-5, 20).Select(people => (Hour: hour, People: people)))
                    .ListOf()
                    .ToArbitrary(),
                told =>
                {
                    var content = Guid.NewGuid().ToString("N");
                    var kept = new List<(int Hour, int People)>();
                    foreach (var (hour, people) in told.OrderBy(one => one.Hour))
                    {
                        var before = Math.Max(0, kept.Where(one => one.Hour >= hour - IReachStore.Hours).Sum(one => one.People));
                        if (Store.AddAsync(content, Start.AddHours(hour), people).AsTask().GetAwaiter().GetResult() != before)
                            return false;
                        kept.Add((hour, people));
                    }

                    return true;
                }
            )
            .QuickCheckThrowOnFailure();
}
