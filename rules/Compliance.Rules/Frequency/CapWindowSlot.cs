using Compliance.Rules.Decisions;
using Compliance.Rules.PolicySets;

namespace Compliance.Rules.Frequency;

/// <summary>What one slot is counted in: a cap's window at one time in one zone, or the days in which one text may be said once.</summary>
/// <param name="Cap">The rule that counts. Null when the slot was read back from somewhere: only drafts are settled, and theirs have it.</param>
/// <param name="End">From when on its slots are surely free again; null when it was read back, or nobody can say.</param>
/// <param name="Said">Which text is counted; null where messages are.</param>
internal sealed record CapWindowSlot(
    string Rule,
    string Counter,
    string Window,
    DateTimeOffset Start,
    int Max,
    bool Shadow,
    Rule? Cap,
    DateTimeOffset? End = null,
    string? Said = null
)
{
    /// <summary>What a full one is refused for.</summary>
    public string Reason => Said is null ? Reasons.Cap : Reasons.Once;
}
