using System.Collections.Immutable;
using System.Security.Cryptography;
using System.Text;
using Compliance.Policies.Analysis;
using Compliance.Policies.Files;
using Compliance.Policies.Packs;
using Compliance.Rules.PolicySets;

namespace Compliance.Policies.Loading;

/// <summary>Reads all packs under a folder. The only way from files to a <see cref="PolicySet"/>.</summary>
public static class PolicyFolder
{
    /// <summary>
    /// Loads every pack. MUST NOT throw on what the files contain or on a file that can't be read: both are diagnostics.
    /// </summary>
    /// <param name="folder">Its sub-folders are the packs.</param>
    /// <param name="clock">For analyses such as an overdue review; the set itself does not depend on it.</param>
    public static PolicyLoadResult Load(string folder, TimeProvider clock)
    {
        var diagnostics = new Diagnostics();
        return Load(FolderReader.Read(folder, diagnostics), diagnostics, clock);
    }

    /// <summary>SHA-256 (lower-case hex) over the sorted lines <c>path sha256\n</c>.</summary>
    public static string RevisionOf(IEnumerable<PolicyFile> files)
    {
        var lines = new StringBuilder();
        foreach (var file in files.OrderBy(file => file.Path, StringComparer.Ordinal))
            lines.Append(file.Path).Append(' ').Append(file.Sha256).Append('\n');
        return Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(lines.ToString())));
    }

    /// <summary>Dates in policy files are Beijing dates.</summary>
    private static DateOnly TodayInBeijing(TimeProvider clock) =>
        DateOnly.FromDateTime(clock.GetUtcNow().ToOffset(TimeSpan.FromHours(8)).DateTime);

    internal static PolicyLoadResult Load(ImmutableArray<PolicyFile> files, Diagnostics diagnostics, TimeProvider clock)
    {
        var packs = files
            .GroupBy(file => file.Path[..file.Path.IndexOf('/')])
            .OrderBy(pack => pack.Key, StringComparer.Ordinal)
            .Select(pack => PackReader.Read(new PackFiles(pack.Key, pack), diagnostics))
            .ToImmutableArray();
        if (packs.IsEmpty && !diagnostics.HasErrors)
            diagnostics.Error(".", 0, 0, "no-packs", "没有任何规则包：空的规则集拒绝一切。", "至少放入一个规则包，例如 core。");
        UniqueIds.Check(packs, diagnostics);
        PolicyAnalysis.Run(packs, TodayInBeijing(clock), diagnostics);
        var revision = RevisionOf(files);
        var set = diagnostics.HasErrors
            ? null
            : new PolicySet(
                revision,
                [.. packs.SelectMany(pack => pack.Rules).Select(written => written.Rule)],
                [.. packs.SelectMany(pack => pack.Evidence).Select(evidence => evidence.Record)],
                [.. packs.SelectMany(pack => pack.Purposes).Select(purpose => purpose.Record)]
            );
        if (set is not null)
            WordAnalysis.NeverFound(set, diagnostics);
        return new PolicyLoadResult
        {
            Set = set,
            Diagnostics = diagnostics.Sorted(),
            Files = files,
            Manifest = new PolicyManifest
            {
                Revision = revision,
                Packs =
                [
                    .. packs.Select(pack => new PackSummary(
                        pack.Name,
                        pack.Header?.Title ?? "",
                        pack.Header?.Owner ?? "",
                        pack.Rules.Length
                    )),
                ],
                Files = [.. files.Select(file => new ManifestFile(file.Path, file.Sha256, file.Content.Length))],
            },
        };
    }
}
