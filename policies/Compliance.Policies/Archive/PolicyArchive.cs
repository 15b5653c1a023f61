using Compliance.Policies.Loading;

namespace Compliance.Policies.Archive;

/// <summary>
/// Every set that was live, by revision, so that a decision can be reproduced years later.
/// Kept at least as long as the ad archive (three years after publication ends): nothing here deletes.
/// </summary>
/// <param name="folder"><c>&lt;DataDirectory&gt;/policies</c>.</param>
public sealed class PolicyArchive(string folder)
{
    public string Folder { get; } = folder;

    /// <summary>Keeps the files of a loaded set under its revision; does nothing when it is there already.</summary>
    /// <exception cref="IOException">It could not be kept: the set must not go live.</exception>
    public void Store(PolicyLoadResult loaded) => throw new NotImplementedException();

    /// <summary>The set of a revision, or null when it was never live here. The diagnostics say when the kept bytes were changed.</summary>
    public PolicyLoadResult? Load(string revision, TimeProvider clock) => throw new NotImplementedException();
}
