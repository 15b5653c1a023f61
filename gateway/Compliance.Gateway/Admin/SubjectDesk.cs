using System.Collections.Immutable;
using System.Globalization;
using System.Security.Claims;
using System.Text.Json;
using Compliance.Audit;
using Compliance.Gateway.Model;
using Compliance.Gateway.Stores.Approvals;
using Compliance.Gateway.Stores.Consent;
using Compliance.Gateway.Stores.Idempotency;
using Compliance.Gateway.Stores.Subjects;
using Compliance.Gateway.Stores.Suppression;
using Compliance.Rules.Places;

namespace Compliance.Gateway.Admin;

/// <summary>Registers, merges and forgets people. What can't be undone waits for a second person where one is wanted.</summary>
internal sealed class SubjectDesk(
    PersonLinks links,
    ISubjectStore subjects,
    IConsentStore consents,
    ISuppressionStore suppressions,
    IIdempotencyStore replies,
    AuditTrail trail,
    FourEyes fourEyes,
    AccessLog access,
    TimeProvider clock
)
{
    private const int MostIdentities = 64;
    private const int MostSegments = 64;

    /// <returns>One a request: null where it is stored.</returns>
    public async Task<Fault?[]> UpsertAsync(
        IReadOnlyList<SubjectRequest> requests,
        ClaimsPrincipal user,
        CancellationToken cancel,
        Eyes? approved = null
    )
    {
        var faults = new Fault?[requests.Count];
        var valid = new List<Upsert>();
        await links.Turns.WaitAsync(cancel);
        try
        {
            var plan = links.Plan();
            for (var i = 0; i < requests.Count; i++)
            {
                if ((faults[i] = Judge(requests[i], user, out var upsert)) is null)
                    faults[i] = await AdmitAsync(upsert!, requests[i], user, plan, approved);
                if (faults[i] is null)
                    valid.Add(upsert!);
            }

            if (valid.Count == 0)
                return faults;
            var people = await Task.WhenAll(valid.Select(upsert => links.JoinAsync(upsert.Identities, user.Identity!.Name!)));
            await access.WriteAsync(user, "subject.upsert", people, ("count", valid.Count.ToString(CultureInfo.InvariantCulture)));
            await links.TellAsync(valid.SelectMany(upsert => upsert.Identities));
            await subjects.UpsertAsync(
                [.. valid.Select((upsert, i) => new SubjectChange(people[i], upsert.Attributes, upsert.Proved))],
                clock.GetUtcNow()
            );
        }
        finally
        {
            links.Turns.Release();
        }

        return faults;
    }

    public async Task<IResult> ForgetAsync(string identity, string? reason, ClaimsPrincipal user)
    {
        if (!Identity.TryParse(identity, out var known, out var problem))
            return Problems.Invalid(new Fault("identity", problem, "写成 kind:value 并做 URL 编码。"));
        if (reason is not { Length: >= 3 and <= 64 } || !reason.All(c => char.IsAsciiLetterOrDigit(c) || c == '-'))
            return Problems.Invalid(
                new Fault(
                    "reason",
                    "缺少删除原因",
                    "用 ?reason= 写一个简短的代码，例如 pipl-47-withdrawn；它会永久留在日志里，不得含个人信息。"
                )
            );
        if (!trail.Vault.TryFind(known.Text, out var slot))
            return Nobody();
        var order = new ErasurePayload(known.Text, reason);
        if (!fourEyes.AreWanted(ErasePerson.Who))
            return await ForgetAsync(order, new Eyes(user.Identity!.Name!, null));
        var act = await fourEyes.AskAsync(
            user,
            ErasePerson.Name,
            [slot],
            $"删除 {known.Masked}（{reason}）",
            JsonSerializer.SerializeToUtf8Bytes(order, AdminJson.Options)
        );
        return ApprovalsApi.Accepted(act);
    }

    public async Task<IResult> ForgetAsync(ErasurePayload order, Eyes eyes)
    {
        if (!trail.Vault.TryFind(order.Identity, out var slot))
            return Nobody();
        // The vault comes last: until it forgets, a call that broke off can be made again and finds the rest.
        var linked = trail.Vault.Linked(slot);
        await replies.ForgetAsync([.. trail.Heads(new AuditQuery { Identity = order.Identity }).Select(head => trail.Read(head).Id)]);
        await suppressions.ForgetAsync(linked);
        await consents.ForgetAsync(linked);
        await subjects.ForgetAsync(linked);
        var receipt = await trail.EraseAsync(order.Identity, new ErasureOrder(order.Reason, eyes.By, eyes.ApprovedBy));
        return TypedResults.Ok(new Forgotten(receipt.Id, receipt.Index, receipt.Rows, receipt.Slots));
    }

    private static IResult Nobody() => Problems.NotFound("没有这个人", "检查身份的写法；从未登记也从未发送过的身份无需删除。");

    /// <summary>Lets the identities become one person's, or says who must decide it. A takeover takes the number from whom it was before anything is joined.</summary>
    private async Task<Fault?> AdmitAsync(Upsert upsert, SubjectRequest request, ClaimsPrincipal user, LinkPlan plan, Eyes? approved)
    {
        var merges = request.Merge == true;
        var decides = merges || request.Takeover == true;
        var eyes = approved ?? new Eyes(user.Identity!.Name!, null);
        if (decides && approved is null && plan.Conflict(upsert.Identities) is not null && fourEyes.AreWanted(MergePeople.Who))
            return Waits(await AskAsync(upsert, request, user));
        if (!merges && decides)
        {
            while (plan.Join(upsert.Identities, forced: false) is { Identity: { Kind: "phone" } phone, HeldBy: not null })
            {
                await WriteAsync("subject.takeover");
                plan.Release(phone);
                await links.ReleaseAsync(phone);
            }
        }

        if (plan.Join(upsert.Identities, merges) is { } conflict)
            return new Fault(
                "identities",
                conflict.What,
                "没有改动。确为同一个人，由 privacy 或 officer 加 \"merge\": true；号码换了主人，加 \"takeover\": true；写错了，请更正后再报。"
            )
            {
                Status = StatusCodes.Status409Conflict,
            };
        if (merges && links.Roots(upsert.Identities).Length > 1)
            await WriteAsync("subject.merge");
        return null;

        Task WriteAsync(string action) =>
            access.WriteAsync(user, action, links.Roots(upsert.Identities), [("source", request.Source), .. eyes.Details]);
    }

    private Task<PendingAct> AskAsync(Upsert upsert, SubjectRequest request, ClaimsPrincipal user) =>
        fourEyes.AskAsync(
            user,
            MergePeople.Name,
            links.Roots(upsert.Identities),
            $"{(request.Merge == true ? "合并为一个人" : "移交号码")}：{string.Join('、', upsert.Identities.Select(identity => identity.Masked))}",
            JsonSerializer.SerializeToUtf8Bytes(request, AdminJson.Options)
        );

    private static Fault Waits(PendingAct act) =>
        new(
            "approval",
            "已记下，等待第二人批准",
            $"没有改动。由另一个人调用 POST /api/approvals/{act.Id} 批准后执行，{act.Until:yyyy-MM-dd HH:mm}（UTC）前有效。"
        )
        {
            Status = StatusCodes.Status202Accepted,
            Approval = act.Id,
        };

    private static Fault? Judge(SubjectRequest request, ClaimsPrincipal user, out Upsert? upsert)
    {
        upsert = null;
        var attributes = new SubjectAttributes(
            request.BirthYear,
            request.TimeZone,
            request.Region,
            request.Segments is { } segments ? [.. segments.Distinct(StringComparer.Ordinal)] : default
        );
        var given = request.Identities ?? [];
        if (request.Subject is null && given.Length == 0)
            return new Fault("identities", "没有任何身份", "写 subject（CRM 编号）或至少一个 identities。");
        if (given.Length > MostIdentities)
            return new Fault("identities", $"身份超过 {MostIdentities} 个", "一个人不会有这么多身份；请检查是否把多个人合并成了一个。");
        var all = ImmutableArray.CreateBuilder<Identity>();
        for (var i = 0; i < given.Length; i++)
        {
            if (!Identity.TryParse(given[i], out var identity, out var problem))
                return new Fault($"identities[{i}]", problem, "写成 kind:value，例如 phone:+86…、wecom:…、email:…。");
            all.Add(identity);
        }

        if (request.Subject is { } subject)
        {
            if (
                !Identity.TryParse(
                    subject.StartsWith("subject:", StringComparison.Ordinal) ? subject : $"subject:{subject}",
                    out var identity,
                    out var problem
                )
            )
                return new Fault("subject", problem, "写 CRM 中的编号，不含空格。");
            all.Add(identity);
        }

        var decides = user.IsInRole(Roles.Privacy) || user.IsInRole(Roles.Officer) || user.IsInRole(Roles.Administrator);
        upsert = new Upsert([.. all.Distinct()], attributes, decides && !string.IsNullOrWhiteSpace(request.Source));
        if (!decides && (request.Merge == true || request.Takeover == true))
            return new Fault(
                request.Merge == true ? "merge" : "takeover",
                "只有 privacy 和 officer 可以合并人员或者移交号码",
                "去掉这个字段，或者请他们来做。"
            )
            {
                Status = StatusCodes.Status403Forbidden,
            };
        if (request.Source is { Length: > 256 } || PersonalText.Holds(request.Source))
            return new Fault("source", "来源太长或者含有个人信息", "写来源的编号，不超过 256 个字符。");
        if (request.BirthYear is < 1900 or > 2100)
            return new Fault("birthYear", "出生年份超出范围", "写四位公历年份，1900 到 2100。");
        if (request.TimeZone is { } zone && !TimeZoneInfo.TryFindSystemTimeZoneById(zone, out _))
            return new Fault("timeZone", "不认识这个时区", "写 IANA 时区，例如 Asia/Shanghai。");
        if (request.Region is { } region && !Regions.IsCode(region))
            return new Fault("region", "不是行政区划代码", "写 GB/T 2260 的两位、四位或者六位数字，例如 310000、3101、31。");
        return
            request.Segments is { } tags
            && (
                tags.Length > MostSegments
                || tags.Any(tag =>
                    tag is not { Length: > 0 and <= 64 } || tag.Any(char.IsControl) || PersonalText.Holds(tag) || PlainName.HoldsNumber(tag)
                )
            )
            ? new Fault(
                "segments",
                "人群标签不对",
                $"最多 {MostSegments} 个，每个 1 到 64 个字符，不写手机号、身份证号或邮箱；[] 表示去掉全部标签。"
            )
            : null;
    }

    private sealed record Upsert(ImmutableArray<Identity> Identities, SubjectAttributes Attributes, bool Proved);
}

internal sealed record ErasurePayload(string Identity, string Reason);

internal sealed class ErasePerson(SubjectDesk desk) : IApprovedAct
{
    public const string Name = "subject.erase";

    public static readonly ImmutableArray<string> Who = [Admin.Roles.Privacy];

    public string Action => Name;

    public ImmutableArray<string> Roles => Who;

    public Task<IResult> DoAsync(PendingAct asked, ClaimsPrincipal user, Eyes eyes) =>
        desk.ForgetAsync(JsonSerializer.Deserialize<ErasurePayload>(asked.Payload.Span, AdminJson.Options)!, eyes);
}

internal sealed class MergePeople(SubjectDesk desk) : IApprovedAct
{
    public const string Name = "subject.merge";

    public static readonly ImmutableArray<string> Who = [Admin.Roles.Officer, Admin.Roles.Privacy];

    public string Action => Name;

    public ImmutableArray<string> Roles => Who;

    public async Task<IResult> DoAsync(PendingAct asked, ClaimsPrincipal user, Eyes eyes)
    {
        var request = JsonSerializer.Deserialize<SubjectRequest>(asked.Payload.Span, AdminJson.Options)!;
        return (await desk.UpsertAsync([request], user, CancellationToken.None, eyes))[0] is { } fault
            ? Problems.Invalid(fault)
            : TypedResults.Ok(new Stored(true));
    }
}
