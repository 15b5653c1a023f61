using System.Collections.Immutable;
using System.Text;
using System.Text.Json.Nodes;
using Compliance.Gateway.Credentials;
using Compliance.Gateway.Model;
using Compliance.Gateway.Providers;
using Compliance.Rules.Decisions;
using Compliance.Rules.Messages;
using Compliance.Rules.PolicySets;
using Microsoft.AspNetCore.Http;

namespace Compliance.Tests.Gateway.Providers;

/// <summary>A sender, a vendor and a clock, and short words for what channel tests say again and again.</summary>
internal static class Desk
{
    public const string Key = "crm.0123456789abcdef0123456789";

    /// <summary>2026-11-21T19:51:54Z.</summary>
    public static readonly DateTimeOffset Now = DateTimeOffset.FromUnixTimeSeconds(1795290714);

    public static readonly Sender Crm = new()
    {
        Name = "crm",
        Key = new SecretText(Key),
        Channels = ["*"],
        Purposes = ["*"],
        Brand = "huajian",
    };

    public static readonly SenderRegistry Senders = new([Crm]);

    public static VendorAccount Vendor(string channel, string host = "vendor.example") =>
        new()
        {
            Channel = channel,
            Name = "default",
            Id = "vendor-id",
            Secret = new SecretText("vendor-secret"),
            RobotKeys = ImmutableDictionary<string, SecretText>
                .Empty.Add("", new SecretText("robot-key"))
                .Add("sales", new SecretText("sales-robot-key")),
            Address = new Uri("http://vendor.example"),
            Host = host,
            Timeout = TimeSpan.FromSeconds(5),
        };

    public static InboundRequest Request(
        string method,
        string path,
        string query,
        string body,
        params (string Name, string Value)[] headers
    )
    {
        IHeaderDictionary sent = new HeaderDictionary();
        foreach (var (name, value) in headers)
            sent[name] = value;
        return new InboundRequest
        {
            Method = method,
            PathPrefix = "",
            Path = path,
            RawQuery = query,
            Host = sent.Host.ToString(),
            Headers = sent,
            Body = Encoding.UTF8.GetBytes(body),
        };
    }

    public static ParsedPush Parsed(this ParseResult result) =>
        result switch
        {
            ParseResult.Push push => push.Parsed,
            ParseResult.Unreadable unreadable => throw new Xunit.Sdk.XunitException($"Unreadable: {unreadable.Refusal.Text}"),
            _ => throw new Xunit.Sdk.XunitException("Answered locally"),
        };

    public static Refusal Refused(this ParseResult result) => Assert.IsType<ParseResult.Unreadable>(result).Refusal;

    /// <summary>The decision that removes these recipients and changes these texts.</summary>
    public static Decision Decide(this ParsedPush push, int[] denied, params (int Content, int Field, string? Text)[] rewrites) =>
        new()
        {
            Effect =
                denied.Length == 0 ? DecisionEffect.Permit
                : denied.Length == push.Recipients.Length ? DecisionEffect.Deny
                : DecisionEffect.Partial,
            Category = new CategoryDecision(null, Category.Marketing, "unknown"),
            Purpose = Message.MarketingPurpose,
            Recipients =
            [
                .. push.Recipients.Select(
                    (_, index) =>
                        denied.Contains(index)
                            ? new RecipientDecision { Effect = Effect.Deny, Determining = [new RuleHit(Withdrawn, "withdrawn")] }
                            : new RecipientDecision { Effect = Effect.Permit }
                ),
            ],
            Contents =
            [
                .. push.Contents.Select(
                    (_, content) =>
                        new ContentDecision
                        {
                            Rewrites =
                            [
                                .. rewrites
                                    .Where(rewrite => rewrite.Content == content)
                                    .Select(rewrite => new FieldRewrite(rewrite.Field, rewrite.Text)),
                            ],
                        }
                ),
            ],
            Revision = "test",
        };

    public static GatewayRule Withdrawn { get; } =
        GatewayRule.Refusing("withdrawn", "已撤回", "该用户已撤回营销同意", "个人信息保护法", "15");

    public static Refusal PolicyRefusal(Decision decision) =>
        new()
        {
            Kind = decision.Denied.IsEmpty
                ? Enumerable.Range(0, decision.Recipients.Length).Min(index => RefusalKinds.Of(decision.Hits(index)))
                : decision.Denied.Min(hit => RefusalKinds.Of(hit.Reason)),
            Reason = "gateway/withdrawn",
            Message = "该用户已撤回营销同意",
            Decision = decision,
        };

    public static TheoryData<string> Kinds => [.. Enum.GetNames<RefusalKind>()];

    public static JsonNode Json(this ReadOnlyMemory<byte> bytes) => JsonNode.Parse(bytes.Span)!;

    public static JsonNode Json(this Answer answer) => answer.Body.Json();

    public static string Text(this ReadOnlyMemory<byte> bytes) => Encoding.UTF8.GetString(bytes.Span);

    public static VendorResponse Reply(string body, int status = 200) => new(status, new HeaderDictionary(), Encoding.UTF8.GetBytes(body));

    public static string[] Identities(this ParsedPush push) => [.. push.Recipients.Select(recipient => recipient.Identity)];

    public static ImmutableArray<ContentField> Fields(this ParsedPush push, int content = 0) => push.Contents[content].Fields;
}

internal sealed class FixedClock(DateTimeOffset now) : TimeProvider
{
    public DateTimeOffset Now { get; set; } = now;

    public override DateTimeOffset GetUtcNow() => Now;
}
