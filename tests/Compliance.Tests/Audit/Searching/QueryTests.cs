using System.Collections.Immutable;
using Compliance.Audit;
using Compliance.TestKit;

namespace Compliance.Tests.Audit.Searching;

public sealed class QueryTests : IDisposable
{
    private static readonly string[] Channels = ["tencent-sms", "aliyun-sms", "wecom"],
        Rules = ["consent", "cap", "words", "quiet"];
    private static readonly int Queries = LongForm.IsOn ? 2_000 : 120;
    private readonly TrailFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task Every_query_equals_a_look_at_all_entries_page_by_page()
    {
        await using var trail = _folder.Open();
        var random = new Random(3);
        var written = new List<AuditEntry>();
        var appends = new List<Task>();
        for (var i = 0; i < 2500; i++)
        {
            var entry = new AuditEntry
            {
                Type = i % 5 == 4 ? "outcome" : "decision",
                Id = _folder.NextId(),
                At = TrailFolder.Start.AddSeconds(i * 60 + random.Next(-300, 300)),
                Terms =
                [
                    new("channel", Channels[random.Next(3)]),
                    new("rule", Rules[random.Next(4)]),
                    new("rule", Rules[random.Next(4)]),
                    new("campaign", i % 500 == 3 ? "rare" : "common"),
                ],
                All = [0, 3],
                Body = "{}"u8.ToArray(),
                Subjects =
                [
                    .. Enumerable
                        .Range(0, random.Next(1, 4))
                        .Select(n => new EntrySubject
                        {
                            Slot = trail.Vault.Resolve($"phone:+86139{random.Next(12):00000000}"),
                            Terms = [1 + n % 2],
                        }),
                ],
            };
            written.Add(entry);
            appends.Add(trail.AppendAsync(entry).AsTask());
            // Flushes of every size make runs of every length.
            if (random.Next(200) == 0)
            {
                await Task.WhenAll(appends);
                trail.Find(entry.Id);
            }
        }
        await Task.WhenAll(appends);
        trail.Vault.Link(["phone:+8613900000001", "phone:+8613900000002"]);
        for (var i = 0; i < Queries; i++)
        {
            Term[] terms = Some(random.Next(3));
            ImmutableArray<Term>[] anyOf = [.. Enumerable.Range(0, random.Next(3)).Select(_ => Some(random.Next(1, 4)).ToImmutableArray())];
            Term[] without = Some(random.Next(3));
            var person = random.Next(3) == 0 ? random.Next(12) : -1;
            DateTimeOffset? from = random.Next(2) == 0 ? TrailFolder.Start.AddMinutes(random.Next(2500)) : null,
                to = random.Next(2) == 0 ? TrailFolder.Start.AddMinutes(random.Next(2500)) : null;
            string[] types = random.Next(3) switch
            {
                0 => [],
                1 => ["outcome"],
                _ => ["decision", "outcome"],
            };
            var query = new AuditQuery
            {
                Identity = person < 0 ? null : $"phone:+86139{person:00000000}",
                Terms = [.. terms],
                AnyOf = [.. anyOf],
                Without = [.. without],
                From = from,
                To = to,
                Types = [.. types],
                Limit = random.Next(1, 300),
            };
            long[] slots = person < 0 ? [] : [.. trail.Vault.Linked(trail.Vault.Resolve(query.Identity!)).Select(slot => slot.Value)];
            var expected = written
                .AsEnumerable()
                .Reverse()
                .Where(entry =>
                    (types.Length == 0 ? ["decision"] : types).Contains(entry.Type)
                    && (from is null || entry.At >= from)
                    && (to is null || entry.At < to)
                    && (
                        person < 0
                            ? Holds(entry.Terms)
                            : entry.Subjects.Any(subject =>
                                slots.Contains(subject.Slot.Value)
                                && Holds([.. entry.All.Concat(subject.Terms).Select(index => entry.Terms[index])])
                            )
                    )
                );
            Assert.Equal(expected.Select(entry => entry.Id), All(trail, query));
            Assert.Equal(expected.Select(entry => entry.Id), trail.Heads(query).Select(head => trail.Read(head).Id));

            bool Holds(ImmutableArray<Term> those) =>
                terms.All(those.Contains) && anyOf.All(any => any.Any(those.Contains)) && !without.Any(those.Contains);
        }

        Term[] Some(int count) =>
            [
                .. Enumerable
                    .Range(0, count)
                    .Select(_ =>
                        random.Next(4) switch
                        {
                            0 => new Term("channel", Channels[random.Next(3)]),
                            1 => new Term("rule", Rules[random.Next(4)]),
                            2 => new Term("campaign", random.Next(2) == 0 ? "rare" : "common"),
                            _ => new Term("campaign", "never"),
                        }
                    ),
            ];
    }

    [Fact]
    public async Task Pages_stay_stable_while_entries_are_added()
    {
        await using var trail = _folder.Open();
        var ids = new List<string>();
        for (var i = 0; i < 30; i++)
            ids.Add((await trail.AppendAsync(_folder.Decision(trail, "phone:+8613900000001"))).Id);
        var first = trail.Query(new AuditQuery { Limit = 10 });
        await trail.AppendAsync(_folder.Decision(trail, "phone:+8613900000001"));
        var second = trail.Query(new AuditQuery { Limit = 10, Cursor = first.Cursor });
        Assert.Equal(ids.AsEnumerable().Reverse().Take(20), first.Items.Concat(second.Items).Select(item => item.Id));
        Assert.Throws<ArgumentException>(() => trail.Query(new AuditQuery { Cursor = "nonsense" }));
        Assert.Throws<ArgumentException>(() => trail.Query(new AuditQuery { Limit = 0 }));
    }

    private static IEnumerable<string> All(AuditTrail trail, AuditQuery query)
    {
        string? cursor = null;
        for (var pages = 0; pages < 10_000; pages++)
        {
            var page = trail.Query(query with { Cursor = cursor });
            foreach (var item in page.Items)
                yield return item.Id;
            if ((cursor = page.Cursor) is null)
                yield break;
        }

        throw new Xunit.Sdk.XunitException("paging does not end");
    }
}
