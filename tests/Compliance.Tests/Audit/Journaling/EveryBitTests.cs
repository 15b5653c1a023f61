using Compliance.Audit;
using Compliance.Audit.Journaling;
using Compliance.TestKit;

namespace Compliance.Tests.Audit.Journaling;

/// <summary>
/// Every single bit of a small journal, flipped: the reader gives what was written, or a prefix with the tear set aside, or refuses. Never anything
/// else. The short form flips every eleventh: of each bit of a byte as many, and in each field some.
/// </summary>
public sealed class EveryBitTests : IDisposable
{
    private static readonly int Step = LongForm.IsOn ? 1 : 11;

    private readonly TrailFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task A_flipped_bit_is_never_silently_accepted()
    {
        await using (var trail = AuditTrail.Open(_folder.Options with { SegmentBytes = 8 << 10 }))
            for (var i = 0; i < 2; i++)
                await trail.AppendAsync(_folder.Decision(trail, "phone:+8613900000001"));
        var directory = Path.Combine(_folder.Audit, "journal");
        var journal = Directory.GetFiles(directory).Single();
        var good = File.ReadAllBytes(journal);
        var written = Read(directory);
        var end = good.AsSpan().LastIndexOfAnyExcept((byte)0) + 1;
        var (refused, prefixes) = (0, 0);
        for (var bit = 0; bit < end * 8; bit += Step)
        {
            var bad = good.ToArray();
            bad[bit / 8] ^= (byte)(1 << bit % 8);
            File.WriteAllBytes(journal, bad);
            try
            {
                var read = Read(directory);
                Assert.Equal(written.Take(read.Count), read);
                if (read.Count == written.Count)
                    continue;
                prefixes++;
                Assert.NotEmpty(Directory.GetFiles(directory, "*.torn"));
                foreach (var torn in Directory.GetFiles(directory, "*.torn"))
                    File.Delete(torn);
            }
            catch (AuditDamagedException damaged)
            {
                Assert.Contains("journal", damaged.Place);
                refused++;
            }
        }
        // No sector of it was empty, so no flip can pass for a tear.
        Assert.Equal(0, prefixes);
        Assert.True(refused > 8 * 1000 / Step);
    }

    private static List<string> Read(string directory) =>
        [
            .. new JournalReader(directory)
                .Records()
                .SelectMany(record => record.Sections())
                .Select(section =>
                    $"{section.Index} {Convert.ToHexString(section.Leaf.Span)} {Convert.ToHexString(section.Evidence.Span)}"
                ),
        ];
}
