using System.IO.Compression;
using System.Text.Json;
using Compliance.Audit;
using Compliance.Audit.Notes;

namespace Compliance.Tests.Audit.Outside;

public sealed class AuditctlTests : IDisposable
{
    private readonly TrailFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task Verifies_proves_shows_exports_and_rebuilds_from_the_files_alone()
    {
        var ids = await FillAsync();
        var (exit, output) = Tool.Auditctl("verify", _folder.Log);
        Assert.Equal(0, exit);
        Assert.StartsWith("intact", output);
        (exit, output) = Tool.Auditctl("verify", _folder.Audit, "--json");
        Assert.Equal(
            (0, "intact", 300),
            (
                exit,
                JsonDocument.Parse(output).RootElement.GetProperty("verdict").GetString(),
                JsonDocument.Parse(output).RootElement.GetProperty("size").GetInt32()
            )
        );

        Assert.Equal(0, VerifySh(Prove(ids[123]), Path.Combine(_folder.Log, "log.vkey")).Exit);
        Assert.Equal(4, Tool.Auditctl("prove", _folder.Log, new string('0', 32)).Exit);

        (exit, output) = Tool.Auditctl("show", _folder.Log, "123");
        Assert.Equal(ids[123], JsonDocument.Parse(output).RootElement.GetProperty("entry").GetProperty("id").GetString());

        var (package, proved) = (Path.Combine(_folder.Root, "export.zip"), Path.Combine(_folder.Root, "exported"));
        Assert.Equal(
            0,
            Tool.Auditctl(
                "export",
                _folder.Log,
                "-o",
                package,
                "--term",
                "channel=tencent-sms",
                "--from",
                TrailFolder.Start.AddMinutes(299).ToString("O")
            ).Exit
        );
        ZipFile.ExtractToDirectory(package, proved);
        Assert.Equal(2, File.ReadAllLines(Path.Combine(proved, "entries.ndjson")).Length);
        Assert.Equal(3, File.ReadAllLines(Path.Combine(proved, "entries.csv")).Length);
        (exit, output) = Tool.Run("bash", null, Path.Combine(proved, "verify-line.sh"));
        Assert.Equal((0, 2), (exit, output.Split("intact").Length - 1));
        File.WriteAllText(
            Path.Combine(proved, "entries.ndjson"),
            File.ReadAllText(Path.Combine(proved, "entries.ndjson")).Replace("permit", "denied")
        );
        Assert.Equal(1, Tool.Run("bash", null, Path.Combine(proved, "verify-line.sh")).Exit);

        File.Delete(Path.Combine(_folder.Audit, "index.db"));
        Assert.Equal(0, Tool.Auditctl("rebuild-index", _folder.Log).Exit);
        await using var trail = _folder.Open();
        Assert.Equal(ids[7], trail.Find(ids[7])!.Id);
    }

    /// <summary>A log taken elsewhere by itself is no tampering, and no whole check either; where it stands among the rest, missing evidence was taken away.</summary>
    [Fact]
    public async Task A_copy_of_the_log_alone_is_said_to_be_one()
    {
        await FillAsync();
        var copy = Path.Combine(_folder.Root, "copied", "log");
        foreach (var file in Directory.EnumerateFiles(_folder.Log, "*", SearchOption.AllDirectories))
        {
            var to = Path.Combine(copy, Path.GetRelativePath(_folder.Log, file));
            Directory.CreateDirectory(Path.GetDirectoryName(to)!);
            File.Copy(file, to);
        }

        var (exit, output) = Tool.Auditctl("verify", copy);
        Assert.Equal(1, exit);
        Assert.StartsWith("log intact, evidence not checked", output, StringComparison.Ordinal);
        Assert.Contains(
            "\"verdict\":\"log-intact\"",
            Tool.Auditctl("verify", copy, "--json").Output.Replace(" ", ""),
            StringComparison.Ordinal
        );
        Assert.Equal(0, Tool.Auditctl("verify", copy, "--log-only").Exit);
        Assert.Equal(0, Tool.Auditctl("verify", copy, "--evidence", Path.Combine(_folder.Audit, "evidence")).Exit);
        var entries = Directory.EnumerateFiles(Path.Combine(copy, "tile", "entries"), "*", SearchOption.AllDirectories).First();
        var bytes = File.ReadAllBytes(entries);
        bytes[^1] ^= 1;
        File.SetAttributes(entries, FileAttributes.Normal);
        File.WriteAllBytes(entries, bytes);
        Assert.StartsWith("TAMPERED", Tool.Auditctl("verify", copy).Output, StringComparison.Ordinal);

        Directory.Delete(Path.Combine(_folder.Audit, "evidence"), recursive: true);
        (exit, output) = Tool.Auditctl("verify", _folder.Log);
        Assert.Equal(1, exit);
        Assert.StartsWith("TAMPERED", output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Rotates_the_key_without_making_history_invalid()
    {
        var ids = await FillAsync();
        var (old, all) = (Path.Combine(_folder.Root, "old.vkey"), Path.Combine(_folder.Log, "log.vkey"));
        File.Copy(all, old);
        var before = Prove(ids[7]);
        Assert.Equal(0, Tool.Auditctl("rotate-key", _folder.Vault).Exit);
        await using (var trail = _folder.Open())
            await trail.AppendAsync(_folder.Decision(trail, "phone:+8613900000001"));
        // Both sign for a while; afterwards who knows the old key alone can say nothing, which isn't "tampered".
        Assert.Equal(0, Tool.Auditctl("verify", _folder.Log, "--key", old).Exit);
        Assert.Equal(0, Tool.Auditctl("rotate-key", _folder.Vault, "--retire").Exit);
        await using (var trail = _folder.Open())
            await trail.AppendAsync(_folder.Decision(trail, "phone:+8613900000001"));
        Assert.Equal(0, Tool.Auditctl("verify", _folder.Log).Exit);
        Assert.Equal(3, Tool.Auditctl("verify", _folder.Log, "--key", old).Exit);
        // The same from the script: a receipt of before the rotation stays good under the published keys.
        var after = Prove(ids[8]);
        Assert.Equal(0, VerifySh(before, all).Exit);
        Assert.Equal(0, VerifySh(before, old).Exit);
        Assert.Equal(0, VerifySh(after, all).Exit);
        var (exit, output) = VerifySh(after, old);
        Assert.Equal(3, exit);
        Assert.StartsWith("UNVERIFIABLE", output);
    }

    [Fact]
    public async Task The_script_reads_a_key_that_ends_in_the_sign_between_its_parts()
    {
        // One log in 64 has such a key.
        var key = Enumerable
            .Range(0, 10_000)
            .Select(_ => SigningKey.Create(_folder.Options.Origin))
            .First(key => key.Verifier.ToString().EndsWith('+'));
        Directory.CreateDirectory(_folder.Vault);
        File.WriteAllText(Path.Combine(_folder.Vault, "log.key"), key.Export() + "\n");
        var ids = await FillAsync();
        Assert.Equal(0, VerifySh(Prove(ids[299]), Path.Combine(_folder.Log, "log.vkey")).Exit);
    }

    [Theory]
    [InlineData(2, "log", "verify")]
    [InlineData(2, "nonsense", "nonsense")]
    [InlineData(2, "--out", "export", "somewhere")]
    [InlineData(1, "/nowhere", "verify", "/nowhere")]
    public void Says_by_its_exit_code_and_in_words_what_was_wrong(int exit, string said, params string[] arguments)
    {
        var (ended, output) = Tool.Auditctl(arguments);
        Assert.Equal(exit, ended);
        Assert.Contains(said, output);
    }

    private string Prove(string id)
    {
        var proved = Path.Combine(_folder.Root, id);
        Assert.Equal(0, Tool.Auditctl("prove", _folder.Log, id, "-o", proved).Exit);
        return proved;
    }

    private static (int Exit, string Output) VerifySh(string proved, string keys) =>
        Tool.Run("bash", null, Tool.Repository("audit/verify.sh"), proved + ".entry", proved + ".tlog-proof", keys);

    private async Task<List<string>> FillAsync()
    {
        await using var trail = _folder.Open();
        var entries = Enumerable.Range(0, 300).Select(i => _folder.Decision(trail, $"phone:+86139{i:00000000}")).ToList();
        await Task.WhenAll(entries.Select(entry => trail.AppendAsync(entry).AsTask()));
        return [.. entries.Select(entry => entry.Id)];
    }
}
