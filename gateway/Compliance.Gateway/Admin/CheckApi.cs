namespace Compliance.Gateway.Admin;

/// <summary>Judges a text while it is being written: no recipients, nothing sent, counted or kept.</summary>
internal static class CheckApi
{
    public static void MapCheckApi(this IEndpointRouteBuilder app) =>
        app.MapPost("/api/check", CheckAsync)
            .Accepts<CheckRequest>("application/json", "*/*")
            .AllowRoles(Roles.Sender, Roles.Officer, Roles.Legal, Roles.Auditor, Roles.Privacy, Roles.Operator)
            .Produces<CheckAnswer>()
            .WithSummary("文案预检：逐处指出问题、依据和改法；start、length 为原文的 UTF-16 单位");

    private static async Task<IResult> CheckAsync(HttpContext http, CheckDesk desk)
    {
        var (request, unread) = await AdminJson.ReadAsync<CheckRequest>(http.Request);
        return (unread ?? CheckDesk.Judge(request!)) is { } fault ? Problems.Invalid(fault) : TypedResults.Ok(desk.Check(request!));
    }
}

internal sealed record CheckRequest
{
    public string? Channel { get; init; }

    public string? Category { get; init; }

    public string? Text { get; init; }

    /// <summary>Unknown or absent: every industry's rules.</summary>
    public string? Industry { get; init; }

    /// <summary>Id of the evidence that the text relies on.</summary>
    public string? Evidence { get; init; }
}

internal sealed record CheckAnswer(string Effect, string Category, IReadOnlyList<CheckFinding> Findings, string Revision)
{
    /// <summary>Findings beyond those that are listed; absent where there are none.</summary>
    public int? More { get; init; }
}

internal sealed record CheckFinding(
    string Rule,
    string Severity,
    int Start,
    int Length,
    string Term,
    string Law,
    string Article,
    string? Suggestion,
    string Title,
    string Message
);
