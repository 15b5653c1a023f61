using System.Collections.Immutable;
using System.Security.Claims;
using Compliance.Audit;
using Compliance.Gateway.Consent;
using Compliance.Gateway.Frequency;
using Compliance.Gateway.Subjects;
using Compliance.Gateway.Suppression;
using Compliance.Rules;

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
            .WithSummary("登记或更新人员：一人的各个身份、出生年份、时区、地区、人群标签（单个 JSON 或 NDJSON）");
        app.MapDelete("/api/subjects/{identity}", ForgetAsync)
            .AllowRoles(Roles.Privacy)
            .WithSummary("删除一个人（个人信息保护法第四十七条）：销毁密钥、证据和同意记录，黑名单只留不可逆的摘要");
    }

    private static Task<IResult> UpsertAsync(
        HttpContext http,
        PersonVault vault,
        ISubjectStore subjects,
        ICapStore caps,
        AccessLog access
    ) =>
        Bulk.HandleAsync<SubjectRequest>(
            http,
            async requests =>
            {
                var faults = new Fault?[requests.Count];
                var valid = new List<(ImmutableArray<string> Identities, SubjectAttributes Attributes)>();
                for (var i = 0; i < requests.Count; i++)
                {
                    if ((faults[i] = Judge(requests[i], out var identities, out var attributes)) is null)
                        valid.Add((identities, attributes));
                }

                if (valid.Count == 0)
                    return faults;
                var people = await Task.WhenAll(valid.Select(v => LinkAsync(vault, caps, v.Identities)));
                await access.WriteAsync(http.User, "subject.upsert", people, ("count", valid.Count.ToString()));
                await subjects.UpsertAsync([.. valid.Select((v, i) => (people[i], v.Attributes))]);
                return faults;
            }
        );

    /// <summary>Links, and lets what was counted for each of the slots count together.</summary>
    private static async Task<PersonSlot> LinkAsync(PersonVault vault, ICapStore caps, ImmutableArray<string> identities)
    {
        var before = identities
            .Select(identity => vault.TryFind(identity, out var slot) ? vault.Root(slot) : default)
            .Where(slot => slot != default)
            .Distinct()
            .ToList();
        var root = await vault.LinkAsync(identities);
        foreach (var slot in before.Where(slot => slot != root))
            await caps.MergeAsync(slot, root);
        return root;
    }

    private static Fault? Judge(SubjectRequest request, out ImmutableArray<string> identities, out SubjectAttributes attributes)
    {
        identities = [];
        attributes = new SubjectAttributes(
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
        var all = ImmutableArray.CreateBuilder<string>();
        for (var i = 0; i < given.Length; i++)
        {
            if (!Identity.TryParse(given[i], out var identity, out var problem))
                return new Fault($"identities[{i}]", problem, "写成 kind:value，例如 phone:+86…、wecom:…、email:…。");
            all.Add(identity.Text);
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
            all.Add(identity.Text);
        }

        identities = [.. all.Distinct(StringComparer.Ordinal)];
        if (request.BirthYear is < 1900 or > 2100)
            return new Fault("birthYear", "出生年份超出范围", "写四位公历年份，1900 到 2100。");
        if (request.TimeZone is { } zone && !TimeZoneInfo.TryFindSystemTimeZoneById(zone, out _))
            return new Fault("timeZone", "不认识这个时区", "写 IANA 时区，例如 Asia/Shanghai。");
        if (request.Region is { } region && !Regions.IsCode(region))
            return new Fault("region", "不是行政区划代码", "写 GB/T 2260 的两位、四位或者六位数字，例如 310000、3101、31。");
        return
            request.Segments is { } tags
            && (tags.Length > MostSegments || tags.Any(tag => tag is not { Length: > 0 and <= 64 } || tag.Any(char.IsControl)))
            ? new Fault("segments", "人群标签不对", $"最多 {MostSegments} 个，每个 1 到 64 个字符；[] 表示去掉全部标签。")
            : null;
    }

    private static async Task<IResult> ForgetAsync(
        string identity,
        string? reason,
        ClaimsPrincipal user,
        AuditTrail trail,
        ISubjectStore subjects,
        IConsentStore consents,
        ISuppressionStore suppressions
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
        await suppressions.ForgetAsync(known, linked);
        await consents.ForgetAsync(linked);
        await subjects.ForgetAsync(linked);
        var receipt = await trail.EraseAsync(known.Text, new ErasureOrder(reason, user.Identity!.Name!));
        return TypedResults.Ok(new Forgotten(receipt.Id, receipt.Index, receipt.Rows, receipt.Slots));
    }
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
}

/// <param name="Receipt">Id of the erasure entry in the log; it names nobody.</param>
internal sealed record Forgotten(string? Receipt, long? Index, int EvidenceRows, int Keys);
