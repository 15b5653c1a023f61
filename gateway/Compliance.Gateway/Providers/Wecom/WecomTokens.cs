using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;
using Compliance.Gateway.Credentials;

namespace Compliance.Gateway.Providers.Wecom;

/// <summary>
/// The access tokens that the gateway itself hands to senders: <c>&lt;name&gt;.&lt;unix expiry&gt;.&lt;HMAC-SHA256, base64url&gt;</c>.
/// Stateless, so that they outlive a restart; the MAC covers the sender's key too, so that a changed key ends them.
/// </summary>
/// <param name="signingKey">The same in every gateway of a brand: then a token that one handed out holds at all of them.</param>
internal sealed class WecomTokens(SecretText signingKey)
{
    public static readonly TimeSpan Lifetime = TimeSpan.FromHours(2);

    private readonly byte[] _signingKey = Encoding.UTF8.GetBytes(signingKey.Reveal());

    public string Issue(Sender sender, DateTimeOffset now)
    {
        var claim = $"{sender.Name}.{(now + Lifetime).ToUnixTimeSeconds()}";
        return $"{claim}.{Mac(claim, sender)}";
    }

    public Identification Verify(string token, SenderRegistry senders, DateTimeOffset now)
    {
        var end = token.LastIndexOf('.');
        var claim = end < 0 ? "" : token[..end];
        var dot = claim.LastIndexOf('.');
        if (dot < 0 || !long.TryParse(claim.AsSpan(dot + 1), out var expiry) || senders.Find(claim[..dot]) is not { } sender)
            return Refusals.WrongCredential();
        if (
            !CryptographicOperations.FixedTimeEquals(Encoding.UTF8.GetBytes(Mac(claim, sender)), Encoding.UTF8.GetBytes(token[(end + 1)..]))
        )
            return Refusals.WrongCredential();
        return expiry <= now.ToUnixTimeSeconds()
            ? Refusals.Expired("access_token 已过期，请重新获取")
            : new Identification.Identified(sender);
    }

    private string Mac(string claim, Sender sender) =>
        Base64Url.EncodeToString(HMACSHA256.HashData(_signingKey, Encoding.UTF8.GetBytes($"{claim}\n{sender.Key.Reveal()}")));
}
