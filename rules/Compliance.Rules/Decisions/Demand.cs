using Compliance.Rules.Frequency;

namespace Compliance.Rules.Decisions;

/// <summary>A slot of a frequency cap that a recipient needs. Small, as a batch of ten thousand has one a recipient and cap: what they share stands in one object.</summary>
public readonly record struct Demand
{
    public Demand(string rule, int recipient, string counter, string window, DateTimeOffset windowStart, int max, bool shadow = false)
        : this(new(rule, counter, window, windowStart, max, shadow, null), recipient) { }

    internal Demand(CapWindowSlot slot, int recipient)
    {
        Slot = slot;
        Recipient = recipient;
    }

    internal CapWindowSlot Slot { get; }

    /// <summary>Index of the recipient whose person is counted.</summary>
    public int Recipient { get; }

    /// <summary>Id of the cap's rule.</summary>
    public string Rule => Slot.Rule;

    /// <summary>Name of the counter, shared by rules that count together; by default the rule's id.</summary>
    public string Counter => Slot.Counter;

    /// <summary>Digest of the text that is counted, a counter for each; null where messages are counted whatever they say.</summary>
    public string? Said => Slot.Said;

    /// <summary>Label of the window for the record, e.g. <c>2026-11-21</c>, <c>2026-W47</c>, <c>2026-11</c>, <c>24h</c>.</summary>
    public string Window => Slot.Window;

    /// <summary>Slots taken at or after this instant count.</summary>
    public DateTimeOffset WindowStart => Slot.Start;

    /// <summary>Most slots in the window.</summary>
    public int Max => Slot.Max;

    /// <summary>A cap that counts, says when it would be full, and keeps nobody from his other slots.</summary>
    public bool Shadow => Slot.Shadow;
}
