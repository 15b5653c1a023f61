namespace Compliance.TestKit;

/// <summary>Where the clone stands that these tests were built from, and what was built in it.</summary>
public static class Repository
{
    public static string Root { get; } = Above(AppContext.BaseDirectory);

    /// <summary>Debug or Release: whatever this test assembly was built as, the programs under test were built as too.</summary>
    public static string Configuration { get; } =
        AppContext.BaseDirectory.Contains($"{Path.DirectorySeparatorChar}Release{Path.DirectorySeparatorChar}", StringComparison.Ordinal)
            ? "Release"
            : "Debug";

    /// <summary>This clone's own, or any other build that <c>COMPLIANCE_GATEWAY_DLL</c> names: the same requests can be put to an older version.</summary>
    public static string GatewayDll =>
        Environment.GetEnvironmentVariable("COMPLIANCE_GATEWAY_DLL") is { Length: > 0 } other
            ? other
            : BuiltDll("gateway", "Compliance.Gateway", "Compliance.Gateway.dll");

    /// <summary>The clone that the gateway under test was built from: an older version reads its own policy packs, and cannot read newer ones.</summary>
    public static string GatewayRoot => Above(Path.GetDirectoryName(GatewayDll)!);

    public static string AuditctlDll => BuiltDll("audit", "Compliance.Audit.Cli", "auditctl.dll");

    public static string PolicyctlDll => BuiltDll("policies", "Compliance.Policies.Cli", "policyctl.dll");

    /// <summary>The program's own output folder is used, not the copy beside the tests: a kill must hit what a user runs.</summary>
    private static string BuiltDll(string room, string project, string name)
    {
        var dll = Path.Combine(Root, room, project, "bin", Configuration, "net10.0", name);
        return File.Exists(dll) ? dll : throw new FileNotFoundException($"build {project} ({Configuration}) first", dll);
    }

    private static string Above(string start)
    {
        for (var folder = new DirectoryInfo(start); folder is not null; folder = folder.Parent)
            if (File.Exists(Path.Combine(folder.FullName, "Compliance.sln")))
                return folder.FullName;
        throw new DirectoryNotFoundException($"no Compliance.sln above {start}");
    }
}
