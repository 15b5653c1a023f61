using System.Collections.Immutable;
using System.Globalization;
using System.Security.Claims;
using Compliance.Audit;
using Compliance.Gateway.Model;
using Compliance.Gateway.Stores.Consent;
using Compliance.Gateway.Stores.Idempotency;
using Compliance.Gateway.Stores.Subjects;
using Compliance.Gateway.Stores.Suppression;
using Compliance.Rules.Places;

namespace Compliance.Gateway.Admin;

/// <summary>People: which identities are one person's, and what the rules may know of them.</summary>
internal static class SubjectsApi
{
    private const int MostIdentities = 64;
    private const int MostSegments = 64;

    public static void MapSubjectsApi(this IEndpointRouteBuilder app)
    {
        app.MapPost("/api/subjects", UpsertAsync)
            .AllowRoles(Roles.Sender, Roles.Officer, Roles.Privacy)
            .AcceptsLines<SubjectRequest>()
            .ProducesProblem(StatusCodes.Status409Conflict)
            .WithSummary("登记或更新人员：一人的各个身份、出生年份、时区、地区、人群标签（单个 JSON 或 NDJSON）");
        app.MapDelete("/api/subjects/{identity}/identities/{other}", ReleaseAsync)
            .AllowRoles(Roles.Officer, Roles.Privacy)
            .Produces<Stored>()
            .WithSummary("从一个人名下拿走一个身份：此前的同意和记录留给这个人，禁发随身份保留");
        app.MapDelete("/api/subjects/{identity}", ForgetAsync)
            .AllowRoles(Roles.Privacy)
            .WithSummary("删除一个人（个人信息保护法第四十七条）：销毁密钥、证据和同意记录，黑名单只留不可逆的摘要");
    }

    private static Task<IResult> UpsertAsync(
        HttpContext http,
        PersonLinks links,
        ISubjectStore subjects,
        AccessLog access,
        TimeProvider clock
    ) =>
        Bulk.HandleAsync<SubjectRequest>(
            http,
            async requests =>
            {
                var faults = new Fault?[requests.Count];
                var valid = new List<Upsert>();
                await links.Turns.WaitAsync(http.RequestAborted);
                try
                {
                    var plan = links.Plan();
                    for (var i = 0; i < requests.Count; i++)
                    {
                        if ((faults[i] = Judge(requests[i], http.User, out var upsert)) is null)
                            faults[i] = await AdmitAsync(upsert!, requests[i], http.User, links, plan, access);
                        if (faults[i] is null)
                            valid.Add(upsert!);
                    }

                    if (valid.Count == 0)
                        return faults;
                    var people = await Task.WhenAll(valid.Select(upsert => links.JoinAsync(upsert.Identities, http.User.Identity!.Name!)));
                    await access.WriteAsync(
                        http.User,
                        "subject.upsert",
                        people,
                        ("count", valid.Count.ToString(CultureInfo.InvariantCulture))
                    );
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
        );

    /// <summary>Lets the identities become one person's, or says who must decide it. A takeover takes the number from whom it was before anything is joined.</summary>
    private static async Task<Fault?> AdmitAsync(
        Upsert upsert,
        SubjectRequest request,
        ClaimsPrincipal user,
        PersonLinks links,
        LinkPlan plan,
        AccessLog access
    )
    {
        var merges = request.Merge == true;
        if (!merges && request.Takeover == true)
        {
            while (plan.Join(upsert.Identities, forced: false) is { Identity: { Kind: "phone" } phone, HeldBy: not null })
            {
                await access.WriteAsync(user, "subject.takeover", links.Roots(upsert.Identities), ("source", request.Source));
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
        if (merges && links.Roots(upsert.Identities) is { Length: > 1 } joined)
            await access.WriteAsync(user, "subject.merge", joined, ("source", request.Source));
        return null;
    }

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

    private static async Task<IResult> ForgetAsync(
        string identity,
        string? reason,
        ClaimsPrincipal user,
        AuditTrail trail,
        ISubjectStore subjects,
        IConsentStore consents,
        ISuppressionStore suppressions,
        IIdempotencyStore replies
    )
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
            return Problems.NotFound("没有这个人", "检查身份的写法；从未登记也从未发送过的身份无需删除。");
        // The vault comes last: until it forgets, a call that broke off can be made again and finds the rest.
        var linked = trail.Vault.Linked(slot);
        await replies.ForgetAsync([.. trail.Heads(new AuditQuery { Identity = known.Text }).Select(head => trail.Read(head).Id)]);
        await suppressions.ForgetAsync(linked);
        await consents.ForgetAsync(linked);
        await subjects.ForgetAsync(linked);
        var receipt = await trail.EraseAsync(known.Text, new ErasureOrder(reason, user.Identity!.Name!));
        return TypedResults.Ok(new Forgotten(receipt.Id, receipt.Index, receipt.Rows, receipt.Slots));
    }

    private static async Task<IResult> ReleaseAsync(
        string identity,
        string other,
        ClaimsPrincipal user,
        PersonVault vault,
        PersonLinks links,
        AccessLog access
    )
    {
        if (!Identity.TryParse(identity, out var person, out var problem))
            return Problems.Invalid(new Fault("identity", problem, "写成 kind:value 并做 URL 编码。"));
        if (!Identity.TryParse(other, out var taken, out problem))
            return Problems.Invalid(new Fault("other", problem, "写成 kind:value 并做 URL 编码。"));
        if (person == taken)
            return Problems.Invalid(new Fault("other", "两处写的是同一个身份", "前面写这个人的另一个身份，后面写要拿走的身份。"));
        await links.Turns.WaitAsync();
        try
        {
            if (!vault.TryFind(person.Text, out var mine) || !vault.TryFind(taken.Text, out var his) || vault.Root(mine) != vault.Root(his))
                return Problems.NotFound("这两个身份不属于同一个人", "先用 GET /api/subjects/{identity}/consents 核对。");
            await access.WriteAsync(user, "subject.release", [mine]);
            await links.ReleaseAsync(taken);
            return TypedResults.Ok(new Stored(true));
        }
        finally
        {
            links.Turns.Release();
        }
    }

    private sealed record Upsert(ImmutableArray<Identity> Identities, SubjectAttributes Attributes, bool Proved);
}

internal sealed record SubjectRequest
{
    public string? Subject { get; init; }

    public string[]? Identities { get; init; }

    public int? BirthYear { get; init; }

    public string? TimeZone { get; init; }

    /// <summary>GB/T 2260, two, four or six digits. As in a rule, a province may be written 31 or 310000.</summary>
    public string? Region { get; init; }

    /// <summary>The brand's tags; replaces those that were given before.</summary>
    public string[]? Segments { get; init; }

    /// <summary>Where it is known from. With one, what privacy or officer say of a birth year or a zone holds at once.</summary>
    public string? Source { get; init; }

    /// <summary>These are one person after all (privacy, officer). What any of them withdrew stays withdrawn.</summary>
    public bool? Merge { get; init; }

    /// <summary>The phone has a new owner (privacy, officer): without the former owner's grants, with its suppression.</summary>
    public bool? Takeover { get; init; }
}

/// <param name="Receipt">Id of the erasure entry in the log; it names nobody.</param>
internal sealed record Forgotten(string? Receipt, long? Index, int EvidenceRows, int Keys);
