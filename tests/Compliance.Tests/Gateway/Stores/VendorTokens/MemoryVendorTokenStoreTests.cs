using Compliance.Gateway.Stores.VendorTokens;

namespace Compliance.Tests.Gateway.Stores.VendorTokens;

public sealed class MemoryVendorTokenStoreTests : VendorTokenStoreContract
{
    private protected override IVendorTokenStore Store { get; } = new MemoryVendorTokenStore();
}
