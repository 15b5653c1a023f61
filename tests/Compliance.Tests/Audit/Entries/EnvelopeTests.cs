using System.Buffers;
using System.Text;
using Compliance.Audit;
using Compliance.Audit.Entries;

namespace Compliance.Tests.Audit.Entries;

public sealed class EnvelopeTests
{
    /// <summary>Kept bytes: this text must never change.</summary>
    private const string Kept =
        """{"v":1,"type":"decision","id":"0199f0a0c0007000800000000000000a","at":"2026-11-21T08:00:00.123Z","of":null,"parts":[],"terms":[["channel","tencent-sms"],["law","个人信息保护法/13"]],"all":[0],"subjects":[["AAAAAAAAAAAAAAAAAAAAAA",[1],"Y29tbWl0bWVudA"],["BBBBBBBBBBBBBBBBBBBBBA",[],null]],"evidence":"c2hhcmVk","body":{"account":"default"}}""";

    [Fact]
    public void Writes_exactly_the_kept_form_and_reads_it_back()
    {
        var leaf = new ArrayBufferWriter<byte>();
        new Envelope
        {
            Type = "decision",
            Id = "0199f0a0c0007000800000000000000a",
            At = new DateTimeOffset(2026, 11, 21, 16, 0, 0, 123, TimeSpan.FromHours(8)),
            Terms = [new("channel", "tencent-sms"), new("law", "个人信息保护法/13")],
            All = [0],
            Subjects =
            [
                new SubjectLine("AAAAAAAAAAAAAAAAAAAAAA", [1], "Y29tbWl0bWVudA"),
                new SubjectLine("BBBBBBBBBBBBBBBBBBBBBA", [], null),
            ],
            Evidence = "c2hhcmVk",
            Body = "{\"account\":\"default\"}"u8,
        }.Write(leaf);
        Assert.Equal(Kept, Encoding.UTF8.GetString(leaf.WrittenSpan));
        var read = EnvelopeReader.Read(5, leaf.WrittenMemory);
        Assert.Equal(
            (5, "decision", "c2hhcmVk", "{\"account\":\"default\"}"),
            (read.Index, read.Type, read.Evidence, Encoding.UTF8.GetString(read.Body.Span))
        );
        Assert.Equal(["Y29tbWl0bWVudA", null], read.Subjects.Select(subject => subject.Commitment));
    }

    [Fact]
    public void A_mutated_leaf_is_read_or_refused_never_anything_else()
    {
        var random = new Random(11);
        var good = Encoding.UTF8.GetBytes(Kept);
        for (var i = 0; i < 20_000; i++)
        {
            var bytes = good.ToList();
            for (var n = random.Next(1, 4); n > 0; n--)
            {
                var at = random.Next(bytes.Count);
                if (random.Next(3) == 0)
                    bytes.RemoveAt(at);
                else if (random.Next(2) == 0)
                    bytes[at] ^= (byte)(1 << random.Next(8));
                else
                    bytes.Insert(at, (byte)random.Next(256));
            }
            try
            {
                EnvelopeReader.Read(0, bytes.ToArray());
            }
            catch (FormatException) { }
        }
    }

    [Theory]
    [InlineData("Decision", "{}")]
    [InlineData("decision.part", "{}")]
    [InlineData("erasure", "{}")]
    [InlineData("", "{}")]
    [InlineData("decision", "")]
    [InlineData("decision", "[]")]
    [InlineData("decision", "{\n}")]
    [InlineData("decision", "{\"a\":}")]
    public async Task An_entry_against_the_rules_is_refused(string type, string body)
    {
        using var folder = new TrailFolder();
        await using var trail = folder.Open();
        var entry = new AuditEntry
        {
            Type = type,
            Id = folder.NextId(),
            At = TrailFolder.Start,
            Body = Encoding.UTF8.GetBytes(body),
        };
        await Assert.ThrowsAnyAsync<Exception>(() => trail.AppendAsync(entry).AsTask());
        Assert.Equal(0, trail.Health.Size);
    }
}
