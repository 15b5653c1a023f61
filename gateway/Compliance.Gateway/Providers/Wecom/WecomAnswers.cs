using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using Compliance.Gateway.Model;
using Compliance.Gateway.Providers.Profiles;
using Compliance.Gateway.Providers.Wire;
using Compliance.Rules.Decisions;

namespace Compliance.Gateway.Providers.Wecom;

/// <summary>What the caller reads: always HTTP 200, <c>errcode</c> decides.</summary>
internal static class WecomAnswers
{
    public static Answer Token(string token) =>
        Answer.Json(
            200,
            new JsonObject
            {
                ["errcode"] = 0,
                ["errmsg"] = "ok",
                ["access_token"] = token,
                ["expires_in"] = (int)WecomTokens.Lifetime.TotalSeconds,
            }
        );

    /// <summary>The list of those who can't be served names them only where that is the reason: who reads it may strike them off.</summary>
    public static Answer Refuse(JsonPush? push, Refusal refusal, RefusalProfile codes)
    {
        var body = new JsonObject
        {
            ["errcode"] = int.Parse(codes.Code(refusal.Kind, push?.Endpoint), CultureInfo.InvariantCulture),
            ["errmsg"] = refusal.Text,
        };
        if (push is not null && refusal.Kind == RefusalKind.Person)
        {
            foreach (var (name, ids) in Removed(push, _ => true))
                body.Add(name, Value(name, ids));
        }

        return Answer.Json(200, body, refusal.RetryAfter);
    }

    /// <summary>The vendor's bytes, with the removed recipients added to the list that names those who were not served.</summary>
    public static ReadOnlyMemory<byte> Merge(JsonPush push, Decision decision, ReadOnlyMemory<byte> reply)
    {
        var removed = Removed(push, index => !decision.Sends(index) && !decision.IsRepeated(index)).ToList();
        if (removed.Count == 0)
            return reply;
        using var document = JsonDocument.Parse(reply);
        var edits = new JsonEdits(reply);
        var container = JsonContainer.OfObject(reply.Span, document.RootElement);
        var added = new JsonObject();
        var names = document.RootElement.EnumerateObject().Select(property => property.Name).ToList();
        foreach (var (name, ids) in removed)
        {
            var at = names.IndexOf(name);
            if (at < 0)
                added.Add(name, Value(name, ids));
            else
            {
                var member = container.Members[at];
                edits.Replace(
                    member.ValueStart,
                    member.End,
                    WrittenJson.Of(Value(name, [.. Present(document.RootElement.GetProperty(name)), .. ids]))
                );
            }
        }

        // The members alone, after the vendor's own.
        var end = container.Members[^1].End;
        if (added.Count > 0)
            edits.Replace(end, end, (byte[])[(byte)',', .. WrittenJson.Of(added).Span[1..^1]]);
        return edits.Apply();
    }

    private static IEnumerable<(string Name, List<string> Ids)> Removed(JsonPush push, Func<int, bool> which) =>
        Enumerable
            .Range(0, push.Recipients.Length)
            .Where(index => which(index) && push.RecipientPlaces[index] is { } place && WecomLists.Of(place) is not null)
            .GroupBy(index => WecomLists.Of(push.RecipientPlaces[index]!)!)
            .Select(list => (list.Key, list.Select(push.WireText).ToList()));

    private static JsonNode Value(string name, IReadOnlyCollection<string> ids) =>
        name == "fail_list" ? new JsonArray([.. ids.Select(id => (JsonNode)id)]) : string.Join('|', ids);

    private static IEnumerable<string> Present(JsonElement value) =>
        value.ValueKind switch
        {
            JsonValueKind.Array => value.EnumerateArray().Select(id => id.GetString() ?? ""),
            JsonValueKind.String => value.GetString()!.Split('|', StringSplitOptions.RemoveEmptyEntries),
            _ => [],
        };
}
