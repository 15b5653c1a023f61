using System.Text.Json;
using Compliance.Gateway.Providers.Wire;

namespace Compliance.Gateway.Providers.Wecom;

/// <summary>WeCom's answer: HTTP 200 and <c>errcode</c>, with the ids that it could not serve in a list or in a text.</summary>
internal sealed record WecomReply(int Code, string? MessageId, IReadOnlyList<string> Failed)
{
    /// <summary>System busy: whether it was processed, nobody says.</summary>
    public const int Busy = -1;

    public bool TokenRefused => Code is 40001 or 40014 or 42001;

    /// <summary>Null when it is no answer of WeCom's.</summary>
    public static WecomReply? Read(ReadOnlyMemory<byte> body)
    {
        try
        {
            using var document = JsonDocument.Parse(body);
            var root = document.RootElement;
            if (
                root.ValueKind != JsonValueKind.Object
                || !root.TryGetProperty("errcode", out var code)
                || !code.TryGetInt32(out var number)
            )
                return null;
            return new WecomReply(number, Text(root, "msgid"), [.. FailedOf(root)]);
        }
        catch (Exception broken) when (broken is JsonException or InvalidOperationException)
        {
            return null;
        }
    }

    private static string? Text(JsonElement root, string name) =>
        root.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String ? value.GetString() : null;

    private static IEnumerable<string> FailedOf(JsonElement root)
    {
        if (root.TryGetProperty("fail_list", out var list) && list.ValueKind == JsonValueKind.Array)
        {
            foreach (var id in list.EnumerateArray())
                yield return id.GetString() ?? "";
        }

        foreach (var name in WecomLists.Joined)
        {
            foreach (var id in (Text(root, name) ?? "").Split('|', StringSplitOptions.RemoveEmptyEntries))
                yield return id;
        }
    }
}

/// <summary>Which list of the answer names the ids of which list of the request.</summary>
internal static class WecomLists
{
    /// <summary>Who stands in one of them got nothing: <c>unlicenseduser</c> has no licence for the application that sends.</summary>
    public static string[] Joined { get; } = ["invaliduser", "invalidparty", "invalidtag", "unlicenseduser"];

    public static string? Of(RecipientPlace place) =>
        place.Profile.At switch
        {
            "external_userid[]" or "chat_id_list[]" => "fail_list",
            "touser" => "invaliduser",
            "toparty" => "invalidparty",
            "totag" => "invalidtag",
            _ => null,
        };
}
