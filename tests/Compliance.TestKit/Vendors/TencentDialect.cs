using System.Text.Json;
using System.Text.Json.Nodes;
using Compliance.TestKit.Vendors.Signatures;

namespace Compliance.TestKit.Vendors;

/// <summary>Tencent Cloud SMS: HTTP 200 always, one row a phone, or one error for all.</summary>
internal sealed class TencentDialect(VendorAccount account, TimeProvider clock)
{
    public const string Host = "sms.tencentcloudapi.com";

    private static readonly Dictionary<string, string[]> Needed = new()
    {
        ["2021-01-11"] = ["SmsSdkAppId", "TemplateId"],
        ["2019-07-11"] = ["SmsSdkAppid", "TemplateID"],
    };

    public static bool Speaks(ReceivedRequest request) =>
        request.Headers.ContainsKey("x-tc-action") || Version(request) is { } version && Needed.ContainsKey(version);

    /// <summary>Of a call that sends nothing.</summary>
    public string? ReadFlaw(ReceivedRequest request) =>
        request.Headers.ContainsKey("authorization")
            ? Tc3.Flaw(request, account, Host, clock.GetUtcNow())
            : TencentV1.Flaw(request, account, Host, clock.GetUtcNow());

    public string? Flaw(ReceivedRequest request)
    {
        var flaw = ReadFlaw(request);
        if (flaw is not null)
            return flaw;
        if (Needed.GetValueOrDefault(Version(request) ?? "") is not { } needed)
            return $"version {Version(request)} is none of ours";
        return needed.FirstOrDefault(name => Field(request, name) is null) is { } missing ? $"{missing} is missing" : null;
    }

    public static IReadOnlyList<string> Recipients(ReceivedRequest request)
    {
        if (IsJson(request))
            return request.Json["PhoneNumberSet"] is JsonArray phones ? [.. phones.Select(phone => (string)phone!)] : [];
        var fields = request.Fields();
        return [.. Enumerable.Range(0, fields.Count).Select(index => fields.GetValueOrDefault($"PhoneNumberSet.{index}")).OfType<string>()];
    }

    private static bool IsJson(ReceivedRequest request) =>
        request.Header("content-type")?.StartsWith("application/json", StringComparison.OrdinalIgnoreCase) == true;

    private static string? Version(ReceivedRequest request) =>
        request.Header("x-tc-version") ?? (IsJson(request) ? null : request.Fields().GetValueOrDefault("Version"));

    private static string? Field(ReceivedRequest request, string name) =>
        IsJson(request) ? (string?)request.Json[name] : request.Fields().GetValueOrDefault(name);

    public static string Accepted(Push push, IReadOnlyCollection<string> refused)
    {
        var context = Field(push.Request, "SessionContext") ?? "";
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

    public static string Template(ReceivedRequest request, VendorTemplate template)
    {
        if (template.Error is { } error)
            return Error(error, "no");
        var found = template.Text is not null && (int)request.Json["International"]! == 0;
        var row = new
        {
            TemplateId = (long)request.Json["TemplateIdSet"]![0]!,
            International = 0,
            StatusCode = 0,
            ReviewReply = "",
            TemplateName = "t",
            CreateTime = 1617379200,
            TemplateContent = template.Text,
        };
        object[] rows = found ? [row] : [];
        return Json(new { Response = new { DescribeTemplateStatusSet = rows, RequestId = Guid.NewGuid().ToString() } });
    }

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
