using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;

namespace Compliance.SystemTests;

/// <summary>What <c>GET /api/decisions/{id}</c> tells an officer.</summary>
public sealed partial record Explanation(JsonObject View)
{
    private static readonly JsonSerializerOptions Readable = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>What the vendor made of it: accepted, refused, failed (never sent), unknown or mixed; pending and in-doubt before that.</summary>
    public string? Outcome => (string?)View["outcome"]?["result"];

    public string? RetryAt => (string?)View["retryAt"];

    private string Lines => string.Join('\n', View["explanation"]!.AsArray().Select(line => (string)line!));

    public static Explanation Of(JsonObject view) => new(view);

    public Explanation Counts(int asked, int sent, int removed)
    {
        var counts = View["counts"]!;
        Assert.Equal((asked, sent, removed), ((int)counts["asked"]!, (int)counts["sent"]!, (int)counts["removed"]!));
        Assert.Equal(asked, View["recipients"]!.AsArray().Count);
        return this;
    }

    /// <summary>The lines that a person reads say it, in Chinese.</summary>
    public Explanation Says(params string[] words)
    {
        Assert.All(words, word => Assert.Contains(word, Lines, StringComparison.Ordinal));
        Assert.Matches(Chinese(), Lines);
        return this;
    }

    /// <summary>The rules stand in the record by their ids.</summary>
    public Explanation Names(string rule)
    {
        Assert.Contains($"\"{rule}\"", View.ToJsonString(Readable), StringComparison.Ordinal);
        return this;
    }

    [GeneratedRegex(@"[\u4e00-\u9fff]{4,}")]
    private static partial Regex Chinese();
}
