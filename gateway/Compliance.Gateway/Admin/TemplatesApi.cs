using System.Collections.Immutable;
using System.Security.Claims;
using Compliance.Gateway.Facts.Templates;
using Compliance.Gateway.Model;
using Compliance.Gateway.Providers;
using Compliance.Gateway.Recording;
using Compliance.Gateway.Stores.Templates;
using Compliance.Policies.Binding;
using Compliance.Rules.Categories;
using Compliance.Rules.Decisions;
using Compliance.Rules.Facts;
using Compliance.Rules.Messages;

namespace Compliance.Gateway.Admin;

/// <summary>The template registry. A template's category decides what may be sent without consent, so senders may not write it.</summary>
internal static class TemplatesApi
{
    private const int LongestText = 10_000;
    private const int LongestReason = 500;
    private const int MostTold = 5;

    private static readonly ImmutableDictionary<string, VariableType> NoVariables = ImmutableDictionary<string, VariableType>.Empty;

    public static void MapTemplatesApi(this IEndpointRouteBuilder app)
    {
        app.MapPost("/api/templates", PutAsync)
            .AllowRoles(Roles.Officer, Roles.Legal)
            .AcceptsLines<TemplateRequest>()
            .WithSummary("登记模板：渠道、编号、原文、类别、签名（单个 JSON 或 NDJSON）");
        app.MapGet("/api/templates", ListAsync)
            .AllowRoles(Roles.Officer, Roles.Legal, Roles.Auditor, Roles.Operator)
            .Produces<IReadOnlyList<TemplateView>>()
            .WithSummary(
                "已登记的模板，和向服务商读取的模板（source 为 fetched）；findings 是其中的营销内容：登记时还没有核对过的旧模板发送时只记录，读取的模板按营销处理"
            );
    }

    private static Task<IResult> PutAsync(
        HttpContext http,
        ITemplateStore templates,
        TemplateJudging judging,
        AccessLog access,
        TimeProvider clock
    ) =>
        Bulk.HandleAsync<TemplateRequest>(
            http,
            async requests =>
            {
                var faults = new Fault?[requests.Count];
                for (var i = 0; i < requests.Count; i++)
                {
                    if ((faults[i] = Judge(requests[i]) ?? Judge(requests[i], judging, http.User)) is null)
                        await StoreAsync(http.User, requests[i], templates, access, clock.GetUtcNow());
                }

                return faults;
            }
        );

    private static async Task StoreAsync(
        ClaimsPrincipal user,
        TemplateRequest request,
        ITemplateStore templates,
        AccessLog access,
        DateTimeOffset now
    )
    {
        await access.WriteAsync(
            user,
            "template.put",
            [],
            ("channel", request.Channel),
            ("id", request.Id),
            ("category", request.Category),
            ("confirmed", request.Confirm ? "true" : null)
        );
        var template = new TemplateFact
        {
            Id = request.Id!,
            Text = request.Text!,
            Category = WireNames.ToCategory(request.Category)!.Value,
            Signature = request.Signature,
            Variables = VariablesOf(request),
            Confirmed = request.Confirm,
        };
        await templates.PutAsync(request.Channel!, template, request.Reason, user.Identity!.Name!, now);
    }

    private static Fault? Judge(TemplateRequest request)
    {
        if (request.Channel is not { } channel || !ChannelCatalog.IsChannelOrFamily(channel))
            return new Fault("channel", "缺少通道或者不认识这个通道", "写模板所在的通道，例如 tencent-sms；同族共用的写 sms。");
        if (request.Id is not { Length: > 0 and <= 128 } id || id.Any(c => char.IsControl(c) || char.IsWhiteSpace(c)))
            return new Fault("id", "缺少模板编号或者编号不对", "写服务商给出的模板编号，不含空格，不超过 128 个字符。");
        if (request.Text is not { Length: > 0 and <= LongestText })
            return new Fault(
                "text",
                "缺少模板原文或者太长",
                $"照服务商审核通过的原文写，占位符保留，例如 {{1}} 或 ${{name}}；不超过 {LongestText} 个字符。"
            );
        if (WireNames.ToCategory(request.Category) is null)
            return new Fault("category", "缺少类别或者不认识这个类别", "写 marketing、service、transaction 或 security。");
        foreach (var (variable, type) in request.Variables ?? [])
            if (!VariableNames.TryParse(type, out _) || !TemplateText.Shows(request.Text, variable))
                return new Fault(
                    "variables",
                    "变量不在原文里，或者不认识它的类型",
                    $"写成 {{\"变量名\": \"类型\"}}，变量名照原文；类型可用：{VariableNames.Known}，或者服务商自己的类型。"
                );
        return request.Confirm && (request.Reason is not { Length: > 0 and <= LongestReason } reason || PersonalText.Holds(reason))
            ? new Fault("reason", "确认时要写理由", $"写明为什么这份模板不是营销，不超过 {LongestReason} 个字，不写个人信息。")
            : null;
    }

    /// <summary>A text that promotes something is marketing, whatever it is registered as; legal may see it otherwise, and says why.</summary>
    private static Fault? Judge(TemplateRequest request, TemplateJudging judging, ClaimsPrincipal user)
    {
        if (request.Confirm)
            return user.IsInRole(Roles.Legal) || user.IsInRole(Roles.Administrator)
                ? null
                : new Fault("confirm", "只有法务可以确认", "请法务用自己的密钥登记，并写明理由。")
                {
                    Status = StatusCodes.Status403Forbidden,
                };
        var category = WireNames.ToCategory(request.Category)!.Value;
        // The signature is read like the text, and whoever registers it lets every push of the channel carry it.
        if (
            request.Signature is { Length: > 0 } signature
            && judging.Find(request.Channel!, signature, category, NoVariables) is { IsEmpty: false } said
        )
            return new Fault(
                "signature",
                $"签名里有营销内容：{Told(said)}",
                "签名写品牌、公司或者店铺自己的名称；如果那就是它的名称，由法务加上 \"confirm\": true 和 \"reason\" 再登记。"
            )
            {
                Status = StatusCodes.Status409Conflict,
                Findings = [.. said.Select(CheckDesk.View)],
            };
        var findings = judging.Find(request.Channel!, request.Text!, category, VariablesOf(request));
        return findings.IsEmpty
            ? null
            : new Fault(
                "text",
                $"原文里有营销内容，或者说不出是什么通知：{Told(findings)}",
                "按 marketing 登记；或者从原文里删去，把通知的事由写进原文（变量可以在 variables 里限定类型）；如果确实是通知，由法务加上 \"confirm\": true 和 \"reason\" 再登记。"
            )
            {
                Status = StatusCodes.Status409Conflict,
                Findings = [.. findings.Select(CheckDesk.View)],
            };
    }

    private static string Told(ImmutableArray<Finding> findings) =>
        string.Join("、", findings.Take(MostTold).Select(found => $"“{found.Term}”"));

    private static ImmutableDictionary<string, VariableType> VariablesOf(TemplateRequest request)
    {
        var types = ImmutableDictionary.CreateBuilder<string, VariableType>();
        foreach (var (variable, name) in request.Variables ?? [])
            if (VariableNames.TryParse(name, out var type) && type is { } known)
                types[variable] = known;
        return types.ToImmutable();
    }

    private static async Task<IResult> ListAsync(ClaimsPrincipal user, ITemplateStore templates, TemplateJudging judging, AccessLog access)
    {
        await access.WriteAsync(user, "template.list", []);
        return TypedResults.Ok(Registered(templates, judging).Concat(Fetched(templates, judging)).ToList());
    }

    private static IEnumerable<TemplateView> Registered(ITemplateStore templates, TemplateJudging judging) =>
        templates
            .All()
            .Select(t => new TemplateView
            {
                Channel = t.Channel,
                Id = t.Template.Id,
                Source = "registered",
                Text = t.Template.Text,
                Category = t.Template.Category.Wire(),
                Signature = t.Template.Signature,
                Variables = Names(t.Template.Variables),
                Confirmed = t.Template.Confirmed,
                Findings = t.Template.Confirmed
                    ? []
                    : [.. judging.Find(t.Channel, t.Template.Text, t.Template.Category, t.Template.Variables).Select(CheckDesk.View)],
            });

    private static IEnumerable<TemplateView> Fetched(ITemplateStore templates, TemplateJudging judging) =>
        templates
            .AllFetched()
            .Select(t => new TemplateView
            {
                Channel = t.Key.Channel,
                Id = t.Key.Id,
                Source = "fetched",
                Account = t.Key.Account,
                FetchedAt = t.At,
                Text = t.Template.Text,
                Category = t.Template.Category?.Wire(),
                Variables = Names(t.Template.Variables),
                Findings =
                [
                    .. judging
                        .Find(t.Key.Channel, t.Template.Text, t.Template.Category ?? Category.Service, t.Template.Variables)
                        .Select(CheckDesk.View),
                ],
            });

    private static Dictionary<string, string> Names(ImmutableDictionary<string, VariableType> variables) =>
        variables.ToDictionary(type => type.Key, type => EnumNames<VariableType>.Of(type.Value));
}

internal sealed record TemplateRequest
{
    public string? Channel { get; init; }

    public string? Id { get; init; }

    public string? Text { get; init; }

    public string? Category { get; init; }

    public string? Signature { get; init; }

    /// <summary>What each variable holds; one that is not named holds a short word.</summary>
    public Dictionary<string, string>? Variables { get; init; }

    /// <summary>Legal has read the findings and says that it is no marketing.</summary>
    public bool Confirm { get; init; }

    public string? Reason { get; init; }
}

internal sealed record TemplateView
{
    public required string Channel { get; init; }

    public required string Id { get; init; }

    /// <summary><c>registered</c> by the brand, or <c>fetched</c> from the provider.</summary>
    public required string Source { get; init; }

    /// <summary>As whose template it was fetched.</summary>
    public string? Account { get; init; }

    public DateTimeOffset? FetchedAt { get; init; }

    public required string Text { get; init; }

    /// <summary>Null where the provider tells no type: then what the caller declares.</summary>
    public string? Category { get; init; }

    public string? Signature { get; init; }

    public required Dictionary<string, string> Variables { get; init; }

    public bool Confirmed { get; init; }

    public required ImmutableArray<CheckFinding> Findings { get; init; }
}
