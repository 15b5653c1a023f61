using System.Text.Json;
using System.Text.Json.Nodes;
using Compliance.Gateway.Credentials;
using Compliance.Gateway.Model;
using Compliance.Gateway.Providers;
using Compliance.Gateway.Providers.Profiles;
using Compliance.Gateway.Providers.Wire;
using Compliance.Rules.Decisions;
using Compliance.Rules.Messages;

namespace Compliance.Acme.Acme;

/// <summary>A provider that does not exist: private messages to members, a bearer token, one code for the whole call and a list of whom it could not serve.</summary>
internal sealed class AcmeChannel() : Channel("acme")
{
    private const string Bearer = "Bearer ";

    private readonly EndpointTable _endpoints = new(ChannelProfile.Load<AcmeChannel>("acme"));

    public override IReadOnlyList<string> Hosts => _endpoints.Profile.Hosts;

    protected override Identification IdentifyNative(InboundRequest request, SenderRegistry senders, TimeProvider time)
    {
        var header = request.Headers.Authorization.ToString();
        return !header.StartsWith(Bearer, StringComparison.Ordinal) ? Refusals.MissingCredential()
            : senders.FindByKey(header[Bearer.Length..]) is { } sender ? new Identification.Identified(sender)
            : Refusals.WrongCredential();
    }

    public override ParseResult Parse(InboundRequest request, Sender sender)
    {
        if (_endpoints.ByPath(request) is not { } endpoint)
            return new ParseResult.Unreadable(Refusals.UnknownEndpoint());
        if (RequestBody.RefuseUnlessJson(request) is { } refusal)
            return new ParseResult.Unreadable(refusal);
        var account = VendorRegistry.AccountName(request.Headers, sender);
        var (push, unreadable) = JsonPushReader.Read(request.Body, endpoint.Profile, endpoint.Shape, account);
        return push is null
            ? new ParseResult.Unreadable(unreadable!)
            : new ParseResult.Push(
                new ParsedPush
                {
                    Endpoint = endpoint.Profile.Name,
                    Family = Family,
                    Account = account,
                    Recipients = push.Recipients,
                    Contents = [new MessageContent { Fields = push.Fields }],
                    Wire = push,
                }
            );
    }

    public override OutboundRequest Rewrite(ParsedPush push, Decision decision)
    {
        var wire = (JsonPush)push.Wire;
        return new OutboundRequest
        {
            Method = "POST",
            Path = wire.Endpoint.Path,
            RawQuery = "",
            Body = wire.Rewrite(decision),
            Headers = [new("Content-Type", "application/json")],
        };
    }

    public override ValueTask<Signing> Sign(OutboundRequest request, VendorAccount account, TimeProvider time, CancellationToken cancel) =>
        new(new Signing.Signed(request with { Headers = request.Headers.Add(new("Authorization", Bearer + account.Secret.Reveal())) }));

    public override VendorReply ReadReply(ParsedPush push, Decision decision, VendorAccount account, VendorResponse response)
    {
        var code = Code(response.Body);
        return new VendorReply
        {
            Code = code ?? VendorReply.Unreadable(response.Status),
            Outcomes = VendorOutcomes.Of(
                decision,
                _ =>
                    code switch
                    {
                        "OK" => VendorOutcome.Accepted,
                        null => VendorOutcomes.OfStatus(response.Status),
                        _ => VendorOutcome.Refused,
                    }
            ),
        };
    }

    public override Answer MergeReply(ParsedPush push, Decision decision, VendorResponse response, VendorReply reply)
    {
        var wire = (JsonPush)push.Wire;
        var removed = Enumerable.Range(0, push.Recipients.Length).Where(index => !decision.Sends(index));
        return Answer.Json(200, Body(reply.Code, "", [.. removed.Select(index => (JsonNode)wire.WireText(index))]));
    }

    public override Answer Refuse(ParsedPush? push, Refusal refusal) =>
        Answer.Json(200, Body(_endpoints.Profile.Refusals.Code(refusal.Kind), refusal.Text, []), refusal.RetryAfter);

    public static JsonObject Body(string code, string message, JsonArray unserved) =>
        new()
        {
            ["code"] = code,
            ["message"] = message,
            ["unserved"] = unserved,
        };

    private static string? Code(ReadOnlyMemory<byte> body)
    {
        try
        {
            return (string?)JsonNode.Parse(body.Span)?["code"];
        }
        catch (Exception broken) when (broken is JsonException or InvalidOperationException)
        {
            return null;
        }
    }
}
