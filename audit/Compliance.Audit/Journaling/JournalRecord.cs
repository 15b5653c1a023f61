using System.Buffers.Binary;
using System.Threading.Tasks.Sources;
using Compliance.Audit.Merkle;
using Compliance.Audit.Vaulting;

namespace Compliance.Audit.Journaling;

/// <summary>What is made durable as a whole: leaves with their evidence, and vault changes. Its bytes: for each leaf a 32-bit length, 0x00, the leaf, a 32-bit length, the evidence record (lengths little endian).</summary>
internal sealed class JournalRecord : IValueTaskSource<long>
{
    private ManualResetValueTaskSourceCore<long> _done = new() { RunContinuationsAsynchronously = true };

    public required ReadOnlyMemory<byte> Leaves { get; init; }

    /// <summary>What <see cref="Leaves"/> and <see cref="LeafHashes"/> stand in, when it is to be used again.</summary>
    public byte[]? Buffer { get; init; }

    public required int Count { get; init; }

    /// <summary>32 bytes a leaf.</summary>
    public required ReadOnlyMemory<byte> LeafHashes { get; init; }

    /// <summary>Those among the named who aren't durable yet: their definitions ride along while they are pending.</summary>
    public Person[] People { get; init; } = [];

    public ClassKey? SharedKey { get; init; }

    /// <summary>What the record itself changes; once framed, with the definitions before it.</summary>
    public IReadOnlyList<VaultChange> Changes { get; set; } = [];

    /// <summary>Set by the writer.</summary>
    public long FirstLeaf { get; set; }

    /// <summary>Set by the writer: the batch that made it durable.</summary>
    public long Batch { get; set; }

    public ReadOnlySpan<byte> LeafHash(int leaf) => LeafHashes.Span.Slice(leaf * Rfc6962.HashSize, Rfc6962.HashSize);

    public ValueTask<long> Durable => new(this, _done.Version);

    public void Complete() => _done.SetResult(FirstLeaf + Count - 1);

    /// <summary>Published: nobody may look at the leaves any more.</summary>
    public void Release()
    {
        if (Buffer is not null)
            RecordBuffers.Return(Buffer);
    }

    public void Fail(Exception error) => _done.SetException(error);

    /// <summary>The leaves with their evidence records, in order.</summary>
    public IEnumerable<(long Index, ReadOnlyMemory<byte> Leaf, ReadOnlyMemory<byte> Evidence)> Sections() =>
        Sections(Leaves, FirstLeaf, Count);

    /// <exception cref="FormatException">The bytes aren't of this form.</exception>
    public static JournalRecord Read(ReadOnlyMemory<byte> leaves, int count, long firstLeaf, long batch, IReadOnlyList<VaultChange> changes)
    {
        if (count < 0 || count > leaves.Length / 9)
            throw new FormatException("a leaf count exceeds its record");
        var hashes = new byte[count * Rfc6962.HashSize];
        foreach (var (index, leaf, _) in Sections(leaves, firstLeaf, count))
            Rfc6962.Leaf(leaf.Span, hashes.AsSpan((int)(index - firstLeaf) * Rfc6962.HashSize, Rfc6962.HashSize));
        return new JournalRecord
        {
            Leaves = leaves,
            Count = count,
            LeafHashes = hashes,
            Changes = changes,
            FirstLeaf = firstLeaf,
            Batch = batch,
        };
    }

    ValueTaskSourceStatus IValueTaskSource<long>.GetStatus(short token) => _done.GetStatus(token);

    void IValueTaskSource<long>.OnCompleted(
        Action<object?> continuation,
        object? state,
        short token,
        ValueTaskSourceOnCompletedFlags flags
    ) => _done.OnCompleted(continuation, state, token, flags);

    long IValueTaskSource<long>.GetResult(short token) => _done.GetResult(token);

    private static IEnumerable<(long Index, ReadOnlyMemory<byte> Leaf, ReadOnlyMemory<byte> Evidence)> Sections(
        ReadOnlyMemory<byte> leaves,
        long firstLeaf,
        int count
    )
    {
        var rest = leaves;
        for (var i = 0; i < count; i++)
        {
            var leaf = Take(ref rest, 1);
            var evidence = Take(ref rest, 0);
            yield return (firstLeaf + i, leaf, evidence);
        }
        if (rest.Length > 0)
            throw new FormatException("a record is longer than its leaves");
    }

    private static ReadOnlyMemory<byte> Take(ref ReadOnlyMemory<byte> rest, int prefix)
    {
        if (rest.Length < 4 + prefix)
            throw new FormatException("a leaf ends early");
        var length = BinaryPrimitives.ReadInt32LittleEndian(rest.Span);
        if (length < 0 || length > rest.Length - 4 - prefix)
            throw new FormatException("a leaf's length is wrong");
        var taken = rest.Slice(4 + prefix, length);
        rest = rest[(4 + prefix + length)..];
        return taken;
    }
}
