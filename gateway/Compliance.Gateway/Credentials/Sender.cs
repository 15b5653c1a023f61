using System.Collections.Immutable;
using System.Net;
using Compliance.Gateway.Model;
using Compliance.Rules.Messages;

namespace Compliance.Gateway.Credentials;

/// <summary>A marketing system that may push through the gateway.</summary>
internal sealed record Sender
{
    public const string Every = "*";

    public required string Name { get; init; }

    /// <summary>Secret: never logged, never in an entry.</summary>
    public required SecretText Key { get; init; }

    /// <summary>Channels or families; <c>*</c> = every one.</summary>
    public required ImmutableArray<string> Channels { get; init; }

    /// <summary><c>*</c> = every one.</summary>
    public required ImmutableArray<string> Purposes { get; init; }

    /// <summary>What its messages are for unless they say otherwise.</summary>
    public string Purpose { get; init; } = Message.MarketingPurpose;

    /// <summary>It may send for that purpose and no other: what it sends is for that, whatever a template says. A mere default says nothing about a template.</summary>
    public bool HasOnePurpose { get; init; }

    public required string Brand { get; init; }

    /// <summary>What its messages are unless they say otherwise; null = marketing.</summary>
    public Category? Category { get; init; }

    public string? Campaign { get; init; }

    public string? Industry { get; init; }

    /// <summary>The vendor account of its pushes unless they name another of <see cref="Accounts"/>.</summary>
    public string Account { get; init; } = "default";

    /// <summary>Further vendor accounts that its pushes may name; <c>*</c> = every one.</summary>
    public ImmutableArray<string> Accounts { get; init; } = [];

    /// <summary>All or nothing: one recipient who may not be sent to refuses the whole push. For channels whose answer has no place for the removed.</summary>
    public bool RefusesPartial { get; init; }

    /// <summary>Networks it may come from; empty = any.</summary>
    public ImmutableArray<IPNetwork> Addresses { get; init; } = [];

    /// <summary>Recipients a minute; 0 = no limit.</summary>
    public int MaxPerMinute { get; init; }

    /// <summary>Most recipients that a template or text new to the gateway may reach; 0 = no limit.</summary>
    public int BlastRadius { get; init; }

    public bool MayUse(string channel, string family) => Names(Channels, channel) || Names(Channels, family);

    public bool MayUseAccount(string account) => account == Account || Names(Accounts, account);

    public bool MayPursue(string purpose) => Names(Purposes, purpose);

    /// <summary>Why this sender may not use this channel from this address; null when it may.</summary>
    public Refusal? Forbids(string channel, string family, IPAddress? address)
    {
        if (!MayUse(channel, family))
            return Forbidden("channel-not-allowed", "该发送方没有使用此渠道的权限");
        if (Addresses.IsEmpty || (address is not null && Addresses.Any(network => Contains(network, address))))
            return null;
        return Forbidden("address-not-allowed", "该发送方不得从此地址调用");
    }

    private static bool Names(ImmutableArray<string> list, string name) => list.Contains(Every) || list.Contains(name);

    private static bool Contains(IPNetwork network, IPAddress address) =>
        network.Contains(address.IsIPv4MappedToIPv6 ? address.MapToIPv4() : address);

    private static Refusal Forbidden(string reason, string message) => Refusal.Of(RefusalKind.Forbidden, reason, message);
}
