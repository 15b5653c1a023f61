using Compliance.Gateway.Model;
using Microsoft.Extensions.Options;

namespace Compliance.Gateway.Pipeline;

/// <summary>
/// How many bytes of bodies are held at once. Who is named in the head takes from the large part; a stranger, and who names himself only in the body,
/// from a small one, so that nobody without a key can fill the memory that pushes need.
/// </summary>
internal sealed class BodyBudget(IOptions<GatewayOptions> options)
{
    /// <summary>Smaller bodies are free: as many as there may be connections.</summary>
    public const int Free = 64 * 1024;

    private const long Strangers = 16 * 1024 * 1024;

    private long _left = options.Value.Limits.BytesInFlight;
    private long _leftForStrangers = Strangers;

    /// <returns>To be disposed when the body is no longer held; null: there is no room now.</returns>
    public IDisposable? Take(long bytes, bool named) =>
        named
            ? Take(ref _left, bytes, back => Interlocked.Add(ref _left, back))
            : Take(ref _leftForStrangers, bytes, back => Interlocked.Add(ref _leftForStrangers, back));

    private static Lease? Take(ref long left, long bytes, Action<long> giveBack)
    {
        if (Interlocked.Add(ref left, -bytes) >= 0)
            return new Lease(bytes, giveBack);
        Interlocked.Add(ref left, bytes);
        return null;
    }

    private sealed class Lease(long bytes, Action<long> giveBack) : IDisposable
    {
        private Action<long>? _giveBack = giveBack;

        public void Dispose() => Interlocked.Exchange(ref _giveBack, null)?.Invoke(bytes);
    }
}
