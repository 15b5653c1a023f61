using Compliance.Audit;
using Compliance.Audit.Notes;
using Compliance.Audit.Verifying;

namespace Compliance.Tests.Audit.Verifying;

public sealed class TamperTests : IDisposable
{
    private readonly TrailFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task A_changed_byte_in_any_file_of_log_and_evidence_is_found()
    {
        var keys = await FillAsync();
        var random = new Random(7);
        foreach (
            var path in Directory
                .GetFiles(_folder.Audit, "*", SearchOption.AllDirectories)
                .Where(path => path.Contains("/log/tile/") || path.Contains("/evidence/") || path.EndsWith("/checkpoint"))
        )
        {
            var good = File.ReadAllBytes(path);
            for (var i = 0; i < 25; i++)
            {
                var bad = good.ToArray();
                bad[random.Next(bad.Length)] ^= (byte)(1 << random.Next(8));
                File.WriteAllBytes(path, bad);
                var report = Verify(keys);
                // A changed key id in a signature line makes the signer unknown.
                Assert.True(
                    report.Verdict == Verdict.Tampered || report.Verdict == Verdict.Unverifiable && path.EndsWith("/checkpoint"),
                    $"{path}: {report.Verdict}"
                );
                Assert.NotNull(report.Place);
            }
            File.WriteAllBytes(path, good[..^1]);
            Assert.NotEqual(Verdict.Intact, Verify(keys).Verdict);
            File.Delete(path);
            // A partial tile of an older checkpoint may go when it likes.
            if (!path.Contains(".p/"))
                Assert.Equal(Verdict.Tampered, Verify(keys).Verdict);
            File.WriteAllBytes(path, good);
        }
        Assert.Equal(Verdict.Intact, Verify(keys).Verdict);
    }

    [Fact]
    public async Task Every_changed_byte_of_a_small_log_is_found()
    {
        await using (var trail = _folder.Open())
            await trail.AppendAsync(_folder.Decision(trail, "phone:+8613900000001"));
        VerifierKey[] keys =
        [
            VerifierKey.TryParse(File.ReadAllLines(Path.Combine(_folder.Log, "log.vkey"))[0], out var key)
                ? key
                : throw new FormatException(),
        ];
        foreach (var path in (string[])["log/checkpoint", "log/tile/0/000.p/1", "log/tile/entries/000.p/1", "evidence/000"])
        {
            var good = File.ReadAllBytes(Path.Combine(_folder.Audit, path));
            for (var at = 0; at < good.Length; at++)
            {
                var bad = good.ToArray();
                bad[at] ^= (byte)(1 << at % 8);
                File.WriteAllBytes(Path.Combine(_folder.Audit, path), bad);
                Assert.NotEqual(Verdict.Intact, Verify(keys).Verdict);
            }
            File.WriteAllBytes(Path.Combine(_folder.Audit, path), good);
        }
        Assert.Equal(Verdict.Intact, Verify(keys).Verdict);
    }

    [Fact]
    public async Task Names_the_first_bad_leaf()
    {
        var keys = await FillAsync();
        var path = Path.Combine(_folder.Log, "tile/entries/000");
        var bytes = File.ReadAllBytes(path);
        var at = bytes.AsSpan().IndexOf(System.Text.Encoding.UTF8.GetBytes("营销"));
        bytes[at] ^= 1;
        File.WriteAllBytes(path, bytes);
        var report = Verify(keys);
        Assert.EndsWith("leaf 0", report.Place);
        Assert.Contains("tile", report.Problem);
    }

    private async Task<VerifierKey[]> FillAsync()
    {
        await using (var trail = _folder.Open())
            for (var i = 0; i < 3; i++)
                await Task.WhenAll(
                    Enumerable
                        .Range(0, 100)
                        .Select(_ => trail.AppendAsync(_folder.Decision(trail, "phone:+8613900000001", "phone:+8613900000002")).AsTask())
                );
        return
        [
            VerifierKey.TryParse(File.ReadAllLines(Path.Combine(_folder.Log, "log.vkey"))[0], out var key)
                ? key
                : throw new FormatException(),
        ];
    }

    private VerificationReport Verify(VerifierKey[] keys) =>
        new LogVerifier(_folder.Log, Path.Combine(_folder.Audit, "evidence"), keys).Verify();
}
