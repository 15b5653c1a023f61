using System.Collections.Immutable;
using Compliance.Policies.Files;
using Compliance.Policies.Packs;
using Compliance.Policies.Yaml;

namespace Compliance.Policies.Loading;

/// <summary>Brings the files of all packs into memory, once: what is parsed, hashed and archived are the same bytes.</summary>
internal static class FolderReader
{
    /// <summary>Sorted by path (ordinal).</summary>
    public static ImmutableArray<PolicyFile> Read(string folder, Diagnostics diagnostics)
    {
        if (!Directory.Exists(folder))
        {
            diagnostics.Error(".", 0, 0, "no-folder", $"没有规则目录“{folder}”。", "检查路径。");
            return [];
        }
        var files = ImmutableArray.CreateBuilder<PolicyFile>();
        try
        {
            foreach (var path in Directory.EnumerateFiles(folder, "*", SearchOption.AllDirectories))
                if (One(folder, path, diagnostics) is { } file)
                    files.Add(file);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            diagnostics.Error(".", 0, 0, "unreadable", $"规则目录读不了：{error.Message}", "检查目录的权限。");
        }
        files.Sort((a, b) => string.CompareOrdinal(a.Path, b.Path));
        return files.ToImmutable();
    }

    private static PolicyFile? One(string folder, string path, Diagnostics diagnostics)
    {
        var name = Path.GetRelativePath(folder, path).Replace('\\', '/');
        if (IsOfEditor(name) || !name.Contains('/'))
            return null;
        if (!PackFiles.IsRead(name[(name.IndexOf('/') + 1)..]))
        {
            diagnostics.Warning(
                name,
                0,
                0,
                "not-read",
                "这个文件不会被读取。",
                "规则放 rules/*.yaml，词表放 words/*.tsv，案例放 cases/*.yaml；其他文件移走。"
            );
            return null;
        }
        try
        {
            if (new FileInfo(path).Length > FileText.MaxBytes)
            {
                diagnostics.Error(
                    name,
                    0,
                    0,
                    "file-too-large",
                    $"文件有 {new FileInfo(path).Length:N0} 字节，上限是 {FileText.MaxBytes:N0} 字节。",
                    "拆成几个文件。"
                );
                return null;
            }
            return new PolicyFile(name, File.ReadAllBytes(path));
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            diagnostics.Error(name, 0, 0, "unreadable", $"文件读不了：{error.Message}", "检查文件的权限，然后再保存一次。");
            return null;
        }
    }

    /// <summary>What editors leave beside a file while it is open.</summary>
    private static bool IsOfEditor(string name) =>
        name.Split('/').Any(part => part.StartsWith('.')) || name.EndsWith('~') || name.EndsWith(".swp", StringComparison.Ordinal);
}
