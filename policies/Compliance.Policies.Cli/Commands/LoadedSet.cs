using Compliance.Policies.Cli.Output;
using Compliance.Policies.Files;
using Compliance.Policies.Loading;
using Compliance.Rules.PolicySets;

namespace Compliance.Policies.Cli.Commands;

/// <summary>A set that a command works on; without one the command shows why and ends.</summary>
internal static class LoadedSet
{
    public static PolicySet? From(string folder, bool json, Screen screen, TimeProvider clock)
    {
        var loaded = PolicyFolder.Load(folder, clock);
        if (loaded.Set is not null)
            return loaded.Set;
        if (json)
            screen.Json(new { ok = false, loaded.Diagnostics });
        else
            DiagnosticOutput.Write(screen, loaded.Diagnostics);
        return null;
    }
}
