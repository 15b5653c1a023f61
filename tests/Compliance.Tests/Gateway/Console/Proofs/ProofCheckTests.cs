using System.Text.Json;
using Compliance.Audit;
using Compliance.Audit.Notes;
using Compliance.TestKit;
using Compliance.TestKit.Processes;
using Compliance.Tests.Audit;

namespace Compliance.Tests.Gateway.Console.Proofs;

/// <summary>The browser's own check of a proof, run by Node against what the log makes and against what it never would.</summary>
public sealed class ProofCheckTests : IDisposable
{
    private readonly TrailFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task The_browser_verifies_what_the_log_proves_and_nothing_else()
    {
        var vectors = Path.Combine(_folder.Root, "vectors.json");
        await File.WriteAllTextAsync(vectors, JsonSerializer.Serialize(await VectorsAsync(), JsonSerializerOptions.Web));
        var run = await ToolRun.StartAsync(
            "node",
            ["--test", Path.Combine(Repository.Root, "tests/Compliance.Tests/Gateway/Console/Proofs/proof-check.test.mjs")],
            environment: new Dictionary<string, string>
            {
                ["VECTORS"] = vectors,
                ["MODULE"] = Path.Combine(Repository.Root, "gateway/Compliance.Gateway/Console/assets/js/proof-check.mjs"),
            }
        );
        Assert.True(run.ExitCode == 0, run.Output + run.Error);
        Assert.Contains("# pass 7", run.Output, StringComparison.Ordinal);
    }

    private static byte[] RootUnder(byte[] proof) =>
        TlogProof.TryParse(proof, out var read)
        && SignedNote.TryParse(read.Checkpoint, out var note)
        && Checkpoint.TryParse(note.Text, out var tree)
            ? tree.Root
            : throw new FormatException();

    private async Task<object> VectorsAsync()
    {
        await using var trail = _folder.Open();
        var (proofs, trees, roots) = (new List<object>(), new List<object>(), new Dictionary<long, byte[]>());
        foreach (var size in (long[])[1, 2, 3, 5, 8, 255, 257, 600])
        {
            for (var next = trail.Health.Size; next < size; next++)
                await trail.AppendAsync(_folder.Decision(trail, "phone:+8613900000001"));
            await trail.SignedAsync(size - 1);
            // Waits until all of it can be read back.
            Assert.Equal(size, trail.Query(new AuditQuery()).IndexedTo);
            foreach (var index in (long[])[0, size / 2, size - 1])
            {
                var entry = trail.Read(index);
                proofs.Add(
                    new
                    {
                        Entry = entry.Leaf.ToArray(),
                        Proof = trail.Proof(index)!,
                        Index = index,
                        Size = size,
                    }
                );
            }

            roots[size] = RootUnder(trail.Proof(0L)!);
        }

        foreach (var (older, olderRoot) in roots)
        {
            foreach (var (newer, newerRoot) in roots.Where(root => root.Key >= older))
            {
                trees.Add(
                    new
                    {
                        older,
                        newer,
                        olderRoot,
                        newerRoot,
                        Consistency = trail.Consistency(older, newer),
                        Index = older - 1,
                        Entry = trail.Read(older - 1).Leaf.ToArray(),
                        Inclusion = trail.Inclusion(older - 1, older),
                    }
                );
            }
        }

        var key = (await File.ReadAllTextAsync(Path.Combine(trail.LogDirectory, "log.vkey"))).Trim();
        return new
        {
            Key = key,
            OtherKey = SigningKey.Create(_folder.Options.Origin).Verifier.ToString(),
            Proofs = proofs,
            Trees = trees,
        };
    }
}
