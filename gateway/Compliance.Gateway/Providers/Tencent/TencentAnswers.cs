using System.Text;
using System.Text.Json;
using Compliance.Gateway.Model;
using Compliance.Gateway.Providers.Profiles;
using Compliance.Gateway.Providers.Wire;
using Compliance.Rules.Decisions;
using Compliance.Rules.Messages;

namespace Compliance.Gateway.Providers.Tencent;

/// <summary>What the caller reads: always HTTP 200; a row for each number in the request's order, or one error for the whole call.</summary>
internal static class TencentAnswers
{
    public static Answer Refuse(JsonPush? push, Refusal refusal, RefusalProfile codes)
    {
        var content =
            push is not null && refusal.Decision is { } decision
                ? $"\"SendStatusSet\":[{string.Join(',', Enumerable.Range(0, push.Recipients.Length).Select(index => Removed(push, decision, index, codes)))}]"
                : $$"""
                    "Error":{"Code":"{{codes.Code(refusal.Kind)}}","Message":{{Quoted(refusal.Text)}}}
                    """;
        return Answer.Json(
            200,
            Encoding.UTF8.GetBytes($$$"""{"Response":{{{{content}}},"RequestId":"{{{Guid.NewGuid()}}}"}}"""),
            refusal.RetryAfter
        );
    }

    /// <summary>The vendor's bytes with a row put in for each number that was removed, at its place in the request.</summary>
    public static ReadOnlyMemory<byte> Merge(JsonPush push, Decision decision, ReadOnlyMemory<byte> reply, RefusalProfile codes)
    {
        using var document = JsonDocument.Parse(reply);
        var response = document.RootElement.GetProperty("Response");
        var set = response.GetProperty("SendStatusSet");
        var sent = new Queue<string>(set.EnumerateArray().Select(row => row.GetRawText()));
        var rows = Enumerable
            .Range(0, push.Recipients.Length)
            .Select(index => decision.Sends(index) ? sent.Dequeue() : Removed(push, decision, index, codes));
        var at = response.EnumerateObject().TakeWhile(property => property.Name != "SendStatusSet").Count();
        var member = JsonContainer.OfObject(reply.Span, response).Members[at];
        var edits = new JsonEdits(reply);
        edits.Replace(member.ValueStart, member.End, Encoding.UTF8.GetBytes($"[{string.Join(',', rows)}]"));
        return edits.Apply();
    }

    private static string Removed(JsonPush push, Decision decision, int index, RefusalProfile codes) =>
        Row(push, index, codes.Code(RefusalKinds.Of(decision.Hits(index))), decision.Explain(push.Recipients[index], index));

    private static string Row(JsonPush push, int index, string code, string message)
    {
        var recipient = push.Recipients[index];
        var phone = recipient.Kind == RecipientKind.Person ? recipient.Identity["phone:".Length..] : push.WireText(index);
        var country = PhoneNumber.IsMainland(phone) ? "CN" : "";
        var session = Quoted(push.Values.GetValueOrDefault("SessionContext", ""));
        return $$"""{"SerialNo":"","PhoneNumber":{{Quoted(phone)}},"Fee":0,"SessionContext":{{session}},"Code":"{{code}}","Message":{{Quoted(message)}},"IsoCode":"{{country}}"}""";
    }

    private static string Quoted(string text) => Encoding.UTF8.GetString(JsonEdits.Quote(text));
}
