using Compliance.Audit;
using Compliance.Audit.Searching;

namespace Compliance.Tests.Audit.Searching;

public sealed class TallyTests : IDisposable
{
    private static readonly TallyShape Shape = new("decision", "channel", ["effect", "rule"]);
    private static readonly string[] Channels = ["tencent-sms", "wecom"],
        Rules = ["consent", "cap", "words"];
    private readonly TrailFolder _folder = new();
    private readonly List<AuditEntry> _written = [];

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task Counts_equal_a_look_at_all_entries_whatever_the_stretch()
    {
        await using var trail = await WriteAsync(Shape);
        foreach (var (from, hours, bucket) in (ReadOnlySpan<(int, int, int)>)[(0, 40, 1), (0, 48, 24), (7, 20, 3), (0, 5, 24), (30, 2, 1)])
        {
            var (start, end) = (TrailFolder.Start.AddHours(from), TrailFolder.Start.AddHours(from + hours));
            Assert.Equal(Expected(start, end, bucket), Lines(trail.Tally(start, end, TimeSpan.FromHours(bucket))));
        }
    }

    [Fact]
    public async Task A_rebuilt_index_counts_the_same()
    {
        string[] before;
        await using (var trail = await WriteAsync(Shape))
            before = Lines(trail.Tally(TrailFolder.Start, TrailFolder.Start.AddDays(3), TimeSpan.FromHours(1)));
        var index = Path.Combine(_folder.Options.Directory, "index.db");
        IndexFile.Rebuild(index, Path.Combine(_folder.Options.Directory, "log"), _written.Count, null);
        await using var again = AuditTrail.Open(_folder.Options with { Tally = Shape });
        Assert.NotEmpty(before);
        Assert.Equal(before, Lines(again.Tally(TrailFolder.Start, TrailFolder.Start.AddDays(3), TimeSpan.FromHours(1))));
    }

    [Fact]
    public async Task Asking_for_another_count_counts_the_past_as_well()
    {
        await using (var trail = await WriteAsync(null))
            Assert.Empty(trail.Tally(TrailFolder.Start, TrailFolder.Start.AddDays(3), TimeSpan.FromHours(1)));
        await using (var trail = AuditTrail.Open(_folder.Options with { Tally = Shape }))
            Assert.Equal(
                Expected(TrailFolder.Start, TrailFolder.Start.AddDays(3), 1),
                Lines(trail.Tally(TrailFolder.Start, TrailFolder.Start.AddDays(3), TimeSpan.FromHours(1)))
            );
    }

    [Fact]
    public async Task An_entry_of_several_parts_is_one_entry_with_all_its_rows()
    {
        await using var trail = AuditTrail.Open(_folder.Options with { Tally = Shape });
        var entry = new AuditEntry
        {
            Type = "decision",
            Id = _folder.NextId(),
            At = TrailFolder.Start,
            Body = "{}"u8.ToArray(),
            Terms = [new("channel", "wecom"), new("effect", "permit"), new("effect", "deny"), new("rule", "cap")],
            All = [0],
            Subjects =
            [
                .. Enumerable
                    .Range(0, 3000)
                    .Select(i => new EntrySubject { Slot = trail.Vault.Resolve($"wecom:wm{i}"), Terms = i % 3 == 0 ? [2, 3] : [1] }),
            ],
        };
        await trail.AppendAsync(entry);
        Assert.True(trail.Find(entry.Id)!.Parts > 0);
        Assert.Equal(
            ["0 wecom  1 3000", "0 wecom effect=deny 1 1000", "0 wecom effect=permit 1 2000", "0 wecom rule=cap 1 1000"],
            Lines(trail.Tally(TrailFolder.Start, TrailFolder.Start.AddHours(1), TimeSpan.FromHours(1)))
        );
    }

    private async Task<AuditTrail> WriteAsync(TallyShape? shape)
    {
        var trail = AuditTrail.Open(_folder.Options with { Tally = shape });
        var random = new Random(11);
        var appends = new List<Task>();
        for (var i = 0; i < 600; i++)
        {
            var entry = new AuditEntry
            {
                Type = i % 7 == 6 ? "outcome" : "decision",
                Id = _folder.NextId(),
                At = TrailFolder.Start.AddMinutes(i * 4 + random.Next(-60, 60)),
                Body = "{}"u8.ToArray(),
                Terms =
                [
                    new("channel", Channels[random.Next(2)]),
                    new("campaign", "618"),
                    new("effect", "permit"),
                    new("effect", "deny"),
                    new("rule", Rules[random.Next(3)]),
                ],
                All = i % 5 == 0 ? [0, 1, 4] : [0, 1],
                Subjects =
                [
                    .. Enumerable
                        .Range(0, random.Next(0, 4))
                        .Select(n => new EntrySubject
                        {
                            Slot = trail.Vault.Resolve($"phone:+86139{n:00000000}"),
                            Terms = n % 2 == 0 ? [2] : [3, 4],
                        }),
                ],
            };
            _written.Add(entry);
            appends.Add(trail.AppendAsync(entry).AsTask());
        }

        await Task.WhenAll(appends);
        // Reading waits for the index.
        Assert.NotNull(trail.Find(_written[^1].Id));
        return trail;
    }

    private string[] Expected(DateTimeOffset from, DateTimeOffset to, int bucket) =>
        [
            .. _written
                .Where(entry => entry.Type == "decision" && entry.At >= from && entry.At < to)
                .SelectMany(entry =>
                    entry
                        .Terms.Where(term => term.Name is "effect" or "rule")
                        .Select(term => (Term?)term)
                        .Append(null)
                        .Select(term => (entry, term))
                )
                .GroupBy(pair => ((int)(pair.entry.At - from).TotalHours / bucket, pair.entry.Terms[0].Value, pair.term))
                .Select(group =>
                    Line(
                        (int)(from - TrailFolder.Start).TotalHours + group.Key.Item1 * bucket,
                        group.Key.Value,
                        group.Key.term,
                        group.Count(),
                        group.Sum(pair => Rows(pair.entry, pair.term))
                    )
                )
                .Order(StringComparer.Ordinal),
        ];

    private static long Rows(AuditEntry entry, Term? term) =>
        entry.Subjects.Count(subject => term is null || entry.All.Concat(subject.Terms).Any(index => entry.Terms[index] == term));

    private static string[] Lines(IEnumerable<TallyCount> counts) =>
        [
            .. counts
                .Select(count => Line((int)(count.From - TrailFolder.Start).TotalHours, count.Across, count.Of, count.Entries, count.Rows))
                .Order(StringComparer.Ordinal),
        ];

    private static string Line(int hour, string across, Term? of, long entries, long rows) =>
        $"{hour} {across} {(of is { } term ? $"{term.Name}={term.Value}" : "")} {entries} {rows}";
}
