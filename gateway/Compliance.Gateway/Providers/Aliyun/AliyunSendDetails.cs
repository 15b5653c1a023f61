using System.Globalization;
using System.Text.Json.Nodes;
using Compliance.Gateway.Model;
using Compliance.Gateway.Providers.Profiles;
using Compliance.Gateway.Providers.Wire;

namespace Compliance.Gateway.Providers.Aliyun;

/// <summary>
/// QuerySendDetails about a number that the gateway removed: Aliyun's answer to a batch has one code for all, and Aliyun never heard of that number.
/// </summary>
internal static class AliyunSendDetails
{
    public const string Action = "QuerySendDetails";

    private const int Failed = 2;

    private static readonly TimeSpan Beijing = TimeSpan.FromHours(8);

    /// <returns>Null: the gateway removed nobody of that number, so it has nothing to tell.</returns>
    public static Answer? Of(Parameters parameters, string sender, IRemovedSends removed, RefusalProfile codes)
    {
        if (
            PhoneNumber.OnTheWire(parameters.Find("PhoneNumber") ?? "", ForeignNumbers.Bare) is not { } phone
            || Day(parameters.Find("SendDate")) is not { } day
        )
            return null;
        var receipt = parameters.Find("BizId") is { Length: > 0 } given ? given : null;
        return removed.Find("aliyun-sms", sender, $"phone:{phone}", receipt, day) is { } send
            ? Answer.Json(StatusCodes.Status200OK, Body(parameters.Find("PhoneNumber")!, send, codes))
            : null;
    }

    private static DateTimeOffset? Day(string? date) =>
        DateTime.TryParseExact(date, "yyyyMMdd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day)
            ? new DateTimeOffset(day, Beijing)
            : null;

    private static JsonObject Body(string phone, RemovedSend send, RefusalProfile codes)
    {
        var at = send.At.ToOffset(Beijing).ToString("yyyy-MM-dd HH:mm:ss", CultureInfo.InvariantCulture);
        var body = AliyunAnswers.Body("OK", "OK");
        body["TotalCount"] = 1;
        body["SmsSendDetailDTOs"] = new JsonObject
        {
            ["SmsSendDetailDTO"] = new JsonArray(
                new JsonObject
                {
                    ["PhoneNum"] = phone,
                    ["SendStatus"] = Failed,
                    ["ErrCode"] = codes.Code(send.Kind),
                    ["SendDate"] = at,
                    ["ReceiveDate"] = at,
                }
            ),
        };
        return body;
    }
}
