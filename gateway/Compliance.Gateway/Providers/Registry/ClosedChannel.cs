using Compliance.Gateway.Credentials;
using Compliance.Gateway.Model;
using Compliance.Rules.Decisions;

namespace Compliance.Gateway.Providers.Registry;

/// <summary>A channel that the gateway knows by name and does not carry.</summary>
internal sealed class ClosedChannel(string id, CallNames? calls = null) : Channel(id)
{
    private readonly Refusal _closed = Refusal.Of(RefusalKind.UnknownEndpoint, "channel-closed", "网关尚未开通该渠道", id);

    public override IReadOnlyList<string> Hosts => [];

    public override CallNames? Calls => calls;

    protected override Identification IdentifyNative(InboundRequest request, SenderRegistry senders, TimeProvider time) =>
        new Identification.Unidentified(_closed);

    public override ParseResult Parse(InboundRequest request, Sender sender) => new ParseResult.Unreadable(_closed);

    public override OutboundRequest Rewrite(ParsedPush push, Decision decision) => throw NothingParsed();

    public override ValueTask<Signing> Sign(OutboundRequest request, VendorAccount account, TimeProvider time, CancellationToken cancel) =>
        throw NothingParsed();

    public override VendorReply ReadReply(ParsedPush push, Decision decision, VendorAccount account, VendorResponse response) =>
        throw NothingParsed();

    public override Answer MergeReply(ParsedPush push, Decision decision, VendorResponse response, VendorReply reply) =>
        throw NothingParsed();

    public override Answer Refuse(ParsedPush? push, Refusal refusal) => UnknownDialect.Refuse(501, refusal);

    private InvalidOperationException NothingParsed() => new($"Channel {Id} is closed: nothing can have been parsed.");
}
