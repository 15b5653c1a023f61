namespace Compliance.Rules.Frequency;

/// <summary>A cap's window at one time in one zone.</summary>
/// <param name="End">From when on its slots are surely free again; null when it was read back.</param>
/// <param name="Cap">Null when it was read back from somewhere: only drafts are settled, and theirs have it.</param>
internal sealed record CapWindowSlot(
    string Rule,
    string Counter,
    string Window,
    DateTimeOffset Start,
    int Max,
    bool Shadow,
    FrequencyCapRule? Cap,
    DateTimeOffset? End = null
);
