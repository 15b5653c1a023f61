using System.Text.Json;
using System.Text.Json.Nodes;
using Compliance.TestKit.Vendors.Signatures;

namespace Compliance.TestKit.Vendors;

/// <summary>Tencent Cloud SMS: HTTP 200 always, one row a phone, or one error for all.</summary>
internal sealed class TencentDialect(VendorAccount account, TimeProvider clock)
{
    public const string Host = "sms.tencentcloudapi.com";

    public string? Flaw(ReceivedRequest request) => Tc3.Flaw(request, account, Host, clock.GetUtcNow());

    public static IReadOnlyList<string> Recipients(ReceivedRequest request) =>
        request.Json["PhoneNumberSet"] is JsonArray phones ? [.. phones.Select(phone => (string)phone!)] : [];

    public static string Accepted(Push push, IReadOnlyCollection<string> refused)
    {
        var context = (string?)push.Request.Json["SessionContext"] ?? "";
        var rows = push.Recipients.Select(
            (phone, row) =>
                refused.Contains(phone)
                    ? Row("", phone, 0, context, "LimitExceeded.PhoneNumberDailyLimit", "the number's daily limit is reached")
                    : Row($"3369:{Guid.NewGuid():N}{row}", phone, 1, context, "Ok", "send success")
        );
        return Json(new { Response = new { SendStatusSet = rows, RequestId = Guid.NewGuid().ToString() } });
    }

    public static string Refused() => Error("LimitExceeded.AppDailyLimit", "the app's daily limit is reached");

    public static string Error(string code, string message) =>
        Json(new { Response = new { Error = new { Code = code, Message = message }, RequestId = Guid.NewGuid().ToString() } });

    private static object Row(string serial, string phone, int fee, string context, string code, string message) =>
        new
        {
            SerialNo = serial,
            PhoneNumber = phone.StartsWith('+') ? phone : "+86" + phone,
            Fee = fee,
            SessionContext = context,
            Code = code,
            Message = message,
            IsoCode = "CN",
        };

    private static string Json(object reply) => JsonSerializer.Serialize(reply);
}
