using System.Security.Cryptography;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using Compliance.Gateway.Credentials;
using Compliance.Gateway.Model;
using Compliance.Gateway.Providers.Sandbox;
using Compliance.Gateway.Providers.Signers;

namespace Compliance.Gateway.Providers.Tencent;

/// <summary>Tencent SMS as the sandbox plays it: checks TC3 with the sandbox's key, a row for each number.</summary>
internal sealed class SandboxTencentSms(SandboxVendor vendor, SandboxDeliveries deliveries, TimeProvider time) : ISandboxTwin
{
    private static readonly JsonSerializerOptions Chinese = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

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
            new
            {
                SendStatusSet = phones.Select(phone => new
                {
                    SerialNo = $"sandbox:{RandomNumberGenerator.GetHexString(16)}",
                    PhoneNumber = PhoneNumber.OnTheWire(phone, ForeignNumbers.AfterPlus) ?? phone,
                    Fee = 1,
                    SessionContext = session,
                    Code = "Ok",
                    Message = "send success",
                    IsoCode = "CN",
                }),
                RequestId = Guid.NewGuid(),
            }
        );
    }

    private static SandboxAnswer Templates(InboundRequest request)
    {
        using var document = JsonDocument.Parse(request.Body);
        return Json(
            new
            {
                DescribeTemplateStatusSet = document
                    .RootElement.GetProperty("TemplateIdSet")
                    .EnumerateArray()
                    .Select(id => new
                    {
                        TemplateId = id.GetUInt64(),
                        International = 0,
                        StatusCode = 0,
                        ReviewReply = "",
                        TemplateName = "sandbox",
                        TemplateContent = SandboxTemplate.Text,
                    })
                    .ToList(),
                RequestId = Guid.NewGuid(),
            }
        );
    }

    private static SandboxAnswer Error(string code) =>
        Json(new { Error = new { Code = code, Message = code }, RequestId = Guid.NewGuid() });

    private static SandboxAnswer Json(object response) =>
        new(200, JsonSerializer.SerializeToUtf8Bytes(new { Response = response }, Chinese));
}
