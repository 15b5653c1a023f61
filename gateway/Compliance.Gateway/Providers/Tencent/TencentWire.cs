using Compliance.Gateway.Providers.Wire;

namespace Compliance.Gateway.Providers.Tencent;

/// <param name="Headers">The caller's headers that the provider needs (region, language).</param>
internal sealed record TencentWire(JsonPush Push, IReadOnlyList<KeyValuePair<string, string>> Headers) : WireState;
