using System.Collections.Concurrent;
using System.Text.Json;
using System.Text.Json.Nodes;
using Compliance.TestKit.Vendors.Signatures;

namespace Compliance.TestKit.Vendors;

/// <summary>Aliyun SMS: one code for the whole call, no rows; ACS3 in headers or the older RPC signature among the fields.</summary>
internal sealed class AliyunDialect(VendorAccount account, TimeProvider clock)
{
    public const string Host = "dysmsapi.aliyuncs.com";

    private readonly ConcurrentDictionary<string, bool> _nonces = new();

    public string? Flaw(ReceivedRequest request)
    {
        var acs3 = request.Headers.ContainsKey("authorization");
        var flaw = acs3 ? Acs3.Flaw(request, account, Host, clock.GetUtcNow()) : AliyunRpc.Flaw(request, account, clock.GetUtcNow());
        var nonce = (acs3 ? request.Header("x-acs-signature-nonce") : request.Fields().GetValueOrDefault("SignatureNonce")) ?? "";
        return flaw ?? (_nonces.TryAdd(nonce, true) ? null : $"nonce {nonce} was used before");
    }

    public static IReadOnlyList<string> Recipients(ReceivedRequest request)
    {
        var fields = request.Fields();
        if (fields.TryGetValue("PhoneNumberJson", out var json))
            return [.. JsonNode.Parse(json)!.AsArray().Select(phone => (string)phone!)];
        return fields.GetValueOrDefault("PhoneNumbers")?.Split(',') ?? [];
    }

    public static string Accepted() =>
        JsonSerializer.Serialize(
            new
            {
                RequestId = Guid.NewGuid().ToString(),
                Message = "OK",
                BizId = $"{Random.Shared.NextInt64(1L << 53, long.MaxValue)}^0",
                Code = "OK",
            }
        );

    public static string Refused() => Error("isv.BUSINESS_LIMIT_CONTROL", "触发号码天级流控");

    public static string Template(string id, VendorTemplate template) =>
        template.Error is { } error ? Error(error, "no")
        : template.Text is null ? Error("isv.SMS_TEMPLATE_ILLEGAL", "no such template")
        : JsonSerializer.Serialize(
            new
            {
                RequestId = Guid.NewGuid().ToString(),
                Code = "OK",
                Message = "OK",
                TemplateCode = id,
                TemplateName = "t",
                TemplateContent = template.Text,
                TemplateStatus = "1",
                TemplateType = template.Type,
                VariableAttribute = template.Variables,
            }
        );

    public static string Error(string code, string message) =>
        JsonSerializer.Serialize(
            new
            {
                RequestId = Guid.NewGuid().ToString(),
                Message = message,
                Code = code,
            }
        );
}
