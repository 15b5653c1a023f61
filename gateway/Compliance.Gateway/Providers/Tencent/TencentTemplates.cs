using System.Collections.Immutable;
using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using Compliance.Gateway.Stores.Templates;

namespace Compliance.Gateway.Providers.Tencent;

/// <summary>DescribeSmsTemplateList: the text of a template, without its type. Domestic and international templates are two lists.</summary>
internal static class TencentTemplates
{
    private const string Action = "DescribeSmsTemplateList";

    /// <summary>The call wants a region; templates are the same in all of them.</summary>
    private const string Region = "ap-guangzhou";
    private const int Approved = 0;

    public static ImmutableArray<OutboundRequest> Reads(string id, string contentType) =>
        Number(id) is { } number ? [Read(number, international: 0, contentType), Read(number, international: 1, contentType)] : [];

    private static OutboundRequest Read(ulong number, int international, string contentType) =>
        new()
        {
            Method = "POST",
            Path = "/",
            RawQuery = "",
            Body = WrittenJson.Of(new JsonObject { ["International"] = international, ["TemplateIdSet"] = new JsonArray(number) }),
            Headers =
            [
                new("Content-Type", contentType),
                new("X-TC-Action", Action),
                new("X-TC-Version", "2021-01-11"),
                new("X-TC-Region", Region),
            ],
        };

    public static TemplateReading Read(string id, VendorResponse response)
    {
        try
        {
            using var document = JsonDocument.Parse(response.Body);
            var reply = document.RootElement.GetProperty("Response");
            if (reply.TryGetProperty("Error", out var error))
                return
                    error.GetProperty("Code").GetString()
                        is "FailedOperation.MissingTemplateList"
                            or "InvalidParameterValue.TemplateIdNotExist"
                    ? new TemplateReading.Gone("no such template")
                    : new TemplateReading.NotTold(error.GetProperty("Code").GetString() ?? "");
            var number = Number(id);
            foreach (var template in reply.GetProperty("DescribeTemplateStatusSet").EnumerateArray())
                if (template.GetProperty("TemplateId").GetUInt64() == number)
                    return
                        template.GetProperty("StatusCode").GetInt32() == Approved
                        && template.GetProperty("TemplateContent").GetString() is { Length: > 0 } text
                        ? new TemplateReading.Found(new ProviderTemplate { Text = text })
                        : new TemplateReading.Gone("not approved");
            return new TemplateReading.Gone("no such template");
        }
        catch (Exception broken) when (broken is JsonException or InvalidOperationException or KeyNotFoundException or FormatException)
        {
            return new TemplateReading.NotTold(VendorReply.Unreadable(response.Status));
        }
    }

    private static ulong? Number(string id) =>
        ulong.TryParse(id, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : null;
}
