using System.Collections.Immutable;
using Compliance.Gateway.Channels;
using Compliance.Gateway.Hosting;
using Compliance.Gateway.LivePolicies;
using Compliance.Gateway.Recording;
using Compliance.Rules;
using Compliance.Rules.Decisions;
using Compliance.Rules.Facts;
using Compliance.Rules.Messages;
using Microsoft.Extensions.Options;

namespace Compliance.Gateway.Admin;

/// <summary>Judges a text while it is being written: no recipients, nothing sent, counted or kept.</summary>
internal static class CheckApi
{
    private const int Longest = 100_000;

    public static void MapCheckApi(this IEndpointRouteBuilder app) => app
        .MapPost("/api/check", CheckAsync)
        .Accepts<CheckRequest>("application/json", "*/*")
        .AllowRoles(Roles.Sender, Roles.Officer, Roles.Legal, Roles.Auditor, Roles.Privacy, Roles.Operator)
        .Produces<CheckAnswer>()
        .WithSummary("文案预检：逐处指出问题、依据和改法；start、length 为原文的 UTF-16 单位");

    private static async Task<IResult> CheckAsync(HttpContext http, LivePolicySet live, IOptions<GatewayOptions> options, TimeProvider clock)
    {
        var (request, unread) = await AdminJson.ReadAsync<CheckRequest>(http.Request);
        if ((unread ?? Judge(request!)) is { } fault)
            return Problems.Invalid(fault);
        var message = MessageOf(request!, options.Value.Brand, clock.GetUtcNow());
        var facts = new KnownFacts
        {
            Template = Fact.Nothing<TemplateFact>(),
            Sender = Fact.Nothing<SenderFact>(),
            Halts = Fact.Nothing<ImmutableArray<HaltFact>>(),
            Recipients = [],
        };
        var check = Evaluator.Check(message, facts, live.Set);
        return TypedResults.Ok(new CheckAnswer(
            check.Effect switch { CheckEffect.Permit => "permit", CheckEffect.Review => "review", _ => "deny" },
            check.Category.Effective.Wire(),
            [.. check.Contents[0].Findings.Where(found => found.Field <= 0).Select(View)],
            check.Revision));
    }

    private static Message MessageOf(CheckRequest request, string brand, DateTimeOffset at) => new()
    {
        Channel = request.Channel!,
        Family = KnownChannels.All.FirstOrDefault(known => known.Id == request.Channel).Family ?? request.Channel!,
        Sender = "check",
        Brand = brand,
        At = at,
        Declared = WireNames.ToCategory(request.Category),
        Industry = request.Industry,
        EvidenceId = request.Evidence,
        Recipients = [],
        Contents = [new MessageContent { Fields = Fields(request.Text!, brand) }],
    };

    /// <summary>Who writes a text does not write the signature: at sending it stands in a field of its own.</summary>
    private static System.Collections.Immutable.ImmutableArray<ContentField> Fields(string text, string brand) =>
        [new ContentField { Name = "text", Text = text }, new ContentField { Name = "signature", Text = brand, Role = FieldRole.Signature }];

    private static Fault? Judge(CheckRequest request)
    {
        if (request.Channel is not { } channel || !KnownChannels.IsChannelOrFamily(channel))
            return new Fault("channel", "缺少通道或者不认识这个通道", "写通道族 sms、push、email、robot、wecom、wechat，或者具体通道。");
        if (request.Category is not null && WireNames.ToCategory(request.Category) is null)
            return new Fault("category", "不认识这个类别", "写 marketing、service、transaction 或 security；不写按营销检查。");
        return request.Text is not { Length: > 0 and <= Longest }
            ? new Fault("text", "缺少文案或者太长", $"text 写要检查的文案，1 到 {Longest} 个字符。")
            : null;
    }

    private static CheckFinding View(Finding found) => new(
        found.Rule.Id, found.Severity.Wire(), found.Start, found.Length, found.Term,
        found.Rule.Basis[0].Law, found.Rule.Basis[0].Article, found.Suggestion, found.Rule.Title, found.Rule.Message);
}

internal sealed record CheckRequest
{
    public string? Channel { get; init; }

    public string? Category { get; init; }

    public string? Text { get; init; }

    /// <summary>Unknown or absent: every industry's rules.</summary>
    public string? Industry { get; init; }

    /// <summary>Id of the evidence that the text relies on.</summary>
    public string? Evidence { get; init; }
}

internal sealed record CheckAnswer(string Effect, string Category, IReadOnlyList<CheckFinding> Findings, string Revision);

internal sealed record CheckFinding(
    string Rule, string Severity, int Start, int Length, string Term, string Law, string Article, string? Suggestion, string Title, string Message);
