using Compliance.Gateway.Credentials;
using Compliance.Gateway.Model;
using Compliance.Rules.Decisions;
using Compliance.Rules.Messages;
using Microsoft.Extensions.Primitives;

namespace Compliance.Gateway.Providers;

/// <summary>
/// One provider's dialect: reads a push as the provider would, changes it on the wire, signs it, and speaks to the caller in the provider's words.
/// Stateless but for vendor tokens; safe for concurrent use.
/// </summary>
internal abstract class Channel(string id)
{
    /// <summary>As in the contract: <c>tencent-sms</c>.</summary>
    public string Id { get; } = id;

    public string Family => ChannelCatalog.FamilyOf(Id);

    /// <summary>The provider's own host names.</summary>
    public abstract IReadOnlyList<string> Hosts { get; }

    /// <summary>How its clients name a call where nothing but their endpoint was changed; null where paths name calls.</summary>
    public virtual CallNames? Calls => null;

    /// <summary>Parameters that differ between honest repetitions of one request: dates, nonces, signatures, tokens.</summary>
    public virtual IReadOnlyList<string> Volatile => [];

    /// <summary>
    /// <c>Compliance-Key</c> where given, else the dialect's own credential, whose signature MUST cover the body.
    /// Then the sender's channels and addresses.
    /// </summary>
    public Identification Identify(InboundRequest request, SenderRegistry senders, TimeProvider time)
    {
        var found = request.Headers.TryGetValue(OwnHeaders.Key, out var key)
            ? ByKey(key, senders, () => IdentifyNative(request, senders, time))
            : IdentifyNative(request, senders, time);
        return found is Identification.Identified known && known.Sender.Forbids(Id, Family, request.RemoteAddress) is { } refusal
            ? new Identification.Unidentified(refusal, known.Sender)
            : found;
    }

    /// <summary>Whether the head alone, its body unread, names a sender whom the gateway knows. Proves nothing; a large body is read for such a one.</summary>
    public bool IsNamedInHead(InboundRequest head, SenderRegistry senders, TimeProvider time) =>
        head.Headers.TryGetValue(OwnHeaders.Key, out var key) ? senders.FindByKey(key.ToString()) is not null
        : KeyIdInHead(head) is { } id ? senders.Find(id) is not null
        : IdentifyNative(head, senders, time) is Identification.Identified;

    /// <summary>The name beside which a signature stands; null where the dialect's credential stands for itself.</summary>
    protected virtual string? KeyIdInHead(InboundRequest head) => null;

    /// <summary>Beside a key the dialect's own credential need not be the gateway's; where it is one, it MUST be the same sender's.</summary>
    private static Identification ByKey(StringValues given, SenderRegistry senders, Func<Identification> native)
    {
        // On the way two headers of one name become one.
        string[] keys = [.. given.ToString().Split(',', StringSplitOptions.TrimEntries).Distinct(StringComparer.Ordinal)];
        if (senders.FindByKey(keys.Length == 1 ? keys[0] : given.ToString()) is not { } sender)
            return keys.Length == 1 ? Refusals.WrongCredential() : Refusals.TwoKeys();
        var signer = native() switch
        {
            Identification.Identified known => known.Sender,
            Identification.Unidentified stranger => stranger.Sender,
            _ => null,
        };
        return signer is null || signer.Name == sender.Name ? new Identification.Identified(sender) : Refusals.TwoSenders(sender);
    }

    protected abstract Identification IdentifyNative(InboundRequest request, SenderRegistry senders, TimeProvider time);

    public abstract ParseResult Parse(InboundRequest request, Sender sender);

    /// <summary>
    /// Drops denied recipients and applies the contents' rewrites, in byte ranges: what is not changed leaves as it came.
    /// MUST NOT be called for a decision that denies all: throws, since an emptied list widens the audience at some providers.
    /// </summary>
    public abstract OutboundRequest Rewrite(ParsedPush push, Decision decision);

    public abstract ValueTask<Signing> Sign(OutboundRequest request, VendorAccount account, TimeProvider time, CancellationToken cancel);

    public abstract VendorReply ReadReply(ParsedPush push, Decision decision, VendorAccount account, VendorResponse response);

    /// <summary>The vendor refused the gateway's own token (<see cref="VendorReply.TokenRefused"/>): the next signature needs a fresh one.</summary>
    public virtual ValueTask DropTokenAsync(VendorAccount account) => ValueTask.CompletedTask;

    /// <summary>The vendor's answer with the removed recipients in it, where the provider's shape has room for them.</summary>
    public abstract Answer MergeReply(ParsedPush push, Decision decision, VendorResponse response, VendorReply reply);

    /// <summary>Any of these answers in the format that the request asks for, where the provider offers several.</summary>
    public virtual Answer InCallersFormat(InboundRequest request, Answer answer) => answer;

    /// <summary>A whole refusal in the provider's words. <paramref name="push"/> is null when it was refused before it was read.</summary>
    public abstract Answer Refuse(ParsedPush? push, Refusal refusal);
}
