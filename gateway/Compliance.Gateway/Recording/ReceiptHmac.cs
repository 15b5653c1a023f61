using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;

namespace Compliance.Gateway.Recording;

/// <summary>
/// A vendor's receipt (msgid, BizId, SerialNo) as it stands in an entry. Many look like phone numbers, so none stands there in clear; who knows the
/// receipt finds the push by this.
/// </summary>
internal sealed class ReceiptHmac(byte[] key)
{
    public const string Term = "receipt";

    private const int Bytes = 16;

    public string Of(string receipt) =>
        Base64Url.EncodeToString(HMACSHA256.HashData(key, Encoding.UTF8.GetBytes($"receipt\0{receipt}")).AsSpan(0, Bytes));
}
