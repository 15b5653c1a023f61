using System.Collections.Immutable;
using System.Security.Claims;
using Compliance.Gateway.LivePolicies;
using Compliance.Policies.Binding;
using Compliance.Policies.Files;
using Compliance.Policies.Loading;

namespace Compliance.Gateway.Admin;

/// <summary>Which policies are live, and loading them now instead of at the next look.</summary>
internal static class PoliciesApi
{
    public static void MapPoliciesApi(this IEndpointRouteBuilder app)
    {
        app.MapGet("/api/policies", Read)
            .AllowRoles(Roles.Officer, Roles.Legal, Roles.Auditor, Roles.Privacy, Roles.Operator)
            .Produces<PoliciesAnswer>()
            .WithSummary("正在生效的政策：版本、规则包、诊断");
        app.MapPost("/api/policies/reload", ReloadAsync)
            .AllowRoles(Roles.Legal, Roles.Operator)
            .Produces<PoliciesAnswer>()
            .Produces<PoliciesAnswer>(StatusCodes.Status422UnprocessableEntity)
            .WithSummary("立即重新加载政策文件；有错误则沿用上一版");
    }

    private static IResult Read(LivePolicySet live) => TypedResults.Ok(View(live.State));

    private static async Task<IResult> ReloadAsync(
        ClaimsPrincipal user,
        PolicyPublisher publisher,
        LivePolicySet live,
        AccessLog access,
        CancellationToken cancel
    )
    {
        await access.WriteAsync(user, "policy.reload", []);
        var loaded = await publisher.ReloadAsync(user.Identity!.Name!, cancel);
        var answer = View(live.State);
        return loaded.Set is null ? TypedResults.UnprocessableEntity(answer) : TypedResults.Ok(answer);
    }

    private static PoliciesAnswer View(PolicyState state) =>
        new(
            state.Set.Revision,
            state.LiveSince,
            state.Set.Rules.Length,
            state.Manifest?.Packs ?? [],
            Views(state.Diagnostics),
            state.Rejected is { } rejected ? new RejectedPolicies(rejected.Manifest.Revision, Views(rejected.Diagnostics)) : null
        );

    private static ImmutableArray<DiagnosticView> Views(ImmutableArray<Diagnostic> diagnostics) =>
        [
            .. diagnostics.Select(d => new DiagnosticView(
                EnumNames<DiagnosticSeverity>.Of(d.Severity),
                d.File,
                d.Line,
                d.Column,
                d.Code,
                d.What,
                d.Mend
            )),
        ];
}

/// <param name="Rejected">The newest files, when they have errors and so are not live.</param>
internal sealed record PoliciesAnswer(
    string Revision,
    DateTimeOffset? LiveSince,
    int Rules,
    ImmutableArray<PackSummary> Packs,
    ImmutableArray<DiagnosticView> Diagnostics,
    RejectedPolicies? Rejected
);

internal sealed record RejectedPolicies(string Revision, ImmutableArray<DiagnosticView> Diagnostics);

internal sealed record DiagnosticView(string Severity, string File, int Line, int Column, string Code, string What, string Mend);
