using System.Security.Cryptography;
using System.Text;

namespace Compliance.Gateway.Credentials;

/// <summary>A secret that no record, log line or error prints.</summary>
internal sealed class SecretText(string value)
{
    /// <summary>The secret itself: for signing only.</summary>
    public string Reveal() => value;

    public bool Matches(string candidate) =>
        CryptographicOperations.FixedTimeEquals(Encoding.UTF8.GetBytes(value), Encoding.UTF8.GetBytes(candidate));

    public override string ToString() => "***";
}
