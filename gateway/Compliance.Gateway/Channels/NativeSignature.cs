using Compliance.Gateway.Credentials;

namespace Compliance.Gateway.Channels;

internal static class NativeSignature
{
    public static Identification Identify(SignatureCheck check, SenderRegistry senders) =>
        check switch
        {
            SignatureCheck.Valid valid when senders.Find(valid.KeyId) is { } sender => new Identification.Identified(
                sender,
                valid.ReplayKey,
                valid.Expires
            ),
            SignatureCheck.Missing => Refusals.MissingCredential(),
            SignatureCheck.Expired => Refusals.Expired("请求签名的时间超出允许范围"),
            SignatureCheck.Wrong { Hosts.Count: > 0 } wrong => Refusals.WrongSignature(wrong.Hosts),
            _ => Refusals.WrongCredential(),
        };
}
