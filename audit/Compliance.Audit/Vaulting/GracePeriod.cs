namespace Compliance.Audit.Vaulting;

/// <summary>Lets one thread wait until everybody who began before has ended, while others go on beginning.</summary>
internal sealed class GracePeriod
{
    private readonly int[] _inside = new int[2];
    private int _epoch;

    /// <returns>To be handed to <see cref="Leave"/>.</returns>
    public int Enter()
    {
        while (true)
        {
            var epoch = Volatile.Read(ref _epoch);
            Interlocked.Increment(ref _inside[epoch & 1]);
            if (Volatile.Read(ref _epoch) == epoch)
                return epoch;
            Interlocked.Decrement(ref _inside[epoch & 1]);
        }
    }

    public void Leave(int epoch) => Interlocked.Decrement(ref _inside[epoch & 1]);

    /// <summary>One caller at a time.</summary>
    public async Task WaitAsync()
    {
        var epoch = Interlocked.Increment(ref _epoch) - 1;
        while (Volatile.Read(ref _inside[epoch & 1]) > 0)
            await Task.Delay(1);
    }
}
