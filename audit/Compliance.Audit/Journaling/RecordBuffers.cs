using System.Collections.Concurrent;
using System.Numerics;

namespace Compliance.Audit.Journaling;

/// <summary>Room for the bytes of records, handed on from published ones to new ones. They live through a few collections, by thousands: made anew each time, the collector
/// would copy all of them and stop everybody while it does.</summary>
internal static class RecordBuffers
{
    private const int Smallest = 10,
        Largest = 16; // powers of two: 1 to 64 KiB
    private const long KeptBytes = 64L << 20;
    private static readonly ConcurrentQueue<byte[]>[] Free =
    [
        .. Enumerable.Range(Smallest, Largest - Smallest + 1).Select(_ => new ConcurrentQueue<byte[]>()),
    ];
    private static long _kept;

    public static byte[] Rent(int length)
    {
        var size = Math.Max(Smallest, BitOperations.Log2((uint)Math.Max(1, length - 1)) + 1);
        if (size > Largest)
            return new byte[length];
        if (!Free[size - Smallest].TryDequeue(out var buffer))
            return new byte[1 << size];
        Interlocked.Add(ref _kept, -buffer.Length);
        return buffer;
    }

    public static void Return(byte[] buffer)
    {
        if (buffer.Length > 1 << Largest || !BitOperations.IsPow2(buffer.Length) || Interlocked.Read(ref _kept) > KeptBytes)
            return;
        Interlocked.Add(ref _kept, buffer.Length);
        Free[BitOperations.Log2((uint)buffer.Length) - Smallest].Enqueue(buffer);
    }
}
