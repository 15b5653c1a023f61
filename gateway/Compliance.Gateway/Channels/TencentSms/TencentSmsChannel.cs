using Compliance.Gateway.Credentials;
using Compliance.Rules.Decisions;

namespace Compliance.Gateway.Channels.TencentSms;

internal sealed class TencentSmsChannel() : Channel("tencent-sms", "sms")
{
    public override IReadOnlyList<string> Hosts => [];

    protected override Identification IdentifyNative(InboundRequest request, SenderRegistry senders, TimeProvider time) => throw new NotImplementedException();

    public override ParseResult Parse(InboundRequest request, Sender sender) => throw new NotImplementedException();

    public override OutboundRequest Rewrite(ParsedPush push, Decision decision) => throw new NotImplementedException();

    public override ValueTask<Signing> Sign(OutboundRequest request, VendorAccount account, TimeProvider time, CancellationToken cancel) => throw new NotImplementedException();

    public override VendorReply ReadReply(ParsedPush push, Decision decision, VendorAccount account, VendorResponse response) => throw new NotImplementedException();

    public override Answer MergeReply(ParsedPush push, Decision decision, VendorResponse response, VendorReply reply) => throw new NotImplementedException();

    public override Answer Refuse(ParsedPush? push, Refusal refusal) => throw new NotImplementedException();
}
