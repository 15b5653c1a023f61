using System.Collections.Immutable;
using Compliance.Gateway.Credentials;
using Compliance.Gateway.Model;
using Compliance.Gateway.Providers.Profiles;
using Compliance.Gateway.Providers.Signers;
using Compliance.Gateway.Providers.Wire;
using Compliance.Rules.Decisions;
using Compliance.Rules.Messages;

namespace Compliance.Gateway.Providers.Tencent;

/// <summary>
/// Tencent Cloud SMS, API 2021-01-11 and 2019-07-11. Callers sign with TC3 or with the first signature, over JSON, query or form; what leaves
/// is the version that they called, as JSON signed with TC3.
/// </summary>
internal sealed class TencentSmsChannel() : Channel("tencent-sms"), IProviderTemplates
{
    private const string Service = "sms";

    /// <summary>The reply's code where the provider answered row by row.</summary>
    private const string Rows = "Ok";

    private const string ContentType = "application/json; charset=utf-8";

    private readonly EndpointTable _endpoints = new(ChannelProfile.Load<TencentSmsChannel>("tencent-sms"));

    public override IReadOnlyList<string> Hosts => _endpoints.Profile.Hosts;

    public override CallNames? Calls => _endpoints.Profile.Calls;

    public override IReadOnlyList<string> Volatile => _endpoints.Profile.Volatile;

    protected override Identification IdentifyNative(InboundRequest request, SenderRegistry senders, TimeProvider time)
    {
        var now = time.GetUtcNow();
        return NativeSignature.Identify(
            request,
            TencentCall.ReadParameters(request) is { } parameters && request.Headers.Authorization.Count == 0
                ? TencentV1Signature.Verify(request, parameters, senders.SecretOf, now, Hosts)
                : Tc3Signature.Verify(request, senders.SecretOf, now, Hosts),
            senders
        );
    }

    protected override string? KeyIdInHead(InboundRequest head) =>
        AuthorizationHeader.Read(head.Headers.Authorization.ToString(), Tc3Signature.Algorithm)?.Credential.Split('/')[0]
        ?? Parameters.Read(head.RawQuery)?.Find("SecretId");

    public override ParseResult Parse(InboundRequest request, Sender sender)
    {
        var plain = HttpMethods.IsPost(request.Method)
            ? request.RawQuery.Length == 0
            : HttpMethods.IsGet(request.Method) && request.Body.IsEmpty;
        if (!plain || request.Path != "/")
            return new ParseResult.Unreadable(Refusals.UnknownEndpoint());
        var (call, refusal) = TencentCall.Read(request);
        if (call is null)
            return new ParseResult.Unreadable(refusal!);
        if (_endpoints.ByAction(call.Action, call.Version) is not { } endpoint)
            return new ParseResult.Unreadable(Refusals.UnknownEndpoint());

        var account = VendorRegistry.AccountName(request.Headers, sender);
        var (push, unreadable) = JsonPushReader.Read(call.Body, endpoint.Profile, endpoint.Shape, account);
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
                MaxMessageCharacters = endpoint.Profile.MaxMessageCharacters,
                Wire = new TencentWire(push, call.Headers),
            }
        );
    }

    private static Refusal? Check(JsonPush push)
    {
        if (push.Recipients.IsEmpty)
            return Refusals.Unreadable("no-recipients", "没有接收方", "PhoneNumberSet");
        if (push.TemplateId is null)
            return Refusals.Unreadable("no-template", "没有模板编号", push.Endpoint.Template);
        var known = push
            .Recipients.Where(recipient => recipient.Kind == RecipientKind.Person)
            .Select(recipient => PhoneNumber.IsMainland(recipient.Identity["phone:".Length..]));
        return known.Distinct().Count() > 1
            ? Refusals.Unreadable("mixed-countries", "境内与境外号码不能同批发送", "PhoneNumberSet") with
            {
                Kind = RefusalKind.MixedCountries,
            }
            : null;
    }

    public override OutboundRequest Rewrite(ParsedPush push, Decision decision)
    {
        var wire = (TencentWire)push.Wire;
        return new OutboundRequest
        {
            Method = "POST",
            Path = "/",
            RawQuery = "",
            Body = wire.Push.Rewrite(decision),
            Headers =
            [
                new("Content-Type", ContentType),
                new("X-TC-Action", push.Endpoint),
                new("X-TC-Version", wire.Push.Endpoint.Version!),
                .. wire.Headers,
            ],
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
            Receipts = reply is { Error: null } ? Receipts(decision, reply) : [],
            Outcomes = VendorOutcomes.Of(
                decision,
                _ =>
                    reply switch
                    {
                        null => VendorOutcomes.OfStatus(response.Status),
                        { Error: not null } => reply.Error.StartsWith("InternalError", StringComparison.Ordinal)
                            ? VendorOutcome.Unknown
                            : VendorOutcome.Refused,
                        _ => reply.Rows[row++].Code == "Ok" ? VendorOutcome.Accepted : VendorOutcome.Refused,
                    }
            ),
        };
    }

    private static ImmutableArray<string?> Receipts(Decision decision, TencentReply reply)
    {
        var sent = new Queue<string?>(reply.Rows.Select(row => row.SerialNo));
        return [.. decision.Recipients.Select((_, index) => decision.Sends(index) ? sent.Dequeue() : null)];
    }

    public override Answer MergeReply(ParsedPush push, Decision decision, VendorResponse response, VendorReply reply)
    {
        if (reply.Code.StartsWith("AuthFailure", StringComparison.Ordinal))
            return Refuse(push, Refusals.VendorRefusedCredential(reply.Code));
        return Answer.Json(
            200,
            reply.Code == Rows
                ? TencentAnswers.Merge(((TencentWire)push.Wire).Push, decision, response.Body, _endpoints.Profile.Refusals)
                : response.Body
        );
    }

    public override Answer Refuse(ParsedPush? push, Refusal refusal) =>
        TencentAnswers.Refuse((push?.Wire as TencentWire)?.Push, refusal, _endpoints.Profile.Refusals);

    public ImmutableArray<OutboundRequest> TemplateReads(string id) => TencentTemplates.Reads(id, ContentType);

    public TemplateReading ReadTemplate(string id, VendorResponse response) => TencentTemplates.Read(id, response);

    /// <summary>Rows are matched by position: another number of rows than numbers sent says nothing about anybody.</summary>
    private static TencentReply? Read(Decision decision, VendorResponse response)
    {
        var reply = response.Status < 500 ? TencentReply.Read(response.Body) : null;
        return reply is { Error: null } && reply.Rows.Count != decision.Recipients.Count(recipient => recipient.Effect == Effect.Permit)
            ? null
            : reply;
    }
}
