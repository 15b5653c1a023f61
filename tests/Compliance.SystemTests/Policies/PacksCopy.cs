using Compliance.TestKit;

namespace Compliance.SystemTests.Policies;

/// <summary>The shipped packs in a folder of the test's own, and beside them a pack that it may write as it likes.</summary>
internal sealed class PacksCopy : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public PacksCopy()
    {
        var shipped = System.IO.Path.Combine(Repository.GatewayRoot, "policies", "packs");
        foreach (var file in Directory.EnumerateFiles(shipped, "*", SearchOption.AllDirectories))
        {
            var copy = _folder.At(System.IO.Path.GetRelativePath(shipped, file).Split('/'));
            Directory.CreateDirectory(System.IO.Path.GetDirectoryName(copy)!);
            File.Copy(file, copy);
        }

        Directory.CreateDirectory(System.IO.Path.GetDirectoryName(Rules)!);
        File.WriteAllText(_folder.At("shop", "pack.yaml"), "pack: shop\ntitle: 测试\nowner: legal\n");
    }

    public string Path => _folder.Path;

    /// <summary>The rules of the pack <c>shop</c>.</summary>
    public string Rules => _folder.At("shop", "rules", "a.yaml");

    /// <summary>Settings of a gateway whose policies these are.</summary>
    public Dictionary<string, string> Settings => new() { ["Compliance:Policies:Folder"] = Path };

    /// <summary>A save in the middle of a line.</summary>
    public void Break() => File.WriteAllText(Rules.Replace("a.yaml", "broken.yaml", StringComparison.Ordinal), "- rule: [half\n");

    public void Dispose() => _folder.Dispose();
}
