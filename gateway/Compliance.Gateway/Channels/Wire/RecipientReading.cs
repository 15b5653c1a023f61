using Compliance.Gateway.Channels.Profiles;
using Compliance.Rules.Messages;

namespace Compliance.Gateway.Channels.Wire;

internal static class RecipientReading
{
    /// <summary>A phone number that is none names nobody: unresolvable, so that it is denied and everybody else goes on.</summary>
    public static Recipient Read(RecipientProfile profile, string text, string accountId, int content = 0)
    {
        if (text == profile.Everybody)
            return new Recipient
            {
                Identity = $"everybody:{accountId}",
                Kind = RecipientKind.Group,
                Content = content,
            };
        if (profile.Identity != "{e164}")
            return new Recipient
            {
                Identity = profile.Identity.Replace("{account}", accountId).Replace("{}", text),
                Kind = profile.Kind,
                Content = content,
            };

        var phone = PhoneNumber.ToE164(text);
        return new Recipient
        {
            Identity = $"phone:{phone ?? text.Trim()}",
            Kind = phone is null ? RecipientKind.Unresolvable : profile.Kind,
            Content = content,
        };
    }
}
