using System.Text.Json.Nodes;
using System.Text.RegularExpressions;

namespace Compliance.SystemTests;

/// <summary>What <c>GET /api/decisions/{id}</c> tells an officer.</summary>
public sealed partial record Explanation(JsonObject Decision)
{
    private string Text => Decision.ToJsonString(new() { Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping });

    public static Explanation Of(JsonObject decision) => new(decision);

    public Explanation Counts(int asked, int sent, int removed)
    {
        var counts = Decision["counts"]!;
        Assert.Equal((asked, sent, removed), ((int)counts["asked"]!, (int)counts["sent"]!, (int)counts["removed"]!));
        return this;
    }

    /// <summary>The rule with its law and article, and words in Chinese that a person can read.</summary>
    public Explanation Names(string rule, string law, string article)
    {
        Assert.Contains(rule, Text, StringComparison.Ordinal);
        Assert.Contains(law, Text, StringComparison.Ordinal);
        Assert.Contains(article, Text, StringComparison.Ordinal);
        Assert.Matches(Chinese(), (string)Decision["summary"]!);
        return this;
    }

    [GeneratedRegex(@"[\u4e00-\u9fff]{4,}")]
    private static partial Regex Chinese();
}
