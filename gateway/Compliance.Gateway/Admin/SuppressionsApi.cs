using System.Globalization;
using Compliance.Audit;
using Compliance.Gateway.Model;
using Compliance.Gateway.Stores.Suppression;

namespace Compliance.Gateway.Admin;

/// <summary>The suppression list: who must not be reached on any channel. Identities stand in the body, never in a URL.</summary>
internal static class SuppressionsApi
{
    public static void MapSuppressionsApi(this IEndpointRouteBuilder app)
    {
        app.MapPost("/api/suppressions", AddAsync)
            .AllowRoles(Roles.Sender, Roles.Officer, Roles.Privacy)
            .AcceptsLines<SuppressionRequest>()
            .WithSummary("列入黑名单，立即生效，删除个人信息后仍有效（单个 JSON 或 NDJSON）");
        app.MapPost("/api/suppressions/lift", LiftAsync)
            .Accepts<SuppressionRequest>("application/json", "*/*")
            .AllowRoles(Roles.Officer, Roles.Privacy)
            .Produces<Lifted>()
            .WithSummary("移出黑名单");
    }

    private static Task<IResult> AddAsync(
        HttpContext http,
        PersonVault vault,
        ISuppressionStore suppressions,
        AccessLog access,
        TimeProvider clock
    ) =>
        Bulk.HandleAsync<SuppressionRequest>(
            http,
            async requests =>
            {
                var now = clock.GetUtcNow();
                var faults = new Fault?[requests.Count];
                var valid = new List<(Identity Identity, SuppressionRequest Request, DateTimeOffset? Until)>();
                for (var i = 0; i < requests.Count; i++)
                {
                    if ((faults[i] = Judge(requests[i], now, out var identity, out var until)) is null)
                        valid.Add((identity, requests[i], until));
                }

                if (valid.Count == 0)
                    return faults;
                var people = await Task.WhenAll(valid.Select(v => vault.LinkAsync([v.Identity.Text]).AsTask()));
                await access.WriteAsync(
                    http.User,
                    "suppression.add",
                    people,
                    ("count", valid.Count.ToString(CultureInfo.InvariantCulture))
                );
                await suppressions.AddAsync([
                    .. valid.Select(
                        (v, i) =>
                            new SuppressionEntry
                            {
                                Identity = v.Identity,
                                Person = people[i],
                                Reason = v.Request.Reason!,
                                Source = v.Request.Source,
                                At = now,
                                Until = v.Until,
                                By = http.User.Identity!.Name!,
                            }
                    ),
                ]);
                return faults;
            }
        );

    private static async Task<IResult> LiftAsync(
        HttpContext http,
        PersonVault vault,
        ISuppressionStore suppressions,
        AccessLog access,
        TimeProvider clock
    )
    {
        var (request, unread) = await AdminJson.ReadAsync<SuppressionRequest>(http.Request);
        if (request is null)
            return Problems.Invalid(unread!);
        if (Judge(request, clock.GetUtcNow(), out var identity, out _) is { } fault)
            return Problems.Invalid(fault);
        var known = vault.TryFind(identity.Text, out var slot);
        await access.WriteAsync(http.User, "suppression.lift", known ? [slot] : [], ("reason", request.Reason));
        return TypedResults.Ok(new Lifted(await suppressions.LiftAsync(identity, known ? vault.Linked(slot) : [])));
    }

    private static Fault? Judge(SuppressionRequest request, DateTimeOffset now, out Identity identity, out DateTimeOffset? until)
    {
        until = null;
        if (!Identity.TryParse(request.Identity, out identity, out var problem))
            return new Fault("identity", problem, "写成 kind:value，例如 phone:+86…。");
        if (request.Reason is not { Length: > 0 and <= 128 })
            return new Fault("reason", "缺少原因", "写简短的原因，例如 complaint、12321、regulator（不得含个人信息）。");
        if (request.Source is { Length: > 256 })
            return new Fault("source", "来源太长", "写来源的编号，不超过 256 个字符。");
        if (PersonalText.Holds(request.Reason) || PersonalText.Holds(request.Source))
            return Fault.PersonalData(PersonalText.Holds(request.Reason) ? "reason" : "source");
        if (request.Until is null)
            return null;
        if (!Instant.TryParse(request.Until, out var end))
            return Instant.Fault("until");
        until = end;
        return end <= now ? new Fault("until", "截止时间已经过去", "写将来的时间；不写则一直有效。") : null;
    }
}

internal sealed record SuppressionRequest
{
    public string? Identity { get; init; }

    public string? Reason { get; init; }

    public string? Source { get; init; }

    /// <summary>RFC 3339 with an offset; for ever when absent.</summary>
    public string? Until { get; init; }
}

internal sealed record Lifted(int Count);
