using Compliance.Gateway.Stores.Activity;
using FsCheck;
using FsCheck.Fluent;

namespace Compliance.Tests.Gateway.Stores.Activity;

public sealed class RecentCountTests
{
    private static readonly DateTimeOffset Start = new(2026, 11, 21, 4, 0, 0, TimeSpan.Zero);

    [Fact]
    public void What_is_older_than_sixty_seconds_does_not_count()
    {
        var count = new RecentCount();
        Assert.Equal(0, count.Add(Start, 100));
        Assert.Equal(100, count.Add(Start.AddSeconds(59), 5));
        Assert.Equal(5, count.Add(Start.AddSeconds(60), 0));
        Assert.Equal(0, count.Add(Start.AddSeconds(119), 0));
    }

    [Fact]
    public void What_is_taken_back_counts_no_more_and_never_twice()
    {
        var count = new RecentCount();
        count.Add(Start, 100);
        count.Add(Start.AddSeconds(10), 5);
        count.TakeBack(Start, 60);
        Assert.Equal(45, count.Add(Start.AddSeconds(20), 0));
        // The bucket of that second belongs to another minute now: the hundred left by themselves.
        Assert.Equal(5, count.Add(Start.AddSeconds(60), 7));
        count.TakeBack(Start, 40);
        Assert.Equal(12, count.Add(Start.AddSeconds(61), 0));
    }

    [Fact]
    public void It_agrees_with_a_plain_list_of_what_was_added()
    {
        Prop.ForAll<(byte Step, byte Count)[]>(steps =>
            {
                var count = new RecentCount();
                var added = new List<(long Second, int Count)>();
                var at = Start;
                foreach (var (step, people) in steps)
                {
                    at = at.AddSeconds(step % 90);
                    var second = at.ToUnixTimeSeconds();
                    Assert.Equal(added.Where(a => a.Second > second - 60).Sum(a => a.Count), count.Add(at, people));
                    added.Add((second, people));
                }
            })
            .QuickCheckThrowOnFailure();
    }

    [Fact]
    public void Of_many_at_once_each_sees_a_different_sum()
    {
        var count = new RecentCount();
        var seen = new int[1_000];
        Parallel.For(0, seen.Length, i => seen[i] = count.Add(Start, 1));
        Assert.Equal(Enumerable.Range(0, seen.Length), seen.Order());
    }
}
