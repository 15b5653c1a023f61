using System.Text.Json;
using System.Text.Json.Nodes;
using Compliance.Gateway.Model;
using Compliance.Gateway.Providers.Profiles;
using Compliance.Gateway.Providers.Wire;
using Compliance.Rules.Decisions;
using Compliance.Rules.Messages;

namespace Compliance.Gateway.Providers.Tencent;

/// <summary>What the caller reads: always HTTP 200; a row for each number in the request's order, or one error for the whole call.</summary>
internal static class TencentAnswers
{
    public static Answer Refuse(JsonPush? push, Refusal refusal, RefusalProfile codes) =>
        Answer.Json(
            200,
            Response(
                push is not null && refusal.Decision is { } decision
                    ? new JsonObject
                    {
                        ["SendStatusSet"] = new JsonArray([
                            .. Enumerable.Range(0, push.Recipients.Length).Select(index => Removed(push, decision, index, codes)),
                        ]),
                    }
                    : new JsonObject
                    {
                        ["Error"] = new JsonObject { ["Code"] = codes.Code(refusal.Kind), ["Message"] = refusal.Text },
                    }
            ),
            refusal.RetryAfter
        );

    /// <summary>What every answer of Tencent's has.</summary>
    public static JsonObject Response(JsonObject response)
    {
        response["RequestId"] = Guid.NewGuid().ToString();
        return new JsonObject { ["Response"] = response };
    }

    /// <summary>The vendor's bytes with a row put in for each number that was removed, at its place in the request.</summary>
    public static ReadOnlyMemory<byte> Merge(JsonPush push, Decision decision, ReadOnlyMemory<byte> reply, RefusalProfile codes)
    {
        using var document = JsonDocument.Parse(reply);
        var response = document.RootElement.GetProperty("Response");
        var set = response.GetProperty("SendStatusSet");
        var sent = new Queue<string>(set.EnumerateArray().Select(row => row.GetRawText()));
        var rows = WrittenJson.Of(json =>
        {
            json.WriteStartArray();
            for (var index = 0; index < push.Recipients.Length; index++)
            {
                if (decision.Sends(index))
                    json.WriteRawValue(sent.Dequeue());
                else
                    Removed(push, decision, index, codes).WriteTo(json);
            }

            json.WriteEndArray();
        });
        var at = response.EnumerateObject().TakeWhile(property => property.Name != "SendStatusSet").Count();
        var member = JsonContainer.OfObject(reply.Span, response).Members[at];
        var edits = new JsonEdits(reply);
        edits.Replace(member.ValueStart, member.End, rows);
        return edits.Apply();
    }

    private static JsonObject Removed(JsonPush push, Decision decision, int index, RefusalProfile codes)
    {
        var recipient = push.Recipients[index];
        var phone = recipient.Kind == RecipientKind.Person ? recipient.Identity["phone:".Length..] : push.WireText(index);
        return new JsonObject
        {
            ["SerialNo"] = "",
            ["PhoneNumber"] = phone,
            ["Fee"] = 0,
            ["SessionContext"] = push.Values.GetValueOrDefault("SessionContext", ""),
            ["Code"] = codes.Code(decision.Kind(push.Recipients[index], index)),
            ["Message"] = decision.Explain(recipient, index),
            ["IsoCode"] = PhoneNumber.IsMainland(phone) ? "CN" : "",
        };
    }
}
