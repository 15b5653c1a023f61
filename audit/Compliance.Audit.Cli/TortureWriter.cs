using System.Text;

namespace Compliance.Audit.Cli;

/// <summary>Appends decisions and outcomes from eight tasks; a line goes out for each one acknowledged, and only then.</summary>
internal static class TortureWriter
{
    private const int Writers = 8;

    public static AuditOptions Options(string root) =>
        new()
        {
            Directory = Path.Combine(root, "audit"),
            VaultDirectory = Path.Combine(root, "vault"),
            Origin = "torture.example/1",
            SegmentBytes = 256 << 10,
        };

    public static async Task<int> RunAsync(string root, int entries)
    {
        await using var trail = AuditTrail.Open(Options(root));
        using var output = new StreamWriter(Console.OpenStandardOutput()) { AutoFlush = true };
        output.WriteLine($"open {trail.Health.Size}");
        var written = 0;
        await Task.WhenAll(
            Enumerable
                .Range(0, Writers)
                .Select(writer =>
                    Task.Run(async () =>
                    {
                        while (Interlocked.Increment(ref written) is var number && (entries == 0 || number <= entries))
                            await AppendAsync(trail, output, writer, number);
                    })
                )
        );
        return ExitCode.Good;
    }

    private static async Task AppendAsync(AuditTrail trail, StreamWriter output, int writer, int number)
    {
        var id = Guid.CreateVersion7().ToString("N");
        try
        {
            var receipt = await trail.AppendAsync(
                new AuditEntry
                {
                    Type = "decision",
                    Id = id,
                    At = TimeProvider.System.GetUtcNow(),
                    Terms = [new("effect", "permit")],
                    All = [0],
                    Subjects =
                    [
                        new EntrySubject
                        {
                            Slot = trail.Vault.Resolve($"phone:+86139{writer:0000}{number % 5000:0000}"),
                            Evidence = Encoding.UTF8.GetBytes($"{{\"row\":\"{id}\"}}"),
                        },
                    ],
                    Body = Encoding.UTF8.GetBytes($"{{\"number\":{number},\"padding\":\"{new string('x', number % 700)}\"}}"),
                    SharedEvidence = "{}"u8.ToArray(),
                }
            );
            lock (output)
                output.WriteLine($"ack {receipt.Index} {id}");
        }
        catch (AuditUnavailableException refused)
        {
            lock (output)
                output.WriteLine($"refused {refused.Message}");
            await Task.Delay(50);
        }
    }
}
