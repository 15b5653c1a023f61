using System.Net.Http.Headers;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;

namespace Compliance.TestKit.Callers;

/// <summary>A marketing system that holds one gateway key and sends it as <c>Compliance-Key</c>.</summary>
public sealed class PushCaller(Uri push, string key) : IDisposable
{
    private static readonly JsonSerializerOptions Plain = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    private readonly HttpClient _http = new(
        new SocketsHttpHandler
        {
            PooledConnectionIdleTimeout = TimeSpan.FromSeconds(10),
            RequestHeaderEncodingSelector = (_, _) => Encoding.UTF8,
        }
    )
    {
        BaseAddress = push,
        Timeout = TimeSpan.FromSeconds(60),
    };

    /// <summary>企业群发 to customers.</summary>
    public Task<PushAnswer> WecomAsync(string content, string[] customers, params (string Name, string Value)[] headers) =>
        PostJsonAsync("/wecom/cgi-bin/externalcontact/add_msg_template", WecomBody(content, customers), headers);

    public Task<PushAnswer> TencentAsync(string[] phones, string[] variables, params (string Name, string Value)[] headers) =>
        PostJsonAsync(
            "/tencent-sms/",
            TencentBody(phones, variables),
            [("X-TC-Action", "SendSms"), ("X-TC-Version", "2021-01-11"), ("X-TC-Region", "ap-guangzhou"), .. headers]
        );

    /// <summary>As the current SDK sends it: everything in the query, no body at all.</summary>
    public Task<PushAnswer> AliyunAsync(string[] phones, string name, params (string Name, string Value)[] headers)
    {
        var query = string.Join(
            '&',
            AliyunFields(phones, name).Select(field => $"{Uri.EscapeDataString(field.Key)}={Uri.EscapeDataString(field.Value)}")
        );
        return SendAsync(
            new HttpRequestMessage(HttpMethod.Post, "/aliyun-sms/?" + query),
            [("x-acs-action", "SendSms"), ("x-acs-version", "2017-05-25"), .. headers]
        );
    }

    public Task<PushAnswer> PostJsonAsync(string path, object body, params (string Name, string Value)[] headers)
    {
        var content = new ByteArrayContent(
            body as byte[] ?? Encoding.UTF8.GetBytes(body as string ?? JsonSerializer.Serialize(body, Plain))
        );
        content.Headers.ContentType = new MediaTypeHeaderValue("application/json");
        return SendAsync(new HttpRequestMessage(HttpMethod.Post, path) { Content = content }, headers);
    }

    public async Task<PushAnswer> SendAsync(HttpRequestMessage request, params (string Name, string Value)[] headers)
    {
        request.Headers.Add("Compliance-Key", key);
        foreach (var (name, value) in headers)
            request.Headers.TryAddWithoutValidation(name, value);
        using (request)
        {
            using var answer = await _http.SendAsync(request);
            return await PushAnswer.ReadAsync(answer);
        }
    }

    public void Dispose() => _http.Dispose();

    public static object WecomBody(string content, string[] customers) =>
        new
        {
            chat_type = "single",
            external_userid = customers,
            sender = "zhangsan",
            text = new { content },
        };

    public static object TencentBody(string[] phones, string[] variables) =>
        new
        {
            SmsSdkAppId = "1400006666",
            SignName = Templates.Signature,
            TemplateId = Templates.Tencent,
            TemplateParamSet = variables,
            PhoneNumberSet = phones,
            SessionContext = "campaign-618-001",
        };

    public static Dictionary<string, string> AliyunFields(string[] phones, string name) =>
        new()
        {
            ["PhoneNumbers"] = string.Join(',', phones),
            ["SignName"] = Templates.Signature,
            ["TemplateCode"] = Templates.Aliyun,
            ["TemplateParam"] = JsonSerializer.Serialize(new { name }, Plain),
            ["OutId"] = "c1",
        };
}
