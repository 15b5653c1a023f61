using System.Text;
using System.Text.Json.Nodes;

namespace Compliance.TestKit.Vendors;

/// <summary>One request exactly as it reached the vendor.</summary>
public sealed record ReceivedRequest
{
    public required string Method { get; init; }

    /// <summary>Path and query as they stood on the wire.</summary>
    public required string Target { get; init; }

    /// <summary>Names in lower case.</summary>
    public required IReadOnlyDictionary<string, string> Headers { get; init; }

    public required byte[] Body { get; init; }

    public required string Connection { get; init; }

    public string Path => Target.Split('?', 2)[0];

    public string Query => Target.Split('?', 2) is [_, var query] ? query : "";

    public string Text => Encoding.UTF8.GetString(Body);

    public JsonObject Json => JsonNode.Parse(Body)!.AsObject();

    public string? Header(string name) => Headers.GetValueOrDefault(name);

    /// <summary>Query and form fields together, decoded.</summary>
    public IReadOnlyDictionary<string, string> Fields()
    {
        var form = Header("content-type")?.StartsWith("application/x-www-form-urlencoded", StringComparison.OrdinalIgnoreCase) == true;
        var fields = Decode(Query);
        foreach (var (name, value) in form ? Decode(Text) : [])
            fields[name] = value;
        return fields;
    }

    public static Dictionary<string, string> Decode(string urlEncoded) =>
        urlEncoded
            .Split('&', StringSplitOptions.RemoveEmptyEntries)
            .Select(pair => pair.Split('=', 2))
            .ToDictionary(pair => Decoded(pair[0]), pair => pair.Length > 1 ? Decoded(pair[1]) : "", StringComparer.Ordinal);

    private static string Decoded(string text) => Uri.UnescapeDataString(text.Replace('+', ' '));
}
