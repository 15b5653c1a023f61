using System.Security.Claims;
using Compliance.Audit;
using Compliance.Gateway.Model;
using Compliance.Gateway.Stores.Subjects;

namespace Compliance.Gateway.Admin;

/// <summary>People: which identities are one person's, and what the rules may know of them.</summary>
internal static class SubjectsApi
{
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

    private static Task<IResult> UpsertAsync(HttpContext http, SubjectDesk desk) =>
        Bulk.HandleAsync<SubjectRequest>(http, requests => desk.UpsertAsync(requests, http.User, http.RequestAborted));

    private static Task<IResult> ForgetAsync(string identity, string? reason, ClaimsPrincipal user, SubjectDesk desk) =>
        desk.ForgetAsync(identity, reason, user);

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
