using System.Text.Json;

namespace Compliance.Gateway.Providers.Aliyun;

/// <summary>Aliyun's answer: one code for the whole call, nothing about single numbers.</summary>
internal sealed record AliyunReply(string Code, string? Receipt)
{
    /// <summary>Null when it is no answer of Aliyun's.</summary>
    public static AliyunReply? Read(ReadOnlyMemory<byte> body)
    {
        try
        {
            using var document = JsonDocument.Parse(body);
            var code = document.RootElement.GetProperty("Code").GetString();
            return code is null
                ? null
                : new AliyunReply(code, document.RootElement.TryGetProperty("BizId", out var id) ? id.GetString() : null);
        }
        catch (Exception broken) when (broken is JsonException or InvalidOperationException or KeyNotFoundException)
        {
            return null;
        }
    }
}
