using Compliance.Audit.Merkle;
using Compliance.Audit.Publishing;
using Compliance.Audit.Storage;

namespace Compliance.Audit.Entries;

/// <summary>Reads entries from the log's bundles, parts put together.</summary>
internal sealed class EntryFiles(LogFiles files)
{
    public const string PartSuffix = ".part";
    private const int StretchLeaves = 4096;
    private volatile FullBundle? _last;
    private readonly FileBuffer _stretch = new();

    /// <summary>The entry whose head is that leaf.</summary>
    public EntryView Read(long leaf)
    {
        var head = EnvelopeReader.Read(leaf, Leaf(leaf));
        return head.Parts == 0
            ? head
            : Merge(head, [.. Leaves(leaf - head.Parts, leaf).Select(part => EnvelopeReader.Read(part.Index, part.Leaf))]);
    }

    public ReadOnlyMemory<byte> Leaf(long leaf) => Leaves(leaf, leaf + 1).Single().Leaf;

    /// <summary>A bundle's entries, at least that many. Full ones never change, and neighbours are mostly asked for next.</summary>
    private List<ReadOnlyMemory<byte>> Bundle(long bundle, int width)
    {
        if (_last is { } last && last.Number == bundle)
            return last.Entries;
        var entries = LogFiles.Split(files.ReadBundle(bundle, width));
        if (entries.Count == TilePath.Width)
            _last = new FullBundle(bundle, entries);
        return entries;
    }

    /// <summary>Leaves from one index to before another, read bundle by bundle.</summary>
    public IEnumerable<(long Index, ReadOnlyMemory<byte> Leaf)> Leaves(long from, long to)
    {
        for (var bundle = from / TilePath.Width; bundle * TilePath.Width < to; bundle++)
        {
            var first = bundle * TilePath.Width;
            var last = Math.Min(to, first + TilePath.Width);
            var entries = Bundle(bundle, (int)(last - first));
            for (var index = Math.Max(from, first); index < last; index++)
                yield return (index, entries[(int)(index - first)]);
        }
    }

    /// <summary>Heads with their parts, in order. Parts belong to the head behind them.</summary>
    public IEnumerable<EntryView> Entries(long from, long to)
    {
        var parts = new List<EntryView>();
        while (from > 0 && IsPart(EnvelopeReader.Read(from - 1, Leaf(from - 1))))
            from--;
        foreach (var (index, leaf) in Leaves(from, to))
        {
            var entry = EnvelopeReader.Read(index, leaf);
            if (IsPart(entry))
            {
                parts.Add(entry);
                continue;
            }
            yield return parts.Count == 0 ? entry : Merge(entry, parts);
            parts.Clear();
        }
    }

    /// <summary>Some thousands of leaves from that one on, up to a head. For one reader, and an entry's bytes are good until the next one only.</summary>
    public IEnumerable<EntryView> Stretch(long from, long size)
    {
        for (var index = from; index < size; )
        {
            var bundle = index / TilePath.Width;
            var last = Math.Min(size, (bundle + 1) * TilePath.Width);
            var leaves = LogFiles.Split(files.ReadBundle(bundle, (int)(last - bundle * TilePath.Width), _stretch));
            for (; index < last; index++)
            {
                var entry = EnvelopeReader.Read(index, leaves[(int)(index - bundle * TilePath.Width)]);
                yield return entry;
                if (index - from >= StretchLeaves && !IsPart(entry))
                    yield break;
            }
        }
    }

    public static bool IsPart(EntryView entry) => entry.Type.EndsWith(PartSuffix, StringComparison.Ordinal);

    private static EntryView Merge(EntryView head, IReadOnlyCollection<EntryView> parts)
    {
        var body = parts.Where(part => part.Body.Length > 0).SelectMany(part => part.Body.ToArray()).ToArray();
        return head with
        {
            Subjects = [.. parts.SelectMany(part => part.Subjects), .. head.Subjects],
            Body = body.Length > 0 ? body : head.Body,
        };
    }

    private sealed record FullBundle(long Number, List<ReadOnlyMemory<byte>> Entries);
}
