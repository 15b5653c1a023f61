using System.Security.Cryptography;
using System.Text.Encodings.Web;
using System.Text.Json;
using Compliance.Gateway.Credentials;
using Compliance.Gateway.Providers.Sandbox;
using Compliance.Gateway.Providers.Signers;
using Compliance.Gateway.Providers.Wire;

namespace Compliance.Gateway.Providers.Aliyun;

/// <summary>Aliyun SMS as the sandbox plays it: checks ACS3 with the sandbox's key, one code for the whole call.</summary>
internal sealed class SandboxAliyunSms(SandboxVendor vendor, SandboxDeliveries deliveries, TimeProvider time) : ISandboxTwin
{
    private static readonly JsonSerializerOptions Chinese = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    public string Channel => "aliyun-sms";

    public SandboxAnswer Answer(InboundRequest request)
    {
        if (Acs3Signature.Verify(request, vendor.SecretOf, time.GetUtcNow()) is not SignatureCheck.Valid)
            return Json(400, "SignatureDoesNotMatch");
        var sent = Parameters.Read(request.RawQuery)!.And(Parameters.Read(request.Body.Span)!);
        var action = request.Headers["x-acs-action"].ToString();
        if (action == "GetSmsTemplate")
            return Template(sent.Find("TemplateCode") ?? "");
        if (Numbers(action, sent) is not { } numbers)
            return Json(404, "InvalidAction.NotFound");
        var body = JsonSerializer.Serialize(sent.Pairs.ToDictionary(pair => pair.Name, pair => pair.Value), Chinese);
        deliveries.Add(new SandboxDelivery(time.GetUtcNow(), Channel, action, numbers, body));
        return Json(200, "OK");
    }

    private static string[]? Numbers(string action, Parameters sent) =>
        action switch
        {
            "SendSms" => sent.Find("PhoneNumbers")!.Split(','),
            "SendBatchSms" => JsonSerializer.Deserialize<string[]>(sent.Find("PhoneNumberJson")!),
            _ => null,
        };

    private static SandboxAnswer Template(string code) =>
        new(
            200,
            JsonSerializer.SerializeToUtf8Bytes(
                new
                {
                    RequestId = Guid.NewGuid().ToString().ToUpperInvariant(),
                    Code = "OK",
                    Message = "OK",
                    TemplateCode = code,
                    TemplateName = "sandbox",
                    TemplateContent = SandboxTemplate.Text,
                    TemplateStatus = "1",
                    TemplateType = "2",
                },
                Chinese
            )
        );

    private static SandboxAnswer Json(int status, string code) =>
        new(
            status,
            JsonSerializer.SerializeToUtf8Bytes(
                new
                {
                    RequestId = Guid.NewGuid().ToString().ToUpperInvariant(),
                    Message = code,
                    BizId = $"{RandomNumberGenerator.GetHexString(16)}^0",
                    Code = code,
                }
            )
        );
}
