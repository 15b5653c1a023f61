using Compliance.Gateway.Frequency;

namespace Compliance.Tests.Gateway.Frequency;

public sealed class MemoryCapStoreTests : CapStoreContract
{
    private protected override ICapStore NewStore() => new MemoryCapStore();
}
