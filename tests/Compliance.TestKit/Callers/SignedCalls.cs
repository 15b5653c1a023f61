using System.Globalization;
using System.Net.Http.Headers;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Compliance.TestKit.Vendors.Signatures;

namespace Compliance.TestKit.Callers;

/// <summary>
/// Requests signed as the providers' older and other clients sign them, with one sender's name and key. The signatures share nothing with the
/// gateway. <see cref="Host"/> is what is signed where it is not the address that is called.
/// </summary>
public sealed record SignedCalls(Uri Gateway, string Id, string Key, TimeProvider Clock)
{
    public string? Host { get; init; }

    /// <summary>Headers of the caller's own that <see cref="Acs3"/> sends; they are signed where its order names them.</summary>
    public Dictionary<string, string> Own { get; init; } = [];

    private string SignedHost => Host ?? Gateway.Authority;

    private long Seconds => Clock.GetUtcNow().ToUnixTimeSeconds();

    /// <summary>Tencent's first signature: form of a POST or query of a GET.</summary>
    public HttpRequestMessage TencentV1(string method, string? hash, Dictionary<string, string> fields)
    {
        var all = new Dictionary<string, string>(fields)
        {
            ["Action"] = "SendSms",
            ["Nonce"] = RandomNumberGenerator.GetInt32(1, int.MaxValue).ToString(CultureInfo.InvariantCulture),
            ["Timestamp"] = $"{Seconds}",
            ["SecretId"] = Id,
            ["Region"] = "ap-guangzhou",
            ["RequestClient"] = "SDK_OLD_1.0",
        };
        all.TryAdd("Version", "2021-01-11");
        if (hash is not null)
            all["SignatureMethod"] = hash;
        all["Signature"] = Vendors.Signatures.TencentV1.Sign(Key, method, SignedHost + "/", all);
        return Parameters(method, all);
    }

    /// <summary>TC3 over a JSON body, or over the query of a GET where there is none.</summary>
    public HttpRequestMessage Tc3(string version, object body, Dictionary<string, string>? query = null)
    {
        var method = query is null ? "POST" : "GET";
        var bytes = query is null ? body as byte[] ?? JsonSerializer.SerializeToUtf8Bytes(body) : [];
        var type = query is null ? "application/json" : "application/x-www-form-urlencoded";
        var raw = query is null ? "" : Encode(query);
        var (seconds, date) = (Seconds, Clock.GetUtcNow().UtcDateTime.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture));
        var canonical = $"{method}\n/\n{raw}\ncontent-type:{type}\nhost:{SignedHost}\n\ncontent-type;host\n{Hash(bytes)}";
        var text = $"TC3-HMAC-SHA256\n{seconds}\n{date}/sms/tc3_request\n{Hash(Encoding.UTF8.GetBytes(canonical))}";
        var key = Encoding.UTF8.GetBytes("TC3" + Key);
        foreach (var step in (string[])[date, "sms", "tc3_request"])
            key = HMACSHA256.HashData(key, Encoding.UTF8.GetBytes(step));
        var signature = Convert.ToHexStringLower(HMACSHA256.HashData(key, Encoding.UTF8.GetBytes(text)));
        var request = new HttpRequestMessage(new HttpMethod(method), new Uri(Gateway, raw.Length == 0 ? "/" : "/?" + raw))
        {
            Content = new ByteArrayContent(bytes),
        };
        request.Content.Headers.ContentType = new MediaTypeHeaderValue(type);
        foreach (
            var (name, value) in (ReadOnlySpan<(string, string)>)
                [
                    ("X-TC-Action", "SendSms"),
                    ("X-TC-Version", version),
                    ("X-TC-Region", "ap-guangzhou"),
                    ("X-TC-Timestamp", $"{seconds}"),
                    (
                        "Authorization",
                        $"TC3-HMAC-SHA256 Credential={Id}/{date}/sms/tc3_request, SignedHeaders=content-type;host, Signature={signature}"
                    ),
                ]
        )
            request.Headers.TryAddWithoutValidation(name, value);
        return request;
    }

    /// <summary>Aliyun's RPC signature. <paramref name="envelope"/> adds to or changes the common parameters.</summary>
    public HttpRequestMessage AliyunRpc(string method, Dictionary<string, string> fields, params (string Name, string Value)[] envelope)
    {
        var all = new Dictionary<string, string>(fields)
        {
            ["Action"] = "SendSms",
            ["Version"] = "2017-05-25",
            ["AccessKeyId"] = Id,
            ["SignatureMethod"] = "HMAC-SHA1",
            ["SignatureVersion"] = "1.0",
            ["SignatureNonce"] = Guid.NewGuid().ToString("N"),
            ["Timestamp"] = Time("yyyy-MM-dd'T'HH:mm:ss'Z'"),
        };
        foreach (var (name, value) in envelope)
            all[name] = value;
        all["Signature"] = Vendors.Signatures.AliyunRpc.Sign(Key, method, all);
        return Parameters(method, all);
    }

    /// <summary>Aliyun's ACS3 over a form; the headers are listed, and written out, in the order given.</summary>
    public HttpRequestMessage Acs3(string form, bool sortedLines, params string[] order)
    {
        var bytes = Encoding.UTF8.GetBytes(form);
        var headers = new Dictionary<string, string>(Own)
        {
            ["host"] = SignedHost,
            ["content-type"] = "application/x-www-form-urlencoded",
            ["x-acs-action"] = "SendSms",
            ["x-acs-version"] = "2017-05-25",
            ["x-acs-date"] = Time("yyyy-MM-dd'T'HH:mm:ss'Z'"),
            ["x-acs-signature-nonce"] = Guid.NewGuid().ToString("N"),
            ["x-acs-content-sha256"] = Hash(bytes),
        };
        var lines = string.Concat(
            (sortedLines ? order.Order(StringComparer.Ordinal) : order.AsEnumerable()).Select(name => $"{name}:{headers[name]}\n")
        );
        var canonical = $"POST\n/\n\n{lines}\n{string.Join(';', order)}\n{Hash(bytes)}";
        var text = $"ACS3-HMAC-SHA256\n{Hash(Encoding.UTF8.GetBytes(canonical))}";
        var signature = Convert.ToHexStringLower(HMACSHA256.HashData(Encoding.UTF8.GetBytes(Key), Encoding.UTF8.GetBytes(text)));
        var request = new HttpRequestMessage(HttpMethod.Post, new Uri(Gateway, "/")) { Content = new ByteArrayContent(bytes) };
        request.Content.Headers.ContentType = new MediaTypeHeaderValue(headers["content-type"]);
        foreach (var (name, value) in headers.Where(header => header.Key is not ("host" or "content-type")))
            request.Headers.TryAddWithoutValidation(name, value);
        request.Headers.TryAddWithoutValidation(
            "Authorization",
            $"ACS3-HMAC-SHA256 Credential={Id},SignedHeaders={string.Join(';', order)},Signature={signature}"
        );
        return request;
    }

    public string Time(string format) => Clock.GetUtcNow().UtcDateTime.ToString(format, CultureInfo.InvariantCulture);

    public static string Encode(IEnumerable<KeyValuePair<string, string>> fields) =>
        string.Join('&', fields.Select(field => $"{Uri.EscapeDataString(field.Key)}={Uri.EscapeDataString(field.Value)}"));

    private HttpRequestMessage Parameters(string method, Dictionary<string, string> all)
    {
        if (method == "GET")
            return new HttpRequestMessage(HttpMethod.Get, new Uri(Gateway, "/?" + Encode(all)));
        var request = new HttpRequestMessage(HttpMethod.Post, new Uri(Gateway, "/")) { Content = new StringContent(Encode(all)) };
        request.Content.Headers.ContentType = new MediaTypeHeaderValue("application/x-www-form-urlencoded");
        return request;
    }

    private static string Hash(byte[] bytes) => Convert.ToHexStringLower(SHA256.HashData(bytes));
}
