using System.Collections.Immutable;
using Compliance.Gateway.Credentials;
using Compliance.Gateway.Model;
using Compliance.Gateway.Providers.Profiles;
using Compliance.Gateway.Providers.Signers;
using Compliance.Gateway.Providers.Wire;
using Compliance.Rules.Decisions;

namespace Compliance.Gateway.Providers.Aliyun;

/// <summary>
/// Aliyun SMS, API 2017-05-25. Callers sign with ACS3 or with the older RPC signature and spread the parameters over query and form;
/// what leaves keeps each parameter in its place and is signed with ACS3, action and version in headers.
/// </summary>
internal sealed class AliyunSmsChannel(IRemovedSends? removed = null) : Channel("aliyun-sms"), IProviderTemplates
{
    private const string Form = "application/x-www-form-urlencoded";

    // The caller's credential and envelope: none of it leaves.
    private static readonly string[] Envelope =
    [
        "Action",
        "Version",
        "Format",
        "AccessKeyId",
        "Signature",
        "SignatureMethod",
        "SignatureNonce",
        "SignatureVersion",
        "SignatureType",
        "Timestamp",
        "SecurityToken",
    ];

    private readonly EndpointTable _endpoints = new(ChannelProfile.Load<AliyunSmsChannel>("aliyun-sms"));

    public override IReadOnlyList<string> Hosts => _endpoints.Profile.Hosts;

    public override CallNames? Calls => _endpoints.Profile.Calls;

    public override IReadOnlyList<string> Volatile => _endpoints.Profile.Volatile;

    protected override Identification IdentifyNative(InboundRequest request, SenderRegistry senders, TimeProvider time)
    {
        var now = time.GetUtcNow();
        if (request.Headers.Authorization.ToString().StartsWith(Acs3Signature.Algorithm, StringComparison.Ordinal))
            return NativeSignature.Identify(request, Acs3Signature.Verify(request, senders.SecretOf, now, Hosts), senders);

        // A body that is no form would not be covered by this signature.
        if (RequestBody.RefuseUnlessForm(request) is { } refusal)
            return new Identification.Unidentified(refusal);
        var parameters =
            Parameters.Read(request.RawQuery) is { } query && Parameters.Read(request.Body.Span) is { } form ? query.And(form) : null;
        if (parameters?.Doubled() is not null)
            return new Identification.Unidentified(Doubled());
        return NativeSignature.Identify(request, AliyunRpcSignature.Verify(request, parameters, senders.SecretOf, now), senders);
    }

    protected override string? KeyIdInHead(InboundRequest head) =>
        AuthorizationHeader.Read(head.Headers.Authorization.ToString(), Acs3Signature.Algorithm)?.Credential
        ?? Parameters.Read(head.RawQuery)?.Find("AccessKeyId");

    public override ParseResult Parse(InboundRequest request, Sender sender)
    {
        if (RequestBody.RefuseUnlessForm(request) is { } refusal)
            return new ParseResult.Unreadable(refusal);
        if (Parameters.Read(request.RawQuery) is not { } query || Parameters.Read(request.Body.Span) is not { } form)
            return new ParseResult.Unreadable(Refusals.Unreadable("bad-encoding", "参数的百分号编码或 UTF-8 有误"));
        var all = query.And(form);
        if (all.Doubled() is not null)
            return new ParseResult.Unreadable(Doubled());
        if (
            removed is not null
            && One(request.Headers["x-acs-action"].ToString(), all.Find("Action")) == AliyunSendDetails.Action
            && AliyunSendDetails.Of(all, sender.Name, removed, _endpoints.Profile.Refusals) is { } details
        )
            return new ParseResult.LocalAnswer(details);
        if (Endpoint(request, all) is not { } endpoint)
            return new ParseResult.Unreadable(Refusals.UnknownEndpoint());
        if (!AliyunFormat.IsKnown(all))
            return new ParseResult.Unreadable(Refusals.Unreadable("unknown-value", "网关只以 JSON 或 XML 应答", AliyunFormat.Name));

        var (wire, unreadable) = AliyunReader.Read(endpoint, request.Method, query.Without(Envelope), form.Without(Envelope));
        if (wire is null)
            return new ParseResult.Unreadable(unreadable!);
        if (all.Find(endpoint.Template!) is not { Length: > 0 } template)
            return new ParseResult.Unreadable(Refusals.Unreadable("no-template", "没有模板编号", endpoint.Template));
        return new ParseResult.Push(
            new ParsedPush
            {
                Endpoint = endpoint.Name,
                Family = Family,
                Account = VendorRegistry.AccountName(request.Headers, sender),
                Recipients = wire.Recipients,
                Contents = wire.Contents,
                TemplateId = template,
                MaxMessageCharacters = endpoint.MaxMessageCharacters,
                Wire = wire with { Version = endpoint.Version! },
            }
        );
    }

    // The action stands in a header, in the query or in the form; where it stands twice it must say the same.
    private EndpointProfile? Endpoint(InboundRequest request, Parameters all)
    {
        if (request.Path != "/" || !(HttpMethods.IsPost(request.Method) || HttpMethods.IsGet(request.Method)))
            return null;
        if (HttpMethods.IsGet(request.Method) && !request.Body.IsEmpty)
            return null;
        return _endpoints
            .ByAction(
                One(request.Headers["x-acs-action"].ToString(), all.Find("Action")),
                One(request.Headers["x-acs-version"].ToString(), all.Find("Version"))
            )
            ?.Profile;
    }

    private static string? One(string header, string? parameter) =>
        header.Length == 0 ? parameter
        : parameter is null || parameter == header ? header
        : null;

    private static Refusal Doubled() => Refusals.Unreadable("duplicate-parameter", "同一参数出现多次");

    public override OutboundRequest Rewrite(ParsedPush push, Decision decision)
    {
        var wire = (AliyunWire)push.Wire;
        var changed = wire.Rewrite(decision);
        var body = wire.Form.With(changed).ToString();
        List<KeyValuePair<string, string>> headers =
        [
            new("Accept", "application/json"),
            new("x-acs-action", push.Endpoint),
            new("x-acs-version", wire.Version),
        ];
        if (body.Length > 0)
            headers.Add(new("Content-Type", Form));
        return new OutboundRequest
        {
            Method = wire.Method,
            Path = "/",
            RawQuery = wire.Query.With(changed).ToString(),
            Headers = [.. headers],
            Body = System.Text.Encoding.UTF8.GetBytes(body),
        };
    }

    public override ValueTask<Signing> Sign(OutboundRequest request, VendorAccount account, TimeProvider time, CancellationToken cancel) =>
        new(new Signing.Signed(Acs3Signature.Authorize(request, account, time.GetUtcNow(), Guid.NewGuid().ToString("N"))));

    public override VendorReply ReadReply(ParsedPush push, Decision decision, VendorAccount account, VendorResponse response)
    {
        var reply = AliyunReply.Read(response.Body);
        return new VendorReply
        {
            Code = reply?.Code ?? VendorReply.Unreadable(response.Status),
            Receipt = reply?.Receipt,
            Outcomes = VendorOutcomes.Of(
                decision,
                _ =>
                    reply switch
                    {
                        { Code: "OK" } => VendorOutcome.Accepted,
                        { } when response.Status < 500 && !reply.Code.StartsWith("isp.", StringComparison.Ordinal) => VendorOutcome.Refused,
                        _ => VendorOutcomes.OfStatus(response.Status),
                    }
            ),
        };
    }

    public override Answer MergeReply(ParsedPush push, Decision decision, VendorResponse response, VendorReply reply)
    {
        // Its message would quote the gateway's own key id and string to sign.
        return
            reply.Code is "SignatureDoesNotMatch" or "MissingAccessKeyId"
            || reply.Code.StartsWith("InvalidAccessKeyId", StringComparison.Ordinal)
            ? Refuse(push, Refusals.VendorRefusedCredential(reply.Code))
            : Answer.Json(response.Status, response.Body);
    }

    public ImmutableArray<OutboundRequest> TemplateReads(string id) => [AliyunTemplates.Read(id)];

    public TemplateReading ReadTemplate(string id, VendorResponse response) => AliyunTemplates.Read(response);

    public override Answer Refuse(ParsedPush? push, Refusal refusal) => AliyunAnswers.Refuse(refusal, _endpoints.Profile.Refusals);

    public override Answer InCallersFormat(InboundRequest request, Answer answer) => AliyunFormat.Write(request, answer);
}
