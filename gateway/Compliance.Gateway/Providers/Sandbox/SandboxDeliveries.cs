namespace Compliance.Gateway.Providers.Sandbox;

/// <summary>What the sandbox vendor received and accepted, newest last; the oldest go when there are too many, or when they grow too large together.</summary>
internal sealed class SandboxDeliveries
{
    private const int Most = 10_000;
    private const long MostCharacters = 32L << 20;

    private readonly Lock _lock = new();
    private readonly Queue<SandboxDelivery> _deliveries = [];
    private long _characters;

    public void Add(SandboxDelivery delivery)
    {
        lock (_lock)
        {
            _deliveries.Enqueue(delivery);
            _characters += delivery.Body.Length;
            while (_deliveries.Count > Most || (_characters > MostCharacters && _deliveries.Count > 1))
                _characters -= _deliveries.Dequeue().Body.Length;
        }
    }

    public IReadOnlyList<SandboxDelivery> All()
    {
        lock (_lock)
            return [.. _deliveries];
    }
}

/// <param name="Endpoint">The provider's name for the call.</param>
/// <param name="Recipients">As they stood on the wire.</param>
/// <param name="Body">What was sent: the JSON body, or query and form parameters.</param>
internal sealed record SandboxDelivery(DateTimeOffset At, string Channel, string Endpoint, IReadOnlyList<string> Recipients, string Body);
