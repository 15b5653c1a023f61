namespace Compliance.Rules.PolicySets;

/// <summary>A rule about what an advertisement must not say. Where a service message says it, it is an advertisement: its variant is judged as marketing.</summary>
internal interface IForbidAdvertising
{
    /// <summary>False where the same words are said in honest notices too: then it is no sign of an advertisement.</summary>
    bool Lifts { get; }
}
