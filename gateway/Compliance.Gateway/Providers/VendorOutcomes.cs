using System.Collections.Immutable;
using Compliance.Rules.Decisions;

namespace Compliance.Gateway.Providers;

internal static class VendorOutcomes
{
    /// <summary>One a recipient; the vendor is asked only for those who were sent.</summary>
    public static ImmutableArray<VendorOutcome> Of(Decision decision, Func<int, VendorOutcome> sent) =>
        [.. Enumerable.Range(0, decision.Recipients.Length).Select(index => decision.Sends(index) ? sent(index) : VendorOutcome.NotSent)];

    /// <summary>No answer that can be read: a client error was not carried out, a server error may have been.</summary>
    public static VendorOutcome OfStatus(int status) => status is >= 400 and < 500 ? VendorOutcome.Refused : VendorOutcome.Unknown;
}
