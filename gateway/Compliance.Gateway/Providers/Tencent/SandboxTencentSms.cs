using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Compliance.Gateway.Credentials;
using Compliance.Gateway.Model;
using Compliance.Gateway.Providers.Sandbox;
using Compliance.Gateway.Providers.Signers;

namespace Compliance.Gateway.Providers.Tencent;

/// <summary>Tencent SMS as the sandbox plays it: checks TC3 with the sandbox's key, a row for each number.</summary>
internal sealed class SandboxTencentSms(SandboxVendor vendor, SandboxDeliveries deliveries, TimeProvider time) : ISandboxTwin
{
    public string Channel => "tencent-sms";

    public SandboxAnswer Answer(InboundRequest request)
    {
        if (Tc3Signature.Verify(request, vendor.SecretOf, time.GetUtcNow()) is not SignatureCheck.Valid)
            return Error("AuthFailure.SignatureFailure");
        if (request.Headers["X-TC-Action"] == "DescribeSmsTemplateList")
            return Templates(request);
        if (request.Headers["X-TC-Action"] != "SendSms")
            return Error("InvalidAction");
        using var document = JsonDocument.Parse(request.Body);
        var body = document.RootElement;
        var session = body.TryGetProperty("SessionContext", out var context) ? context.GetString() : "";
        var phones = body.GetProperty("PhoneNumberSet").EnumerateArray().Select(phone => phone.GetString()!).ToList();
        deliveries.Add(new SandboxDelivery(time.GetUtcNow(), Channel, "SendSms", phones, Encoding.UTF8.GetString(request.Body.Span)));
        return Json(
            new()
            {
                ["SendStatusSet"] = new JsonArray([
                    .. phones.Select(phone => new JsonObject
                    {
                        ["SerialNo"] = $"sandbox:{RandomNumberGenerator.GetHexString(16)}",
                        ["PhoneNumber"] = PhoneNumber.OnTheWire(phone, ForeignNumbers.AfterPlus) ?? phone,
                        ["Fee"] = 1,
                        ["SessionContext"] = session,
                        ["Code"] = "Ok",
                        ["Message"] = "send success",
                        ["IsoCode"] = "CN",
                    }),
                ]),
            }
        );
    }

    private static SandboxAnswer Templates(InboundRequest request)
    {
        using var document = JsonDocument.Parse(request.Body);
        return Json(
            new()
            {
                ["DescribeTemplateStatusSet"] = new JsonArray([
                    .. document
                        .RootElement.GetProperty("TemplateIdSet")
                        .EnumerateArray()
                        .Select(id => new JsonObject
                        {
                            ["TemplateId"] = id.GetUInt64(),
                            ["International"] = 0,
                            ["StatusCode"] = 0,
                            ["ReviewReply"] = "",
                            ["TemplateName"] = "sandbox",
                            ["TemplateContent"] = SandboxTemplate.Text,
                        }),
                ]),
            }
        );
    }

    private static SandboxAnswer Error(string code) =>
        Json(
            new()
            {
                ["Error"] = new JsonObject { ["Code"] = code, ["Message"] = code },
            }
        );

    private static SandboxAnswer Json(JsonObject response) => new(200, WrittenJson.Of(TencentAnswers.Response(response)));
}
