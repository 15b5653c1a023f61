using System.Text.Json.Nodes;
using Compliance.Gateway.Model;
using Compliance.Gateway.Providers.Profiles;

namespace Compliance.Gateway.Providers.Aliyun;

/// <summary>What the caller reads. Business refusals are HTTP 200 with a code; the older client looks at the code alone, the newer one throws on 4xx.</summary>
internal static class AliyunAnswers
{
    public static Answer Refuse(Refusal refusal, RefusalProfile codes) =>
        Answer.Json(codes.Status(refusal.Kind), Body(refusal.Text, codes.Code(refusal.Kind)), refusal.RetryAfter);

    /// <summary>What every answer of Aliyun's has.</summary>
    public static JsonObject Body(string message, string code) =>
        new()
        {
            ["RequestId"] = Guid.NewGuid().ToString().ToUpperInvariant(),
            ["Message"] = message,
            ["Code"] = code,
        };
}
