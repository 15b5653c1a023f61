namespace Compliance.Policies.Loading;

/// <summary>Reads all packs under a folder. The only way from files to a <see cref="Compliance.Rules.PolicySets.PolicySet"/>.</summary>
public static class PolicyFolder
{
    /// <summary>
    /// Loads every pack. MUST NOT throw on what the files contain or on a file that can't be read: both are diagnostics.
    /// </summary>
    /// <param name="folder">Its sub-folders are the packs.</param>
    /// <param name="clock">For analyses such as an overdue review; the set itself does not depend on it.</param>
    public static PolicyLoadResult Load(string folder, TimeProvider clock) => throw new NotImplementedException();
}
