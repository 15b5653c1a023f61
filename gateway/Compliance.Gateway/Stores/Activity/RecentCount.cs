namespace Compliance.Gateway.Stores.Activity;

/// <summary>A sum over the last 60 seconds, in buckets of a second: exact to the second, in constant space.</summary>
internal sealed class RecentCount
{
    private const int Seconds = 60;

    private readonly int[] _counts = new int[Seconds];
    private readonly long[] _second = new long[Seconds];
    private readonly Lock _lock = new();

    /// <returns>The sum before <paramref name="count"/> was added.</returns>
    public int Add(DateTimeOffset at, int count)
    {
        var second = at.ToUnixTimeSeconds();
        lock (_lock)
        {
            var before = Sum(second);
            if (count > 0)
            {
                var bucket = (int)(second % Seconds);
                if (_second[bucket] != second)
                {
                    _second[bucket] = second;
                    _counts[bucket] = 0;
                }

                _counts[bucket] += count;
            }

            return before;
        }
    }

    /// <summary>Of what was added at that time; what is older than the minute counts no more anyway.</summary>
    public void TakeBack(DateTimeOffset at, int count)
    {
        var second = at.ToUnixTimeSeconds();
        var bucket = (int)(second % Seconds);
        lock (_lock)
        {
            if (_second[bucket] == second)
                _counts[bucket] -= count;
        }
    }

    private int Sum(long now)
    {
        var sum = 0;
        for (var i = 0; i < Seconds; i++)
        {
            // A clock that went back leaves buckets of the future: they count, since they were used.
            if (_second[i] > now - Seconds)
                sum += _counts[i];
        }

        return sum;
    }
}
