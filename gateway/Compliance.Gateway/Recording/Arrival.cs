using System.Collections.Immutable;
using Compliance.Gateway.Stores.Activity;

namespace Compliance.Gateway.Recording;

/// <summary>What of a request, beside its message, its decision's entry keeps.</summary>
/// <param name="Signature">What it uses up if anybody is sent to; null: the dialect has none.</param>
/// <param name="Ignored">Parameters that did not leave.</param>
internal sealed record Arrival(UsedSignature? Signature, ImmutableArray<string> Ignored)
{
    public static Arrival Plain { get; } = new(null, []);
}
