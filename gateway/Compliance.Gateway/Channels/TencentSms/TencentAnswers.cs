using System.Text;
using System.Text.Json;
using Compliance.Gateway.Channels.Wire;
using Compliance.Rules.Decisions;
using Compliance.Rules.Messages;

namespace Compliance.Gateway.Channels.TencentSms;

/// <summary>What the caller reads: always HTTP 200; a row for each number in the request's order, or one error for the whole call.</summary>
internal static class TencentAnswers
{
    private const string Blocked = "FailedOperation.PhoneNumberInBlacklist";

    public static Answer Refuse(JsonPush? push, Refusal refusal)
    {
        var byRow = push is not null && refusal.Kind is RefusalKind.Policy or RefusalKind.Later;
        var content = byRow
            ? $"\"SendStatusSet\":[{string.Join(',', Enumerable.Range(0, push!.Recipients.Length).Select(index => Row(push, index, refusal.Decision?.Explain(index) ?? refusal.Text)))}]"
            : $$"""
               "Error":{"Code":"{{Code(refusal)}}","Message":{{Quoted(refusal.Text)}}}
               """;
        return Answer.Json(200, Encoding.UTF8.GetBytes($$$"""{"Response":{{{{content}}},"RequestId":"{{{Guid.NewGuid()}}}"}}"""), refusal.RetryAfter);
    }

    /// <summary>The vendor's bytes with a row put in for each number that was removed, at its place in the request.</summary>
    public static ReadOnlyMemory<byte> Merge(JsonPush push, Decision decision, ReadOnlyMemory<byte> reply)
    {
        using var document = JsonDocument.Parse(reply);
        var response = document.RootElement.GetProperty("Response");
        var set = response.GetProperty("SendStatusSet");
        var sent = new Queue<string>(set.EnumerateArray().Select(row => row.GetRawText()));
        var rows = Enumerable.Range(0, push.Recipients.Length)
            .Select(index => decision.Sends(index) ? sent.Dequeue() : Row(push, index, decision.Explain(index)));
        var at = response.EnumerateObject().TakeWhile(property => property.Name != "SendStatusSet").Count();
        var member = JsonContainer.OfObject(reply.Span, response).Members[at];
        var edits = new JsonEdits(reply);
        edits.Replace(member.ValueStart, member.End, Encoding.UTF8.GetBytes($"[{string.Join(',', rows)}]"));
        return edits.Apply();
    }

    private static string Row(JsonPush push, int index, string message)
    {
        var recipient = push.Recipients[index];
        var phone = recipient.Kind == RecipientKind.Person ? recipient.Identity["phone:".Length..] : push.WireText(index);
        var country = PhoneNumber.IsDomestic(phone) ? "CN" : "";
        var session = Quoted(push.Values.GetValueOrDefault("SessionContext", ""));
        return $$"""{"SerialNo":"","PhoneNumber":{{Quoted(phone)}},"Fee":0,"SessionContext":{{session}},"Code":"{{Blocked}}","Message":{{Quoted(message)}},"IsoCode":"{{country}}"}""";
    }

    private static string Quoted(string text) => Encoding.UTF8.GetString(JsonEdits.Quote(text));

    private static string Code(Refusal refusal) => refusal.Kind switch
    {
        RefusalKind.Credential => refusal.Reason == "missing-credential" ? "AuthFailure.InvalidAuthorization" : "AuthFailure.SignatureFailure",
        RefusalKind.CredentialExpired => "AuthFailure.SignatureExpire",
        RefusalKind.Forbidden => "UnauthorizedOperation",
        RefusalKind.Unreadable => refusal.Reason switch
        {
            "too-many-recipients" => "LimitExceeded.PhoneNumberCountLimit",
            "mixed-countries" => "UnsupportedOperation.ContainDomesticAndInternationalPhoneNumber",
            _ => "InvalidParameterValue",
        },
        RefusalKind.TooLarge => "RequestSizeLimitExceeded",
        RefusalKind.UnknownEndpoint => "InvalidAction",
        RefusalKind.Policy => "FailedOperation",
        RefusalKind.Later => "RequestLimitExceeded",
        _ => "InternalError",
    };
}
