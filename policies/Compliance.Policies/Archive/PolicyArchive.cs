using System.Globalization;
using System.Text;
using System.Text.Json;
using Compliance.Policies.Files;
using Compliance.Policies.Loading;

namespace Compliance.Policies.Archive;

/// <summary>
/// Every set that was live, by revision, so that a decision can be reproduced years later.
/// Kept at least as long as the ad archive (three years after publication ends): nothing here deletes.
/// </summary>
/// <param name="folder"><c>&lt;DataDirectory&gt;/policies</c>.</param>
public sealed class PolicyArchive(string folder)
{
    private const string ManifestName = "manifest.json";
    private const string LiveName = "live";

    private static readonly JsonSerializerOptions ManifestForm = new()
    {
        PropertyNamingPolicy = JsonNamingPolicy.CamelCase,
        WriteIndented = true,
    };

    public string Folder { get; } = folder;

    /// <summary>Keeps the files of a loaded set under its revision; does nothing when it is there already.</summary>
    /// <exception cref="IOException">It could not be kept: the set must not go live.</exception>
    public void Store(PolicyLoadResult loaded)
    {
        var target = PathOf(loaded.Manifest.Revision);
        if (Directory.Exists(target))
            return;
        // Written aside and moved whole: a revision is there completely or not at all, whenever the process dies.
        var aside = Path.Combine(Folder, $".{loaded.Manifest.Revision}.{Guid.NewGuid():N}");
        foreach (var file in loaded.Files)
            Write(Path.Combine(aside, file.Path), file.Content.Span);
        Write(Path.Combine(aside, ManifestName), JsonSerializer.SerializeToUtf8Bytes(loaded.Manifest, ManifestForm));
        try
        {
            Directory.Move(aside, target);
        }
        catch (IOException) when (Directory.Exists(target))
        {
            Directory.Delete(aside, recursive: true);
        }
    }

    /// <summary>The set of a revision, or null when it was never live here. The diagnostics say when the kept bytes were changed.</summary>
    public PolicyLoadResult? Load(string revision, TimeProvider clock)
    {
        if (revision.Length != 64 || !revision.All(char.IsAsciiHexDigitLower) || !Directory.Exists(PathOf(revision)))
            return null;
        var diagnostics = new Diagnostics();
        var files = FolderReader.Read(PathOf(revision), diagnostics);
        var found = PolicyFolder.RevisionOf(files);
        if (found != revision)
            diagnostics.Error(
                revision,
                0,
                0,
                "archive-changed",
                $"存档的内容变了：应为 {revision}，实为 {found}。",
                "从备份恢复这个版本的存档。"
            );
        return PolicyFolder.Load(files, diagnostics, clock);
    }

    /// <summary>Keeps durably which revision is live, and since when: a start without a loadable set goes on with it.</summary>
    /// <exception cref="IOException">It could not be kept: the set must not go live.</exception>
    public void MarkLive(string revision, DateTimeOffset since)
    {
        var aside = Path.Combine(Folder, $".{LiveName}.{Guid.NewGuid():N}");
        Write(aside, Encoding.ASCII.GetBytes(string.Create(CultureInfo.InvariantCulture, $"{revision} {since.UtcDateTime:O}\n")));
        File.Move(aside, Path.Combine(Folder, LiveName), overwrite: true);
    }

    /// <summary>The revision that was live last, or null when none was. Where an older version kept no mark, the newest set of the archive.</summary>
    public (string Revision, DateTimeOffset Since)? LastLive()
    {
        var mark = Path.Combine(Folder, LiveName);
        if (
            File.Exists(mark)
            && File.ReadAllText(mark).Split(' ', StringSplitOptions.TrimEntries) is [var revision, var at]
            && DateTimeOffset.TryParse(at, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var since)
        )
            return (revision, since);
        var newest = new DirectoryInfo(Folder) is { Exists: true } kept
            ? kept.EnumerateDirectories().Where(set => !set.Name.StartsWith('.')).MaxBy(set => set.CreationTimeUtc)
            : null;
        return newest is null ? null : (newest.Name, new DateTimeOffset(newest.CreationTimeUtc));
    }

    private string PathOf(string revision) => Path.Combine(Folder, revision);

    private static void Write(string path, ReadOnlySpan<byte> content)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        using var stream = new FileStream(path, FileMode.CreateNew, FileAccess.Write);
        stream.Write(content);
        stream.Flush(flushToDisk: true);
    }
}
