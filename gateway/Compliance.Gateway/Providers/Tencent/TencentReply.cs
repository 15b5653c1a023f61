using System.Text.Json;

namespace Compliance.Gateway.Providers.Tencent;

/// <summary>Tencent's answer: an error for the whole call, or the code of each number in the order in which they were sent.</summary>
/// <param name="Error">Null when there are rows.</param>
internal sealed record TencentReply(string? Error, IReadOnlyList<TencentRow> Rows, string? RequestId)
{
    /// <summary>Null when it is no answer of Tencent's.</summary>
    public static TencentReply? Read(ReadOnlyMemory<byte> body)
    {
        try
        {
            using var document = JsonDocument.Parse(body);
            var response = document.RootElement.GetProperty("Response");
            var request = response.TryGetProperty("RequestId", out var id) ? id.GetString() : null;
            if (response.TryGetProperty("Error", out var error))
                return new TencentReply(error.GetProperty("Code").GetString() ?? "", [], request);
            return new TencentReply(null, [.. response.GetProperty("SendStatusSet").EnumerateArray().Select(Row)], request);
        }
        catch (Exception broken) when (broken is JsonException or InvalidOperationException or KeyNotFoundException)
        {
            return null;
        }
    }

    private static TencentRow Row(JsonElement row) =>
        new(
            row.GetProperty("Code").GetString() ?? "",
            row.TryGetProperty("SerialNo", out var serial)
            && serial.ValueKind == JsonValueKind.String
            && serial.GetString() is { Length: > 0 } no
                ? no
                : null
        );
}

/// <param name="SerialNo">The number's receipt; null where it was refused.</param>
internal sealed record TencentRow(string Code, string? SerialNo);
