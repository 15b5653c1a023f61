using Compliance.Gateway.Credentials;
using Compliance.Gateway.Model;

namespace Compliance.Gateway.Providers.Signers;

internal static class NativeSignature
{
    /// <summary>Who signed it. A header that tells the gateway what to do with the push MUST be covered as well: passed over, it would turn a dry run into a send.</summary>
    public static Identification Identify(InboundRequest request, SignatureCheck check, SenderRegistry senders) =>
        check switch
        {
            SignatureCheck.Valid valid when senders.Find(valid.KeyId) is { } sender && Uncovered(request, valid) is { } name =>
                new Identification.Unidentified(Refusals.HeaderNotAuthenticated(name), sender),
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

    /// <summary>A misspelt one refuses the push by itself, whoever wrote it, and is told as that.</summary>
    private static string? Uncovered(InboundRequest request, SignatureCheck.Valid signature) =>
        request.Headers.Keys.Any(OwnHeaders.IsMisspelt)
            ? null
            : request.Headers.Keys.FirstOrDefault(name =>
                OwnHeaders.IsKnown(name) && !signature.Headers.Contains(name, StringComparer.OrdinalIgnoreCase)
            );
}
