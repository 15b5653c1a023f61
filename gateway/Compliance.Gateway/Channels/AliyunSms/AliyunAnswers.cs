using System.Text;
using Compliance.Gateway.Channels.Wire;
using Compliance.Rules.Decisions;

namespace Compliance.Gateway.Channels.AliyunSms;

/// <summary>What the caller reads. Business refusals are HTTP 200 with a code; the older client looks at the code alone, the newer one throws on 4xx.</summary>
internal static class AliyunAnswers
{
    public static Answer Refuse(Refusal refusal)
    {
        var (status, code) = Code(refusal);
        var message = Encoding.UTF8.GetString(JsonEdits.Quote(refusal.Text));
        var body = $$"""{"RequestId":"{{Guid.NewGuid().ToString().ToUpperInvariant()}}","Message":{{message}},"Code":"{{code}}"}""";
        return Answer.Json(status, Encoding.UTF8.GetBytes(body), refusal.RetryAfter);
    }

    private static (int Status, string Code) Code(Refusal refusal) =>
        refusal.Kind switch
        {
            RefusalKind.Credential when refusal.Reason == "missing-credential" => (400, "MissingAccessKeyId"),
            RefusalKind.Credential => (400, "SignatureDoesNotMatch"),
            RefusalKind.CredentialExpired => (400, "InvalidTimeStamp.Expired"),
            RefusalKind.Forbidden => (403, "Forbidden.RAM"),
            RefusalKind.UnknownEndpoint => (404, "InvalidAction.NotFound"),
            RefusalKind.Unreadable when refusal.Reason == "too-many-recipients" => (200, "isv.MOBILE_COUNT_OVER_LIMIT"),
            RefusalKind.Unreadable => (200, "isv.INVALID_PARAMETERS"),
            RefusalKind.TooLarge => (200, "isv.PARAM_LENGTH_LIMIT"),
            RefusalKind.Policy when refusal.Decision is { } decision && NoNumberAtAll(decision) => (200, "isv.MOBILE_NUMBER_ILLEGAL"),
            RefusalKind.Policy => (200, "isv.BLACK_KEY_CONTROL_LIMIT"),
            RefusalKind.Later => (200, "isv.BUSINESS_LIMIT_CONTROL"),
            _ => (200, "isp.SYSTEM_ERROR"),
        };

    private static bool NoNumberAtAll(Decision decision) =>
        decision.Denied.IsEmpty
        && decision.Recipients.All(recipient => recipient.Determining.Any(hit => hit.Reason == Reasons.Unresolvable));
}
