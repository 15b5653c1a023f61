using System.Text;
using System.Text.Json;
using Compliance.Gateway.Channels.Wire;
using Compliance.Rules.Decisions;
using Compliance.Rules.Messages;

namespace Compliance.Gateway.Channels.TencentSms;

/// <summary>What the caller reads: always HTTP 200; a row for each number in the request's order, or one error for the whole call.</summary>
internal static class TencentAnswers
{
    public static Answer Refuse(JsonPush? push, Refusal refusal)
    {
        var byRow = push is not null && refusal.Kind is RefusalKind.Policy or RefusalKind.Later;
        var content = byRow
            ? $"\"SendStatusSet\":[{string.Join(',', Enumerable.Range(0, push!.Recipients.Length).Select(index => Row(push, index, refusal)))}]"
            : $$"""
                "Error":{"Code":"{{TencentCodes.Of(refusal)}}","Message":{{Quoted(refusal.Text)}}}
                """;
        return Answer.Json(
            200,
            Encoding.UTF8.GetBytes($$$"""{"Response":{{{{content}}},"RequestId":"{{{Guid.NewGuid()}}}"}}"""),
            refusal.RetryAfter
        );
    }

    /// <summary>The vendor's bytes with a row put in for each number that was removed, at its place in the request.</summary>
    public static ReadOnlyMemory<byte> Merge(JsonPush push, Decision decision, ReadOnlyMemory<byte> reply)
    {
        using var document = JsonDocument.Parse(reply);
        var response = document.RootElement.GetProperty("Response");
        var set = response.GetProperty("SendStatusSet");
        var sent = new Queue<string>(set.EnumerateArray().Select(row => row.GetRawText()));
        var rows = Enumerable
            .Range(0, push.Recipients.Length)
            .Select(index =>
                decision.Sends(index) ? sent.Dequeue() : Row(push, index, TencentCodes.Of(decision.Hits(index)), decision.Explain(index))
            );
        var at = response.EnumerateObject().TakeWhile(property => property.Name != "SendStatusSet").Count();
        var member = JsonContainer.OfObject(reply.Span, response).Members[at];
        var edits = new JsonEdits(reply);
        edits.Replace(member.ValueStart, member.End, Encoding.UTF8.GetBytes($"[{string.Join(',', rows)}]"));
        return edits.Apply();
    }

    private static string Row(JsonPush push, int index, Refusal refusal) =>
        refusal.Decision is { } decision
            ? Row(push, index, TencentCodes.Of(decision.Hits(index)), decision.Explain(index))
            : Row(push, index, refusal.Kind == RefusalKind.Later ? TencentCodes.Later : TencentCodes.Person, refusal.Text);

    private static string Row(JsonPush push, int index, string code, string message)
    {
        var recipient = push.Recipients[index];
        var phone = recipient.Kind == RecipientKind.Person ? recipient.Identity["phone:".Length..] : push.WireText(index);
        var country = PhoneNumber.IsDomestic(phone) ? "CN" : "";
        var session = Quoted(push.Values.GetValueOrDefault("SessionContext", ""));
        return $$"""{"SerialNo":"","PhoneNumber":{{Quoted(phone)}},"Fee":0,"SessionContext":{{session}},"Code":"{{code}}","Message":{{Quoted(message)}},"IsoCode":"{{country}}"}""";
    }

    private static string Quoted(string text) => Encoding.UTF8.GetString(JsonEdits.Quote(text));
}
