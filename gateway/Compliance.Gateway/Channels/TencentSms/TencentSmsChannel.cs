using Compliance.Gateway.Channels.Profiles;
using Compliance.Gateway.Channels.Wire;
using Compliance.Gateway.Credentials;
using Compliance.Rules.Decisions;
using Compliance.Rules.Messages;

namespace Compliance.Gateway.Channels.TencentSms;

/// <summary>Tencent Cloud SMS, API 2021-01-11: the action in a header, JSON, signed with TC3.</summary>
internal sealed class TencentSmsChannel() : Channel("tencent-sms", "sms")
{
    private const string Version = "2021-01-11";
    private const string Service = "sms";

    /// <summary>The reply's code where the provider answered row by row.</summary>
    private const string Rows = "Ok";

    private const string ContentType = "application/json; charset=utf-8";

    private readonly EndpointTable _endpoints = new(ChannelProfile.Load("tencent-sms"));

    public override IReadOnlyList<string> Hosts => _endpoints.Profile.Hosts;

    protected override Identification IdentifyNative(InboundRequest request, SenderRegistry senders, TimeProvider time) =>
        NativeSignature.Identify(Tc3Signature.Verify(request, senders.SecretOf, time.GetUtcNow()), senders);

    public override ParseResult Parse(InboundRequest request, Sender sender)
    {
        var named =
            HttpMethods.IsPost(request.Method)
            && request.Path == "/"
            && request.RawQuery.Length == 0
            && request.Headers["X-TC-Version"] == Version;
        if (!named || _endpoints.ByAction(request.Headers["X-TC-Action"].ToString()) is not { } endpoint)
            return new ParseResult.Unreadable(Refusals.UnknownEndpoint());
        if (RequestBody.RefuseUnlessJson(request) is { } refusal)
            return new ParseResult.Unreadable(refusal);

        var account = VendorRegistry.AccountName(request.Headers, sender);
        var (push, unreadable) = JsonPushReader.Read(request.Body, endpoint.Profile, endpoint.Shape, account);
        if (push is null || (unreadable = Check(push)) is not null)
            return new ParseResult.Unreadable(unreadable!);
        return new ParseResult.Push(
            new ParsedPush
            {
                Endpoint = endpoint.Profile.Name,
                Family = Family,
                Account = account,
                Recipients = push.Recipients,
                Contents = [new MessageContent { Fields = push.Fields }],
                TemplateId = push.TemplateId,
                Wire = new TencentWire(push, [.. PassedHeaders(request)]),
            }
        );
    }

    private static Refusal? Check(JsonPush push)
    {
        if (push.Recipients.IsEmpty)
            return Refusals.Unreadable("no-recipients", "没有接收方", "PhoneNumberSet");
        if (push.TemplateId is null)
            return Refusals.Unreadable("no-template", "没有模板编号", "TemplateId");
        var known = push
            .Recipients.Where(recipient => recipient.Kind == RecipientKind.Person)
            .Select(recipient => PhoneNumber.IsDomestic(recipient.Identity["phone:".Length..]));
        return known.Distinct().Count() > 1 ? Refusals.Unreadable("mixed-countries", "境内与境外号码不能同批发送", "PhoneNumberSet") : null;
    }

    // What the provider needs to answer; a value that is no plain word stays behind.
    private static IEnumerable<KeyValuePair<string, string>> PassedHeaders(InboundRequest request) =>
        from name in (string[])["X-TC-Region", "X-TC-Language"]
        let value = request.Headers[name].ToString()
        where value.Length is > 0 and < 64 && value.All(c => char.IsAsciiLetterOrDigit(c) || c == '-')
        select new KeyValuePair<string, string>(name, value);

    public override OutboundRequest Rewrite(ParsedPush push, Decision decision)
    {
        var wire = (TencentWire)push.Wire;
        return new OutboundRequest
        {
            Method = "POST",
            Path = "/",
            RawQuery = "",
            Body = wire.Push.Rewrite(decision),
            Headers = [new("Content-Type", ContentType), new("X-TC-Action", push.Endpoint), new("X-TC-Version", Version), .. wire.Headers],
        };
    }

    public override ValueTask<Signing> Sign(OutboundRequest request, VendorAccount account, TimeProvider time, CancellationToken cancel)
    {
        var now = time.GetUtcNow();
        return new ValueTask<Signing>(
            new Signing.Signed(
                request with
                {
                    Headers = request
                        .Headers.Add(new("X-TC-Timestamp", $"{now.ToUnixTimeSeconds()}"))
                        .Add(new("Authorization", Tc3Signature.Authorize(request, ContentType, account, Service, now))),
                }
            )
        );
    }

    public override VendorReply ReadReply(ParsedPush push, Decision decision, VendorAccount account, VendorResponse response)
    {
        var reply = Read(decision, response);
        var row = 0;
        return new VendorReply
        {
            Code = reply is null ? VendorReply.Unreadable(response.Status) : reply.Error ?? Rows,
            Receipt = reply?.RequestId,
            Outcomes = VendorOutcomes.Of(
                decision,
                _ =>
                    reply switch
                    {
                        null => VendorOutcomes.OfStatus(response.Status),
                        { Error: not null } => reply.Error.StartsWith("InternalError", StringComparison.Ordinal)
                            ? VendorOutcome.Unknown
                            : VendorOutcome.Refused,
                        _ => reply.Rows[row++] == "Ok" ? VendorOutcome.Accepted : VendorOutcome.Refused,
                    }
            ),
        };
    }

    public override Answer MergeReply(ParsedPush push, Decision decision, VendorResponse response, VendorReply reply)
    {
        if (reply.IsUnreadable)
            return Refuse(push, Refusals.VendorUnreadable(reply.Code));
        if (reply.Code.StartsWith("AuthFailure", StringComparison.Ordinal))
            return Refuse(push, Refusals.VendorRefusedCredential(reply.Code));
        return Answer.Json(
            200,
            reply.Code == Rows ? TencentAnswers.Merge(((TencentWire)push.Wire).Push, decision, response.Body) : response.Body
        );
    }

    public override Answer Refuse(ParsedPush? push, Refusal refusal) => TencentAnswers.Refuse((push?.Wire as TencentWire)?.Push, refusal);

    /// <summary>Rows are matched by position: another number of rows than numbers sent says nothing about anybody.</summary>
    private static TencentReply? Read(Decision decision, VendorResponse response)
    {
        var reply = response.Status < 500 ? TencentReply.Read(response.Body) : null;
        return reply is { Error: null } && reply.Rows.Count != decision.Recipients.Count(recipient => recipient.Effect == Effect.Permit)
            ? null
            : reply;
    }
}
