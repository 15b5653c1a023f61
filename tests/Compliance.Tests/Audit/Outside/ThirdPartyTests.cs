using Compliance.Audit;
using Compliance.TestKit;

namespace Compliance.Tests.Audit.Outside;

/// <summary>The log at every kind of size, verified by code that isn't ours. Only the long form grows it over two levels of tiles.</summary>
public sealed class ThirdPartyTests : IDisposable
{
    private static readonly int[] Sizes = [0, 1, 255, 256, 257, 600, .. LongForm.IsOn ? [65_536, 70_000] : Array.Empty<int>()];

    private readonly TrailFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task Verifies_with_go_s_sumdb_packages_and_with_openssl_at_all_sizes()
    {
        Tool.Require("/usr/bin/go", "golang-go");
        Tool.Require("/usr/share/gocode/src/golang.org/x/mod/sumdb/tlog", "golang-golang-x-mod-dev");
        var verifier = Path.Combine(_folder.Root, "verify");
        var go = new Dictionary<string, string>
        {
            ["GO111MODULE"] = "off",
            ["GOPATH"] = "/usr/share/gocode",
            // Kept beside the tests: what go compiles of its own library is the same each time.
            ["GOCACHE"] = Path.Combine(AppContext.BaseDirectory, "go-cache"),
        };
        var (built, log) = Tool.Run("go", go, "build", "-o", verifier, Tool.Repository("tests/Compliance.Tests/Audit/Outside/verify.go"));
        Assert.True(built == 0, log);
        await using var trail = _folder.Open();
        foreach (var size in Sizes)
        {
            var ids = await GrowAsync(trail, size);
            Assert.Equal((0, $"verified {size}\n"), Tool.Run(verifier, null, trail.LogDirectory));
            if (ids.Count == 0)
                continue;
            Assert.Contains("intact", Prove(trail, ids[0], leaf => leaf).Output);
            Assert.Contains("intact", Prove(trail, ids[^1], leaf => leaf).Output);
            Assert.Contains("TAMPERED", Prove(trail, ids[^1], leaf => [.. leaf[..^1], (byte)' ', leaf[^1]]).Output);
        }
    }

    private async Task<List<string>> GrowAsync(AuditTrail trail, int size)
    {
        var entries = Enumerable
            .Range(0, size - (int)trail.Health.Size)
            .Select(_ => new AuditEntry
            {
                Type = "heartbeat",
                Id = _folder.NextId(),
                At = TrailFolder.Start,
                Body = "{\"refused\":0}"u8.ToArray(),
            })
            .ToList();
        await Task.WhenAll(entries.Select(entry => trail.AppendAsync(entry).AsTask()));
        await Eventually.TrueAsync(
            () => File.ReadAllText(Path.Combine(trail.LogDirectory, "checkpoint")).Contains($"\n{size}\n"),
            $"the checkpoint of {size} entries",
            TimeSpan.FromSeconds(120)
        );
        return [.. entries.Select(entry => entry.Id)];
    }

    private (int Exit, string Output) Prove(AuditTrail trail, string id, Func<byte[], byte[]> change)
    {
        var (entry, proof) = (Path.Combine(_folder.Root, "entry"), Path.Combine(_folder.Root, "proof"));
        File.WriteAllBytes(entry, change(trail.Find(id)!.Leaf.ToArray()));
        File.WriteAllBytes(proof, trail.Proof(id)!);
        return Tool.Run("bash", null, Tool.Repository("audit/verify.sh"), entry, proof, Path.Combine(trail.LogDirectory, "log.vkey"));
    }
}
