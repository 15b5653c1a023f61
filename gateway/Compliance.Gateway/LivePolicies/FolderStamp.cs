namespace Compliance.Gateway.LivePolicies;

/// <summary>Names, sizes and times of a folder's files: cheap to take, different after any save.</summary>
internal readonly record struct FolderStamp(int Files, int Hash)
{
    public static FolderStamp Of(string folder)
    {
        var hash = new HashCode();
        var files = 0;
        if (!Directory.Exists(folder))
            return default;
        foreach (
            var file in new DirectoryInfo(folder)
                .EnumerateFiles("*", SearchOption.AllDirectories)
                .OrderBy(f => f.FullName, StringComparer.Ordinal)
        )
        {
            hash.Add(file.FullName);
            hash.Add(file.Length);
            hash.Add(file.LastWriteTimeUtc.Ticks);
            files++;
        }

        return new FolderStamp(files, hash.ToHashCode());
    }
}
