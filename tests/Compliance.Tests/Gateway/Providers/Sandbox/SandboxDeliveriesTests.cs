using Compliance.Gateway.Providers.Sandbox;

namespace Compliance.Tests.Gateway.Providers.Sandbox;

public sealed class SandboxDeliveriesTests
{
    [Theory]
    [InlineData(10_001, 1, 10_000)]
    [InlineData(20, 4 << 20, 8)]
    [InlineData(2, 64 << 20, 1)]
    public void The_oldest_go_when_there_are_too_many_or_they_are_too_large(int count, int characters, int kept)
    {
        var deliveries = new SandboxDeliveries();
        var body = new string('x', characters);
        for (var each = 0; each < count; each++)
            deliveries.Add(new SandboxDelivery(default, "wecom", $"{each}", [], body));
        Assert.Equal(
            Enumerable.Range(count - kept, kept).Select(each => $"{each}"),
            deliveries.All().Select(delivery => delivery.Endpoint)
        );
    }
}
