using System.Text;
using System.Text.Json;
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
            Encoding.UTF8.GetBytes(
                $$"""{"errcode":0,"errmsg":"ok","access_token":"{{token}}","expires_in":{{(int)WecomTokens.Lifetime.TotalSeconds}}}"""
            )
        );

    /// <summary>The list of those who can't be served names them only where that is the reason: who reads it may strike them off.</summary>
    public static Answer Refuse(JsonPush? push, Refusal refusal, RefusalProfile codes)
    {
        var lists = push is null || refusal.Kind != RefusalKind.Person ? "" : Lists(push, _ => true);
        var body = $$"""{"errcode":{{codes.Code(refusal.Kind, push?.Endpoint)}},"errmsg":{{Quoted(refusal.Text)}}{{lists}}}""";
        return Answer.Json(200, Encoding.UTF8.GetBytes(body), refusal.RetryAfter);
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
        var added = new StringBuilder();
        var names = document.RootElement.EnumerateObject().Select(property => property.Name).ToList();
        foreach (var (name, ids) in removed)
        {
            var at = names.IndexOf(name);
            if (at < 0)
                added.Append($",\"{name}\":{Value(name, ids)}");
            else
            {
                var member = container.Members[at];
                edits.Replace(
                    member.ValueStart,
                    member.End,
                    Encoding.UTF8.GetBytes(Value(name, [.. Present(document.RootElement.GetProperty(name)), .. ids]))
                );
            }
        }

        var end = container.Members[^1].End;
        if (added.Length > 0)
            edits.Replace(end, end, Encoding.UTF8.GetBytes(added.ToString()));
        return edits.Apply();
    }

    private static string Lists(JsonPush push, Func<int, bool> which) =>
        string.Concat(Removed(push, which).Select(list => $",\"{list.Name}\":{Value(list.Name, list.Ids)}"));

    private static IEnumerable<(string Name, List<string> Ids)> Removed(JsonPush push, Func<int, bool> which) =>
        Enumerable
            .Range(0, push.Recipients.Length)
            .Where(index => which(index) && push.RecipientPlaces[index] is { } place && WecomLists.Of(place) is not null)
            .GroupBy(index => WecomLists.Of(push.RecipientPlaces[index]!)!)
            .Select(list => (list.Key, list.Select(push.WireText).ToList()));

    private static string Value(string name, IReadOnlyCollection<string> ids) =>
        name == "fail_list" ? $"[{string.Join(',', ids.Select(Quoted))}]" : Quoted(string.Join('|', ids));

    private static IEnumerable<string> Present(JsonElement value) =>
        value.ValueKind switch
        {
            JsonValueKind.Array => value.EnumerateArray().Select(id => id.GetString() ?? ""),
            JsonValueKind.String => value.GetString()!.Split('|', StringSplitOptions.RemoveEmptyEntries),
            _ => [],
        };

    private static string Quoted(string text) => Encoding.UTF8.GetString(JsonEdits.Quote(text));
}
