using System.Text.Json;
using Compliance.Policies.Binding;
using Compliance.Rules.Messages;

namespace Compliance.Policies.Cases;

internal static class RecipientElements
{
    public static void Write(Utf8JsonWriter json, Recipient recipient)
    {
        json.WriteString("identity"u8, recipient.Identity);
        json.WriteString("kind"u8, EnumNames<RecipientKind>.Of(recipient.Kind));
        json.WriteNumber("content"u8, recipient.Content);
    }

    public static Recipient Read(JsonElement element, string? identity = null) =>
        new()
        {
            Identity = identity ?? JsonElements.Required(element, "identity"),
            Kind = JsonElements.Named<RecipientKind>(element, "kind"),
            Content = JsonElements.Member(element, "content").GetInt32(),
        };
}
