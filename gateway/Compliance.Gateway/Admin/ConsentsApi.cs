using System.Collections.Immutable;
using System.Globalization;
using System.Security.Claims;
using Compliance.Audit;
using Compliance.Gateway.Credentials;
using Compliance.Gateway.LivePolicies;
using Compliance.Gateway.Model;
using Compliance.Gateway.Stores.Consent;
using Microsoft.Extensions.Options;

namespace Compliance.Gateway.Admin;

/// <summary>The consent ledger: grants and withdrawals go in, effective with the answer; state and history come out.</summary>
internal static class ConsentsApi
{
    public static void MapConsentsApi(this IEndpointRouteBuilder app)
    {
        app.MapPost("/api/consents", AppendAsync)
            .AllowRoles(Roles.Sender, Roles.Officer, Roles.Privacy)
            .AcceptsLines<ConsentRequest>()
            .WithSummary("登记同意或撤回，应答即生效（单个 JSON 或 NDJSON）");
        app.MapGet("/api/subjects/{identity}/consents", ReadAsync)
            .AllowRoles(Roles.Officer, Roles.Privacy, Roles.Auditor, Roles.Legal)
            .Produces<ConsentsAnswer>()
            .WithSummary("一个人的同意状态和全部历史；asOf 可查任一时刻");
    }

    private static Task<IResult> AppendAsync(
        HttpContext http,
        PersonVault vault,
        IConsentStore consents,
        AccessLog access,
        IOptions<GatewayOptions> options,
        LivePolicySet live,
        SenderRegistry senders,
        TimeProvider clock
    )
    {
        HashSet<string> brands = [options.Value.Brand, .. senders.Senders.Select(sender => sender.Brand)];
        var import = Random.Shared.NextInt64(1, 1L << 53);
        return Bulk.HandleAsync<ConsentRequest>(
            http,
            async requests =>
            {
                var now = clock.GetUtcNow();
                var faults = new Fault?[requests.Count];
                var valid = new List<(Identity Identity, ConsentRequest Request, DateTimeOffset At)>();
                for (var i = 0; i < requests.Count; i++)
                {
                    if ((faults[i] = ConsentFaults.Find(requests[i], live.Set.Purposes, brands, now, out var identity, out var at)) is null)
                        valid.Add((identity, requests[i], at));
                }

                if (valid.Count == 0)
                    return faults;
                var people = await Task.WhenAll(valid.Select(v => vault.LinkAsync([v.Identity.Text]).AsTask()));
                var events = valid
                    .Select((v, i) => Event(v.Request, people[i], v.At, now, import, options.Value.Brand, http.User.Identity!.Name!))
                    .ToList();
                await access.WriteAsync(
                    http.User,
                    "consent.append",
                    people,
                    ("grants", events.Count(e => e.Granted).ToString(CultureInfo.InvariantCulture)),
                    ("withdrawals", events.Count(e => !e.Granted).ToString(CultureInfo.InvariantCulture))
                );
                await consents.AppendAsync(events);
                return faults;
            }
        );
    }

    private static ConsentEvent Event(
        ConsentRequest request,
        PersonSlot person,
        DateTimeOffset at,
        DateTimeOffset now,
        long import,
        string brand,
        string by
    ) =>
        new()
        {
            Person = person,
            Brand = request.Brand ?? brand,
            Channel = request.Channel!,
            Purpose = request.Purpose!,
            Granted = request.Action == "grant",
            At = at,
            Recorded = now,
            Import = import,
            Notice = request.Notice,
            Source = request.Source,
            Proof = request.Proof,
            By = by,
        };

    private static async Task<IResult> ReadAsync(
        string identity,
        string? asOf,
        ClaimsPrincipal user,
        PersonVault vault,
        IConsentStore consents,
        AccessLog access
    )
    {
        if (!Identity.TryParse(identity, out var known, out var problem))
            return Problems.Invalid(new Fault("identity", problem, "写成 kind:value 并做 URL 编码，例如 phone%3A%2B86…。"));
        DateTimeOffset? until = null;
        if (asOf is not null)
        {
            if (!Instant.TryParse(asOf, out var parsed))
                return Problems.Invalid(Instant.Fault("asOf"));
            until = parsed;
        }

        if (!vault.TryFind(known.Text, out var slot))
            return Problems.NotFound("没有这个人的任何记录", "检查身份的写法，或者先用 POST /api/consents 登记。");
        var linked = vault.Linked(slot);
        await access.WriteAsync(user, "consent.read", [slot], ("asOf", asOf));
        var history = (await consents.HistoryAsync(linked)).Where(e => until is null || e.Recorded <= until).ToImmutableArray();
        return TypedResults.Ok(
            new ConsentsAnswer(
                known.Masked,
                [
                    .. new SlotConsents(history)
                        .State()
                        .OrderBy(e => e.Brand, StringComparer.Ordinal)
                        .ThenBy(e => e.Channel, StringComparer.Ordinal)
                        .ThenBy(e => e.Purpose, StringComparer.Ordinal)
                        .Select(ConsentView.Of),
                ],
                [.. history.Select(ConsentView.Of)]
            )
        );
    }
}

/// <param name="Identity">Masked: who asked knows it, who looks over a shoulder need not.</param>
internal sealed record ConsentsAnswer(string Identity, IReadOnlyList<ConsentView> State, IReadOnlyList<ConsentView> History);

internal sealed record ConsentView(
    string Brand,
    string Channel,
    string Purpose,
    string Action,
    DateTimeOffset At,
    DateTimeOffset Recorded,
    string? Notice,
    string? Source,
    string? Proof,
    string By
)
{
    public static ConsentView Of(ConsentEvent e) =>
        new(e.Brand, e.Channel, e.Purpose, e.Granted ? "grant" : "withdraw", e.At, e.Recorded, e.Notice, e.Source, e.Proof, e.By);
}

internal sealed record ConsentRequest
{
    public string? Identity { get; init; }

    /// <summary>A family (sms, push, email, robot, wecom, wechat) or one channel.</summary>
    public string? Channel { get; init; }

    public string? Purpose { get; init; }

    /// <summary><c>grant</c> or <c>withdraw</c>.</summary>
    public string? Action { get; init; }

    public string? Brand { get; init; }

    public string? Notice { get; init; }

    public string? Source { get; init; }

    /// <summary>Reference to the proof; a grant for marketing must have one (PIPL Art. 69).</summary>
    public string? Proof { get; init; }

    /// <summary>RFC 3339 with an offset; now when absent.</summary>
    public string? At { get; init; }
}
