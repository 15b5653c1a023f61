using System.Text.Json.Nodes;
using Compliance.Gateway.Model;

namespace Compliance.Gateway.Providers;

/// <summary>
/// Refusals to a caller whose dialect nobody knows. Several real clients ignore the HTTP status and look into the body only, each at another key:
/// this one body is a failure to all of them.
/// </summary>
internal static class UnknownDialect
{
    public static Answer NoChannel { get; } =
        Refuse(404, Refusal.Of(RefusalKind.UnknownEndpoint, "no-channel", "请求没有指明网关认识的渠道"));

    public static Answer Refuse(int status, Refusal refusal)
    {
        var body = new JsonObject
        {
            ["errcode"] = status,
            ["errmsg"] = refusal.Text,
            ["code"] = status,
            ["Code"] = refusal.Reason,
            ["message"] = refusal.Text,
            ["Message"] = refusal.Text,
            ["result"] = false,
            ["statusCode"] = status,
            ["error"] = new JsonObject { ["code"] = status, ["message"] = refusal.Text },
            ["errors"] = new JsonArray(new JsonObject { ["message"] = refusal.Text }),
        };
        return Answer.Json(status, body, refusal.RetryAfter);
    }
}
