using Compliance.Gateway.Providers;
using Compliance.Rules.Decisions;

namespace Compliance.Gateway.Pipeline;

/// <summary>What the record says left is what leaves: the outgoing bytes are read once more, by the reader that read the caller's.</summary>
internal static class OutgoingCheck
{
    /// <summary>True when the bytes name exactly the recipients that the decision permits, in their order.</summary>
    public static bool NamesThePermitted(Decided push, OutboundRequest outgoing)
    {
        var (parsed, decision) = (push.Parsed.Push, push.Decision);
        return push.Parsed.Channel.Parse(InboundRequest.From(outgoing, parsed.Account), push.Parsed.Sender)
                is ParseResult.Push { Parsed: var again }
            && again
                .Recipients.Select(recipient => (recipient.Kind, recipient.Identity))
                .SequenceEqual(
                    parsed.Recipients.Where((_, index) => decision.Sends(index)).Select(recipient => (recipient.Kind, recipient.Identity))
                );
    }
}
