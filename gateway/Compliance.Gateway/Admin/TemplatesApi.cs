using System.Security.Claims;
using Compliance.Gateway.Channels;
using Compliance.Gateway.Recording;
using Compliance.Gateway.Templates;
using Compliance.Rules.Facts;

namespace Compliance.Gateway.Admin;

/// <summary>The template registry. A template's category decides what may be sent without consent, so senders may not write it.</summary>
internal static class TemplatesApi
{
    private const int LongestText = 10_000;

    public static void MapTemplatesApi(this IEndpointRouteBuilder app)
    {
        app.MapPost("/api/templates", PutAsync)
            .AllowRoles(Roles.Officer, Roles.Legal)
            .AcceptsLines<TemplateRequest>()
            .WithSummary("登记模板：渠道、编号、原文、类别、签名（单个 JSON 或 NDJSON）");
        app.MapGet("/api/templates", ListAsync)
            .AllowRoles(Roles.Officer, Roles.Legal, Roles.Auditor, Roles.Operator)
            .Produces<IReadOnlyList<TemplateRequest>>()
            .WithSummary("已登记的模板");
    }

    private static Task<IResult> PutAsync(HttpContext http, ITemplateStore templates, AccessLog access, TimeProvider clock) =>
        Bulk.HandleAsync<TemplateRequest>(
            http,
            async requests =>
            {
                var faults = new Fault?[requests.Count];
                for (var i = 0; i < requests.Count; i++)
                {
                    if ((faults[i] = Judge(requests[i])) is null)
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
        await access.WriteAsync(user, "template.put", [], ("channel", request.Channel), ("id", request.Id), ("category", request.Category));
        var template = new TemplateFact
        {
            Id = request.Id!,
            Text = request.Text!,
            Category = WireNames.ToCategory(request.Category)!.Value,
            Signature = request.Signature,
        };
        await templates.PutAsync(request.Channel!, template, user.Identity!.Name!, now);
    }

    private static Fault? Judge(TemplateRequest request)
    {
        if (request.Channel is not { } channel || !KnownChannels.IsChannelOrFamily(channel))
            return new Fault("channel", "缺少通道或者不认识这个通道", "写模板所在的通道，例如 tencent-sms；同族共用的写 sms。");
        if (request.Id is not { Length: > 0 and <= 128 } id || id.Any(c => char.IsControl(c) || char.IsWhiteSpace(c)))
            return new Fault("id", "缺少模板编号或者编号不对", "写服务商给出的模板编号，不含空格，不超过 128 个字符。");
        if (request.Text is not { Length: > 0 and <= LongestText })
            return new Fault(
                "text",
                "缺少模板原文或者太长",
                $"照服务商审核通过的原文写，占位符保留，例如 {{1}} 或 ${{name}}；不超过 {LongestText} 个字符。"
            );
        return WireNames.ToCategory(request.Category) is null
            ? new Fault("category", "缺少类别或者不认识这个类别", "写 marketing、service、transaction 或 security。")
            : null;
    }

    private static async Task<IResult> ListAsync(ClaimsPrincipal user, ITemplateStore templates, AccessLog access)
    {
        await access.WriteAsync(user, "template.list", []);
        return TypedResults.Ok(
            templates
                .All()
                .Select(t => new TemplateRequest
                {
                    Channel = t.Channel,
                    Id = t.Template.Id,
                    Text = t.Template.Text,
                    Category = t.Template.Category.Wire(),
                    Signature = t.Template.Signature,
                })
                .ToList()
        );
    }
}

internal sealed record TemplateRequest
{
    public string? Channel { get; init; }

    public string? Id { get; init; }

    public string? Text { get; init; }

    public string? Category { get; init; }

    public string? Signature { get; init; }
}
