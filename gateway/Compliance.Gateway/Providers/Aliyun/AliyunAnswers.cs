using System.Text;
using Compliance.Gateway.Model;
using Compliance.Gateway.Providers.Profiles;
using Compliance.Gateway.Providers.Wire;

namespace Compliance.Gateway.Providers.Aliyun;

/// <summary>What the caller reads. Business refusals are HTTP 200 with a code; the older client looks at the code alone, the newer one throws on 4xx.</summary>
internal static class AliyunAnswers
{
    public static Answer Refuse(Refusal refusal, RefusalProfile codes)
    {
        var message = Encoding.UTF8.GetString(JsonEdits.Quote(refusal.Text));
        var body =
            $$"""{"RequestId":"{{Guid.NewGuid().ToString().ToUpperInvariant()}}","Message":{{message}},"Code":"{{codes.Code(refusal.Kind)}}"}""";
        return Answer.Json(codes.Status(refusal.Kind), Encoding.UTF8.GetBytes(body), refusal.RetryAfter);
    }
}
