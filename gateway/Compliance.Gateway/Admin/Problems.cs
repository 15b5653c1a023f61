using System.Collections.Immutable;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Compliance.Gateway.Admin;

/// <summary>Errors as RFC 9457 problem documents: what is wrong, where, and how to mend it. MUST NOT repeat what the caller sent: it may be personal data.</summary>
internal static class Problems
{
    public static ProblemHttpResult Of(int status, string what, string mend, string? where = null) =>
        TypedResults.Problem(
            mend,
            statusCode: status,
            title: what,
            extensions: where is null ? null : [KeyValuePair.Create("field", (object?)where)]
        );

    public static ProblemHttpResult Invalid(Fault fault)
    {
        var problem = Of(fault.Status, fault.What, fault.Mend, fault.Field);
        if (!fault.Findings.IsEmpty)
            problem.ProblemDetails.Extensions["findings"] = fault.Findings;
        if (fault.Approval is { } approval)
            problem.ProblemDetails.Extensions["approval"] = approval;
        return problem;
    }

    public static ProblemHttpResult NotFound(string what, string mend) => Of(StatusCodes.Status404NotFound, what, mend);
}

/// <summary>What is wrong with one value that was sent.</summary>
internal sealed record Fault(string Field, string What, string Mend)
{
    public int Status { get; init; } = StatusCodes.Status400BadRequest;

    public static Fault PersonalData(string field) =>
        new(field, $"{field} 含有个人信息", "这里的内容会以明文长期保存：写编号或简短的原因，不写手机号、身份证号或邮箱。");

    /// <summary>Where it waits for a second person: under which id.</summary>
    public string? Approval { get; init; }

    /// <summary>Where the rules object to a text.</summary>
    public ImmutableArray<CheckFinding> Findings { get; init; } = [];
}
