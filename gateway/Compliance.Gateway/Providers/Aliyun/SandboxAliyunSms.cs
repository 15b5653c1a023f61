using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Compliance.Gateway.Credentials;
using Compliance.Gateway.Providers.Sandbox;
using Compliance.Gateway.Providers.Signers;
using Compliance.Gateway.Providers.Wire;

namespace Compliance.Gateway.Providers.Aliyun;

/// <summary>Aliyun SMS as the sandbox plays it: checks ACS3 with the sandbox's key, one code for the whole call.</summary>
internal sealed class SandboxAliyunSms(SandboxVendor vendor, SandboxDeliveries deliveries, TimeProvider time) : ISandboxTwin
{
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
        var body = new JsonObject(sent.Pairs.Select(pair => KeyValuePair.Create(pair.Name, (JsonNode?)pair.Value)));
        deliveries.Add(new SandboxDelivery(time.GetUtcNow(), Channel, action, numbers, Encoding.UTF8.GetString(WrittenJson.Of(body).Span)));
        return Json(200, "OK");
    }

    private static string[]? Numbers(string action, Parameters sent) =>
        action switch
        {
            "SendSms" => sent.Find("PhoneNumbers")!.Split(','),
            "SendBatchSms" => JsonSerializer.Deserialize<string[]>(sent.Find("PhoneNumberJson")!),
            _ => null,
        };

    private static SandboxAnswer Template(string code)
    {
        var body = AliyunAnswers.Body("OK", "OK");
        body["TemplateCode"] = code;
        body["TemplateName"] = "sandbox";
        body["TemplateContent"] = SandboxTemplate.Text;
        body["TemplateStatus"] = "1";
        body["TemplateType"] = "2";
        return new SandboxAnswer(200, WrittenJson.Of(body));
    }

    private static SandboxAnswer Json(int status, string code)
    {
        var body = AliyunAnswers.Body(code, code);
        body["BizId"] = $"{RandomNumberGenerator.GetHexString(16)}^0";
        return new SandboxAnswer(status, WrittenJson.Of(body));
    }
}
