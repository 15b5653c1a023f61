using System.Security.Claims;
using Compliance.Gateway.Admin.Decisions;
using Compliance.Gateway.Credentials;
using Compliance.Gateway.Model;
using Compliance.Gateway.Providers;
using Compliance.Gateway.Stores.Activity;
using Compliance.Gateway.Stores.Halts;
using Compliance.Gateway.Stores.Templates;
using Compliance.Rules.Evaluation;
using Compliance.Rules.Messages;

namespace Compliance.Gateway.Admin;

/// <summary>The kill switch: a campaign, a sender, a channel or everything stops with the next message.</summary>
internal static class HaltsApi
{
    private const int LongestText = 4000;

    /// <summary>Fewer would stand in messages that nobody means.</summary>
    private const int ShortestText = 4;

    private const string UnseenCampaign = "过去七天没有推送用过这个活动编号：以后用它的推送会被停住；编号写错了请解除后重写";

    public static void MapHaltsApi(this IEndpointRouteBuilder app)
    {
        app.MapPost("/api/halts", AddAsync)
            .Accepts<HaltRequest>("application/json", "*/*")
            .AllowRoles(Roles.Officer, Roles.Legal, Roles.Operator)
            .Produces<HaltView>(StatusCodes.Status201Created)
            .WithSummary(
                "紧急停发：scope 为 campaign、sender、channel、template（编号，或者 渠道:编号）、text（整段文案或者其中一段）或 all，立即生效"
            );
        app.MapGet("/api/halts", List)
            .AllowRoles(Roles.Officer, Roles.Legal, Roles.Operator, Roles.Auditor)
            .Produces<IReadOnlyList<HaltView>>()
            .WithSummary("正在生效的停发");
        app.MapDelete("/api/halts/{id}", LiftAsync).AllowRoles(Roles.Officer, Roles.Legal).WithSummary("解除停发");
    }

    private static async Task<IResult> AddAsync(
        HttpContext http,
        IHaltStore halts,
        ITemplateStore templates,
        ContentNames contents,
        CampaignContents campaigns,
        SenderRegistry senders,
        AccessLog access,
        TimeProvider clock
    )
    {
        var (request, unread) = await AdminJson.ReadAsync<HaltRequest>(http.Request);
        if (request is null)
            return Problems.Invalid(unread!);
        if ((Judge(request, out var scope) ?? Stranger(scope, request.Value, senders) ?? Unseen(scope, request, templates)) is { } fault)
            return Problems.Invalid(fault);
        var user = http.User;
        var now = clock.GetUtcNow();
        var value = scope switch
        {
            HaltScope.Template => HaltedTemplate.Of(request.Value!).ToString(),
            // A text may speak of somebody: its name stands in the entry, and what it says is kept sealed.
            HaltScope.Text => contents.OfText(request.Value!),
            _ => request.Value ?? "",
        };
        var halt = new Halt(
            EntryId.New(now),
            scope,
            value,
            request.Reason!,
            user.Identity!.Name!,
            now,
            scope == HaltScope.Text ? request.Value : null
        );
        await access.WriteAsync(
            user,
            "halt.add",
            [],
            ("halt", halt.Id),
            ("scope", request.Scope),
            ("value", value),
            ("reason", halt.Reason)
        );
        await halts.AddAsync(halt);
        var note = scope == HaltScope.Campaign && campaigns.Knows(value) == false ? UnseenCampaign : null;
        return TypedResults.Created($"/api/halts/{halt.Id}", HaltView.Of(halt) with { Note = note });
    }

    private static Fault? Judge(HaltRequest request, out HaltScope scope)
    {
        scope = request.Scope switch
        {
            "campaign" => HaltScope.Campaign,
            "sender" => HaltScope.Sender,
            "channel" => HaltScope.Channel,
            "template" => HaltScope.Template,
            "text" => HaltScope.Text,
            _ => HaltScope.All,
        };
        if (request.Scope is not ("campaign" or "sender" or "channel" or "template" or "text" or "all"))
            return new Fault("scope", "缺少停发范围或者不认识这个范围", "写 campaign、sender、channel、template、text 或 all。");
        if (scope != HaltScope.All && string.IsNullOrWhiteSpace(request.Value))
            return new Fault("value", "没有写停发的是哪一个", "写活动编号、发送方名称、通道（族）名称、模板编号，或者文案。");
        if (request.Value?.Length > (scope == HaltScope.Text ? LongestText : 128))
            return new Fault("value", "太长", $"文案不超过 {LongestText} 个字符，其余不超过 128 个。");
        if (scope == HaltScope.All && request.Value is { Length: > 0 })
            return new Fault("value", "scope 为 all 时不写 value", "要停一个活动、发送方、通道、模板或文案，请改 scope。");
        if (scope == HaltScope.Channel && !ChannelCatalog.IsChannelOrFamily(request.Value!))
            return new Fault("value", "不认识这个通道", $"写通道族 {string.Join('、', ChannelCatalog.Families)}，或者具体通道。");
        if (scope == HaltScope.Text && SpelledAlike.Of(request.Value!).Length < ShortestText)
            return new Fault(
                "value",
                $"不到 {ShortestText} 个字，会停住不相干的推送",
                "写整段文案，或者其中足够独特的一段（标点、空格不计，连着的数字只算一个字，换了数字也停）。"
            );
        if (scope is not (HaltScope.Text or HaltScope.All) && PersonalText.Holds(request.Value))
            return Fault.PersonalData("value");
        if (request.Reason is not { Length: > 0 and <= 256 })
            return new Fault(
                "reason",
                "缺少停发原因",
                "用一句话写明原因（不超过 256 个字符，不得含个人信息），它和停发一起列出，也写进审计日志。"
            );
        return PersonalText.Holds(request.Reason) ? Fault.PersonalData("reason") : null;
    }

    /// <summary>A halt that names nobody would be believed to hold.</summary>
    private static Fault? Stranger(HaltScope scope, string? name, SenderRegistry senders) =>
        scope != HaltScope.Sender || senders.Find(name!) is not null
            ? null
            : new Fault(
                "value",
                "没有这个发送方，停发不会停住任何人",
                $"发送方的名称区分大小写，现有：{string.Join("、", senders.Senders.Select(sender => sender.Name).Order(StringComparer.Ordinal))}。"
            );

    /// <summary>Campaigns are named by whoever sends; templates are known before they are used, so an unknown one is most likely a slip, and its halt would be believed to hold.</summary>
    private static Fault? Unseen(HaltScope scope, HaltRequest request, ITemplateStore templates)
    {
        if (scope != HaltScope.Template || request.Ahead)
            return null;
        var meant = HaltedTemplate.Of(request.Value!);
        var known = templates
            .All()
            .Select(template => (template.Channel, template.Template.Id))
            .Concat(templates.AllFetched().Select(fetched => (fetched.Key.Channel, fetched.Key.Id)))
            .ToList();
        if (known.Any(template => meant.Is(template.Channel, template.Id)))
            return null;
        var elsewhere = known
            .Where(template => (meant with { Channel = null }).Is(template.Channel, template.Id))
            .Select(template => $"{template.Channel}:{template.Id}")
            .ToList();
        return new Fault(
            "value",
            "没有登记过、也没有见过这个模板，停发不会停住任何推送",
            elsewhere.Count > 0
                ? $"同一编号登记在 {string.Join("、", elsewhere)}：请照此写。"
                : "用 GET /api/templates 查编号（可以写成 渠道:编号）；确实要预先停发还没有用过的模板，加上 \"ahead\": true。"
        );
    }

    private static async Task<IResult> List(ClaimsPrincipal user, IHaltStore halts, AccessLog access)
    {
        await access.WriteAsync(user, "halt.list", []);
        return TypedResults.Ok(halts.Active().Select(HaltView.Of).ToList());
    }

    private static async Task<IResult> LiftAsync(string id, ClaimsPrincipal user, IHaltStore halts, AccessLog access, TimeProvider clock)
    {
        if (halts.Active().All(halt => halt.Id != id))
            return Problems.NotFound("没有这个停发，或者已经解除", "用 GET /api/halts 查看正在生效的停发。");
        await access.WriteAsync(user, "halt.lift", [], ("halt", id));
        return await halts.LiftAsync(id, user.Identity!.Name!, clock.GetUtcNow())
            ? TypedResults.NoContent()
            : Problems.NotFound("没有这个停发，或者已经解除", "用 GET /api/halts 查看正在生效的停发。");
    }
}

internal sealed record HaltRequest
{
    public string? Scope { get; init; }

    public string? Value { get; init; }

    public string? Reason { get; init; }

    /// <summary>A template that nobody has used yet is meant.</summary>
    public bool Ahead { get; init; }
}

/// <param name="Value">Of a text: what it says, personal data masked; null for all, and for a text that an older version kept by its name alone.</param>
/// <param name="Note">What whoever halts should know; null: nothing.</param>
internal sealed record HaltView(string Id, string Scope, string? Value, string Reason, string By, DateTimeOffset At, string? Note)
{
    public static HaltView Of(Halt halt) =>
        new(
            halt.Id,
            halt.Scope.ToString().ToLowerInvariant(),
            halt.Scope switch
            {
                HaltScope.All => null,
                HaltScope.Text => halt.Text is { } text ? KeptEvidence.Masked(text) : null,
                _ => halt.Value,
            },
            halt.Reason,
            halt.By,
            halt.At,
            halt is { Scope: HaltScope.Text, Text: null } ? "旧版本登记的文案，没有留下原文：只停住整段相同的文案" : null
        );
}
