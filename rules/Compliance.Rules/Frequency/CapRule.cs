using Compliance.Rules.Evaluation;
using Compliance.Rules.PolicySets;

namespace Compliance.Rules.Frequency;

/// <summary>A rule that lets a person have so many slots of a window; the slots are reserved between draft and settlement.</summary>
public abstract record CapRule : Rule
{
    /// <summary>How far back slots that were given still count; zero where the calendar says.</summary>
    public abstract TimeSpan LookBack();

    /// <summary>What tells this person's window from those of others, such as their zone; null when it can't be told.</summary>
    internal abstract string? Key(in PersonCase person, SaidTexts said, int content);

    internal abstract CapWindowSlot Slot(string key, in PersonCase person);

    /// <summary>The key is a zone, and all of its day asks for the same slot.</summary>
    internal virtual bool IsDaily => false;
}
