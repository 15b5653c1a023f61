using System.Text;
using System.Text.Json.Nodes;

namespace Compliance.TestKit.Callers;

/// <summary>What a marketing system got back. Header names in lower case.</summary>
public sealed record PushAnswer(int Status, IReadOnlyDictionary<string, string> Headers, byte[] Body)
{
    public string Text => Encoding.UTF8.GetString(Body);

    public JsonObject Json => JsonNode.Parse(Body)!.AsObject();

    public string? Decision => Headers.GetValueOrDefault("compliance-decision");

    public string DecisionId =>
        Headers.GetValueOrDefault("compliance-decision-id")
        ?? throw new InvalidOperationException($"no Compliance-Decision-Id on {Status} {Text}");

    public int Removed => int.Parse(Headers["compliance-removed"], System.Globalization.CultureInfo.InvariantCulture);

    public static async Task<PushAnswer> ReadAsync(HttpResponseMessage answer) =>
        new(
            (int)answer.StatusCode,
            answer
                .Headers.Concat(answer.Content.Headers)
                .ToDictionary(header => header.Key.ToLowerInvariant(), header => string.Join(", ", header.Value), StringComparer.Ordinal),
            await answer.Content.ReadAsByteArrayAsync()
        );
}
