using Compliance.Gateway.Channels.Wire;

namespace Compliance.Gateway.Channels.TencentSms;

/// <param name="Headers">The caller's headers that the provider needs (region, language).</param>
internal sealed record TencentWire(JsonPush Push, IReadOnlyList<KeyValuePair<string, string>> Headers) : WireState;
