using Compliance.Gateway.Stores.Activity;

namespace Compliance.Tests.Gateway.Stores.Activity;

public sealed class MemoryReplayStoreTests : ReplayStoreContract
{
    public MemoryReplayStoreTests() => Store = new MemoryReplayStore(Clock);

    private protected override SetClock Clock { get; } = new();

    private protected override IReplayStore Store { get; }
}
