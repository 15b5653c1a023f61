using System.Buffers;
using System.Globalization;
using System.Security.Claims;
using Compliance.Audit;
using Compliance.Policies.Cases;

namespace Compliance.Gateway.Admin;

/// <summary>Hands legal the cases of a time, for replay. Pseudonyms stand for identities; who exported what is in the log.</summary>
internal static class EvidenceApi
{
    public static void MapEvidenceApi(this IEndpointRouteBuilder app) =>
        app.MapGet("/api/evidence", ExportAsync)
            .AllowRoles(Roles.Legal)
            .Produces<string>(StatusCodes.Status200OK, "application/x-ndjson")
            .WithSummary("导出一段时间的证据（NDJSON，每行一个 CaseV1，身份为假名），供 policyctl replay 重放");

    private static async Task<IResult> ExportAsync(
        string? from,
        string? to,
        HttpContext http,
        ClaimsPrincipal user,
        AuditTrail trail,
        AccessLog access
    )
    {
        if (from is null || !Instant.TryParse(from, out var start))
            return Problems.Invalid(Instant.Fault("from"));
        if (to is null || !Instant.TryParse(to, out var end))
            return Problems.Invalid(Instant.Fault("to"));
        if (end <= start)
            return Problems.Invalid(new Fault("to", "时间段是空的", "to 应晚于 from。"));
        await access.WriteAsync(user, "evidence.export", [], ("from", from), ("to", to));
        http.Response.ContentType = "application/x-ndjson; charset=utf-8";
        var rows = 0;
        await foreach (var evidence in trail.Evidence(start, end).WithCancellation(http.RequestAborted))
        {
            if (evidence.Shared is not { } shared)
                continue;
            var decided = CaseV1.Join(shared, [.. evidence.Rows.Select(row => row.Bytes)], [.. evidence.Rows.Select(row => row.Pseudonym)]);
            http.Response.BodyWriter.Write(decided.ToJson());
            http.Response.BodyWriter.Write("\n"u8);
            await http.Response.BodyWriter.FlushAsync(http.RequestAborted);
            rows++;
        }

        await access.WriteAsync(user, "evidence.exported", [], ("rows", rows.ToString(CultureInfo.InvariantCulture)));
        return Results.Empty;
    }
}
