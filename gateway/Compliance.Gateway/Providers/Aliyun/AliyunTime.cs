using System.Globalization;

namespace Compliance.Gateway.Providers.Aliyun;

/// <summary>Aliyun's time stamps: ISO 8601 with its offset, to the second as its documents say, or finer as some clients write it.</summary>
internal static class AliyunTime
{
    private static readonly string[] Formats = ["yyyy-MM-dd'T'HH:mm:ss'Z'", "yyyy-MM-dd'T'HH:mm:ss.FFFFFFF'Z'", "yyyy-MM-dd'T'HH:mm:sszzz"];

    public static DateTimeOffset? Read(string? text) =>
        DateTimeOffset.TryParseExact(text, Formats, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var at) ? at : null;
}
