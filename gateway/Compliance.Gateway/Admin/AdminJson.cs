using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace Compliance.Gateway.Admin;

internal static class AdminJson
{
    private const int LargestObject = 1024 * 1024;

    /// <summary>Strict in what it reads: an unknown or doubled key is an error, so that a misspelt <c>withdaw</c> is not lost. Chinese stays readable.</summary>
    public static JsonSerializerOptions Options { get; } = Configure(new JsonSerializerOptions());

    public static JsonSerializerOptions Configure(JsonSerializerOptions options)
    {
        options.PropertyNamingPolicy = JsonNamingPolicy.CamelCase;
        options.PropertyNameCaseInsensitive = false;
        options.UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow;
        options.AllowDuplicateProperties = false;
        options.NumberHandling = JsonNumberHandling.Strict;
        options.DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull;
        options.Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping;
        options.MaxDepth = 16;
        return options;
    }

    /// <summary>A body that is one object. Binding by the framework would answer a broken one with a bare 400.</summary>
    /// <returns>The value, or what is wrong with the body; never both.</returns>
    public static async Task<(T? Value, Fault? Fault)> ReadAsync<T>(HttpRequest request)
        where T : class
    {
        var body = new MemoryStream();
        var buffer = new byte[16 * 1024];
        for (int read; (read = await request.Body.ReadAsync(buffer, request.HttpContext.RequestAborted)) > 0; body.Write(buffer, 0, read))
        {
            if (body.Length + read > LargestObject)
                return (null, new Fault("$", "请求体太大", $"不超过 {LargestObject / 1024} KiB。"));
        }

        return body.Length == 0
            ? (null, new Fault("$", "请求体是空的", "发送一个 JSON 对象。"))
            : Read<T>(body.GetBuffer().AsSpan(0, (int)body.Length));
    }

    /// <returns>The value, or what is wrong with the text; never both.</returns>
    public static (T? Value, Fault? Fault) Read<T>(ReadOnlySpan<byte> json)
        where T : class
    {
        try
        {
            return JsonSerializer.Deserialize<T>(json, Options) is { } value
                ? (value, null)
                : (null, new Fault("$", "应为 JSON 对象，收到 null", "每行一个 JSON 对象。"));
        }
        catch (JsonException e)
        {
            return (
                null,
                new Fault(
                    Place(e.Path),
                    "不是有效的 JSON，或者字段名、类型不对",
                    "检查拼写、引号和类型；字段名区分大小写，未知或重复的字段一律拒绝。"
                )
            );
        }
    }

    /// <summary>The parser's message may quote the input, and so may its path, whose last name is one that we don't know: only what looks like a field's name is repeated.</summary>
    private static string Place(string? path) =>
        path is not null
        && path.Length <= 64
        && path.Split('.').All(part => part is "$" || (char.IsAsciiLetter(part.FirstOrDefault()) && !part.Any(c => c > 127)))
            ? path
            : "$";
}
