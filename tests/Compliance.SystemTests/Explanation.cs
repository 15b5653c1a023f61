using System.Text.Json.Nodes;
using System.Text.RegularExpressions;

namespace Compliance.SystemTests;

/// <summary>What <c>GET /api/decisions/{id}</c> tells an officer.</summary>
public sealed partial record Explanation(JsonObject Decision)
{
    private string Text => Decision.ToJsonString(new() { Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping });

    /// <summary>What the vendor made of it: accepted, refused, failed (never sent) or unknown.</summary>
    public string? Outcome => (string?)Decision["outcome"]?["result"];

    public static Explanation Of(JsonObject decision) => new(decision);

    public Explanation Counts(int asked, int sent, int removed)
    {
        var counts = Decision["counts"]!;
        Assert.Equal((asked, sent, removed), ((int)counts["asked"]!, (int)counts["sent"]!, (int)counts["removed"]!));
        return this;
    }

    /// <summary>Rule, law and article, beside words in Chinese that a person can read.</summary>
    public Explanation Names(params string[] words)
    {
        foreach (var word in words) Says(word);
        Assert.Matches(Chinese(), (string)Decision["summary"]!);
        return this;
    }

    public Explanation Says(string word)
    {
        Assert.Contains(word, Text, StringComparison.Ordinal);
        return this;
    }

    [GeneratedRegex(@"[\u4e00-\u9fff]{4,}")]
    private static partial Regex Chinese();
}
