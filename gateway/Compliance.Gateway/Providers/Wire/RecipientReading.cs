using System.Globalization;
using Compliance.Gateway.Model;
using Compliance.Gateway.Providers.Profiles;
using Compliance.Rules.Messages;

namespace Compliance.Gateway.Providers.Wire;

internal static class RecipientReading
{
    /// <summary>
    /// Who is meant on the wire. A person or member of staff whose identity has no normal form is nobody: unresolvable, so that they are denied and everybody
    /// else goes on, and under a name of its own, so that it is recorded with no person who exists.
    /// </summary>
    public static Recipient Read(RecipientProfile profile, string text, string accountId, int content = 0)
    {
        if (text == profile.Everybody)
            return new Recipient
            {
                Identity = $"everybody:{accountId}",
                Kind = RecipientKind.Group,
                Content = content,
            };
        var written = profile.Identity.Replace("{account}", accountId).Replace("{}", text);
        if (profile.Kind is not (RecipientKind.Person or RecipientKind.Staff))
            return new Recipient
            {
                Identity = written,
                Kind = profile.Kind,
                Content = content,
            };

        // A phone's spelling is the provider's to forgive; an id with a space in it is another id, and would leave as it came.
        var identity =
            profile.Identity == "{e164}" ? Identity.OfPhone(PhoneNumber.OnTheWire(text, profile.Foreign))
            : text.Any(c => char.IsWhiteSpace(c) || char.IsControl(c) || char.GetUnicodeCategory(c) == UnicodeCategory.Format) ? null
            : Identity.TryParse(written, out var read, out _) ? read
            : null;
        return new Recipient
        {
            Identity = identity?.Text ?? $"unresolvable:{text.Trim()}",
            Kind = identity is null ? RecipientKind.Unresolvable : profile.Kind,
            Content = content,
        };
    }
}
