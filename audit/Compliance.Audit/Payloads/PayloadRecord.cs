using System.Buffers.Binary;

namespace Compliance.Audit.Payloads;

/// <summary>A leaf's payloads in the evidence file: for each a state byte, a 32-bit length (little endian) and the bytes. Payload 0 is the shared layer, then one for each subject in the leaf. A leaf with neither is an empty record.</summary>
internal static class PayloadRecord
{
    public const int Header = 5;

    public static void WriteHeader(Span<byte> into, PayloadState state, int length)
    {
        into[0] = (byte)state;
        BinaryPrimitives.WriteInt32LittleEndian(into[1..], length);
    }

    /// <exception cref="FormatException">The record isn't of this form.</exception>
    public static List<Payload> Read(ReadOnlyMemory<byte> record)
    {
        var payloads = new List<Payload>();
        for (var rest = record; rest.Length > 0; )
        {
            if (rest.Length < Header)
                throw new FormatException("a payload ends early");
            var (state, length) = ((PayloadState)rest.Span[0], BinaryPrimitives.ReadInt32LittleEndian(rest.Span[1..]));
            if (!Enum.IsDefined(state) || length < 0 || length > rest.Length - Header)
                throw new FormatException("a payload's length or state is wrong");
            if (state == PayloadState.None && length > 0 || state == PayloadState.Erased && length != Tombstone.Size)
                throw new FormatException("a payload's length doesn't fit its state");
            payloads.Add(new Payload(state, rest.Slice(Header, length)));
            rest = rest[(Header + length)..];
        }
        return payloads;
    }

    public static byte[] Write(IEnumerable<Payload> payloads)
    {
        using var into = new MemoryStream();
        Span<byte> header = stackalloc byte[Header];
        foreach (var payload in payloads)
        {
            WriteHeader(header, payload.State, payload.Bytes.Length);
            into.Write(header);
            into.Write(payload.Bytes.Span);
        }
        return into.ToArray();
    }
}

internal enum PayloadState : byte
{
    None = 0,
    Sealed = 1,
    Erased = 2,
}

internal readonly record struct Payload(PayloadState State, ReadOnlyMemory<byte> Bytes);
