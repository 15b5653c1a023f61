using Compliance.Gateway.Model;
using Compliance.Gateway.Providers.Wire;
using Compliance.Rules.Messages;

namespace Compliance.Gateway.Providers.Wecom;

/// <summary>Who a call reaches, where its lists alone do not say it: a list left out means everybody at WeCom, not nobody.</summary>
internal static class WecomAudience
{
    /// <summary>One of the two is null.</summary>
    public static (JsonPush? Push, Refusal? Refusal) Complete(JsonPush push, string account) =>
        push.Endpoint.Name switch
        {
            "add_msg_template" => GroupMessage(push),
            "message/send" => StaffMessage(push),
            _ => (
                With(
                    push,
                    new Recipient
                    {
                        Identity = push.Robot is { } robot ? $"wecom-robot:{account}:{robot}" : $"wecom-robot:{account}",
                        Kind = RecipientKind.Group,
                    }
                ),
                null
            ),
        };

    // WeCom reads one of the two lists, by chat_type. Naming the other one as well would let the first be emptied
    // and then mean all customers of the sender.
    private static (JsonPush?, Refusal?) GroupMessage(JsonPush push)
    {
        var read = push.Values.GetValueOrDefault("chat_type") == "group" ? "chat_id_list[]" : "external_userid[]";
        if (push.RecipientPlaces.Any(place => place is not null && place.Profile.At != read))
            return (null, Refusals.Unreadable("ambiguous-audience", "chat_type 与接收方列表不一致", "chat_type"));
        return push.RecipientPlaces.Any(place => place is not null)
            ? (push, null)
            : (With(push, new Recipient { Identity = "unresolvable:sender", Kind = RecipientKind.Unresolvable }), null);
    }

    private static (JsonPush?, Refusal?) StaffMessage(JsonPush push)
    {
        if (push.Recipients.IsEmpty)
            return (null, Refusals.Unreadable("no-recipients", "没有接收方", "touser"));
        var everybody = push.RecipientPlaces.Any(place => Everybody(place!));
        if (!everybody && !(Lists(push, "touser") && (Lists(push, "toparty") || Lists(push, "totag"))))
            return (push, null);

        // Beside "@all" a name says nothing, and without the name "@all" might say more than it did. Who stands behind a party or a tag
        // nobody here can list: a member taken off touser might be reached by it all the same.
        return push.Recipients.Length > 1
            ? (null, Refusals.Unreadable("ambiguous-audience", "“@all”、部门和标签不能与逐个列出的成员同时使用，请分开发送", "touser"))
            : (push with { Recipients = [push.Recipients[0] with { Kind = RecipientKind.Group }] }, null);
    }

    private static bool Everybody(RecipientPlace place) => place.Text.Equals("@all", StringComparison.OrdinalIgnoreCase);

    private static bool Lists(JsonPush push, string at) => push.RecipientPlaces.Any(place => place!.Profile.At == at);

    private static JsonPush With(JsonPush push, Recipient audience) =>
        push with
        {
            Recipients = push.Recipients.Insert(0, audience),
            RecipientPlaces = push.RecipientPlaces.Insert(0, null),
        };
}
