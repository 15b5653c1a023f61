using System.Collections.Immutable;
using Compliance.Gateway.Credentials;
using Compliance.Gateway.Model;
using Compliance.Gateway.Providers.Profiles;
using Compliance.Gateway.Providers.Wire;
using Compliance.Rules.Decisions;
using Compliance.Rules.Messages;

namespace Compliance.Gateway.Providers.Wecom;

/// <summary>WeCom: group messages to customers, messages to staff, group robots. A bearer token in the query; nothing signs the body.</summary>
internal sealed class WecomChannel(WecomTokens tokens, WecomVendorTokens vendorTokens, VendorRegistry vendors, TimeProvider clock)
    : Channel("wecom")
{
    private const string TokenPath = "/cgi-bin/gettoken";

    private readonly EndpointTable _endpoints = new(ChannelProfile.Load<WecomChannel>("wecom"));

    public override IReadOnlyList<string> Hosts => _endpoints.Profile.Hosts;

    public override IReadOnlyList<string> Volatile => _endpoints.Profile.Volatile;

    protected override Identification IdentifyNative(InboundRequest request, SenderRegistry senders, TimeProvider time)
    {
        var query = Parameters.Read(request.RawQuery);
        if (request.Path == TokenPath)
        {
            // Clients are set up with the brand's corpid and keep it: the key alone names the sender.
            return
                query?.Find("corpid") is { Length: > 0 }
                && query.Find("corpsecret") is { } secret
                && senders.FindByKey(secret) is { } sender
                ? new Identification.Identified(sender)
                : Refusals.WrongSecret();
        }

        if (request.Path == WecomRobots.Path)
            return WecomRobots.Identify(query, senders);
        return query?.Find("access_token") is { } token ? tokens.Verify(token, senders, time.GetUtcNow()) : Refusals.MissingCredential();
    }

    public override ParseResult Parse(InboundRequest request, Sender sender)
    {
        if (CheckQuery(request) is { } wrong)
            return new ParseResult.Unreadable(wrong);
        if (request.Path == TokenPath && HttpMethods.IsGet(request.Method))
            return new ParseResult.LocalAnswer(WecomAnswers.Token(tokens.Issue(sender, clock.GetUtcNow())));
        if (_endpoints.ByPath(request) is not { } endpoint)
            return new ParseResult.Unreadable(Refusals.UnknownEndpoint());
        if (RequestBody.RefuseUnlessJsonOrUndeclared(request) is { } refusal)
            return new ParseResult.Unreadable(refusal);

        var account = VendorRegistry.AccountName(request.Headers, sender);
        var vendor = vendors.Find(Id, account);
        var robot = endpoint.Profile.Path == WecomRobots.Path ? WecomRobots.Name(request, sender) : null;
        if (robot is not null && vendor?.RobotKeys.ContainsKey(robot) == false)
            return new ParseResult.Unreadable(UnknownRobot(account));
        var (push, unreadable) = JsonPushReader.Read(request.Body, endpoint.Profile, endpoint.Shape, vendor?.Id ?? account);
        if (push is { } read)
            (push, unreadable) = WecomAudience.Complete(read with { Robot = robot }, account);
        return unreadable is not null
            ? new ParseResult.Unreadable(unreadable)
            : new ParseResult.Push(
                new ParsedPush
                {
                    Endpoint = endpoint.Profile.Name,
                    Family = endpoint.Profile.Family ?? Family,
                    Account = account,
                    Recipients = push!.Recipients,
                    Contents = [new MessageContent { Fields = push.Fields }],
                    CategorySignal = endpoint.Profile.Category,
                    Ignored =
                    [
                        .. Parameters
                            .Read(request.RawQuery)!
                            .Pairs.Select(pair => pair.Name)
                            .Where(name => _endpoints.Profile.Ignored.Contains(name)),
                    ],
                    Wire = push,
                }
            );
    }

    private Refusal? CheckQuery(InboundRequest request)
    {
        string[] known = request.Path switch
        {
            TokenPath => ["corpid", "corpsecret"],
            WecomRobots.Path => ["key"],
            _ => ["access_token"],
        };
        if (Parameters.Read(request.RawQuery) is not { } query)
            return Refusals.Unreadable("malformed-query", "查询参数的编码有误");
        // WeCom's servers and ours could read another one of the two.
        if (query.Doubled() is not null)
            return Refusals.Unreadable("duplicate-parameter", "同一参数出现多次");
        return query.Pairs.All(pair => known.Contains(pair.Name) || _endpoints.Profile.Ignored.Contains(pair.Name))
            ? null
            : Refusals.UnknownParameter(known);
    }

    public override OutboundRequest Rewrite(ParsedPush push, Decision decision)
    {
        var wire = (JsonPush)push.Wire;
        return new OutboundRequest
        {
            Method = "POST",
            Path = wire.Endpoint.Path,
            RawQuery = wire.Robot is { } robot ? $"key={robot}" : "",
            Body = wire.Rewrite(decision),
            Headers = [new("Content-Type", "application/json; charset=utf-8"), new("Accept", "application/json")],
        };
    }

    public override async ValueTask<Signing> Sign(
        OutboundRequest request,
        VendorAccount account,
        TimeProvider time,
        CancellationToken cancel
    )
    {
        if (request.Path == WecomRobots.Path)
        {
            // The robot's name stands where its key will.
            return account.RobotKeys.GetValueOrDefault(request.RawQuery.Length == 0 ? "" : request.RawQuery["key=".Length..]) is { } key
                ? new Signing.Signed(request with { RawQuery = $"key={PercentEncoding.Encode(key.Reveal())}" })
                : new Signing.Unsigned(Refusals.Unavailable("vendor-unset", "网关没有配置该群机器人的密钥"));
        }

        var (token, refusal) = await vendorTokens.Get(account, time, cancel);
        return token is null
            ? new Signing.Unsigned(refusal!)
            : new Signing.Signed(request with { RawQuery = $"access_token={PercentEncoding.Encode(token)}" });
    }

    public override ValueTask DropTokenAsync(VendorAccount account) => vendorTokens.DropAsync(account);

    public override VendorReply ReadReply(ParsedPush push, Decision decision, VendorAccount account, VendorResponse response)
    {
        var wire = (JsonPush)push.Wire;
        var reply = response.Status < 500 ? WecomReply.Read(response.Body) : null;
        // Staff ids come back in lower case.
        var failed = reply?.Failed.ToHashSet(StringComparer.OrdinalIgnoreCase);
        return new VendorReply
        {
            Code = reply is null ? VendorReply.Unreadable(response.Status) : $"{reply.Code}",
            Receipt = reply?.MessageId,
            TokenRefused = reply?.TokenRefused == true,
            Outcomes = VendorOutcomes.Of(
                decision,
                index =>
                    reply switch
                    {
                        null => VendorOutcomes.OfStatus(response.Status),
                        { Code: WecomReply.Busy } => VendorOutcome.Unknown,
                        { Code: 0 } => failed!.Contains(wire.WireText(index)) ? VendorOutcome.Refused : VendorOutcome.Accepted,
                        _ => VendorOutcome.Refused,
                    }
            ),
        };
    }

    public override Answer MergeReply(ParsedPush push, Decision decision, VendorResponse response, VendorReply reply)
    {
        var wire = (JsonPush)push.Wire;
        // The caller's token is good: told otherwise, he would fetch another for nothing.
        if (reply.TokenRefused)
            return Refuse(push, Refusals.VendorRefusedCredential(reply.Code));
        return Answer.Json(200, WecomAnswers.Merge(wire, decision, response.Body));
    }

    private static Refusal UnknownRobot(string account) =>
        Refusals.Unreadable("unknown-robot", "网关没有配置所指的群机器人", $"Compliance:Vendors:wecom:Accounts:{account}:RobotKeys");

    public override Answer Refuse(ParsedPush? push, Refusal refusal) =>
        WecomAnswers.Refuse(push?.Wire as JsonPush, refusal, _endpoints.Profile.Refusals);
}
