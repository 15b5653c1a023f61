using System.Buffers;
using System.IO.Pipelines;
using System.Runtime.CompilerServices;

namespace Compliance.Gateway.Admin;

/// <summary>A body, line by line; blank lines are left out. A line longer than <see cref="Longest"/> comes as null and ends the reading.</summary>
internal static class BodyLines
{
    public const int Longest = 256 * 1024;

    public static async IAsyncEnumerable<byte[]?> ReadAsync(PipeReader body, [EnumeratorCancellation] CancellationToken cancel)
    {
        while (true)
        {
            var read = await body.ReadAsync(cancel);
            var buffer = read.Buffer;
            while (TryTake(ref buffer, read.IsCompleted, out var line))
            {
                if (line.Length > Longest)
                {
                    yield return null;
                    yield break;
                }

                if (!IsBlank(line))
                    yield return line;
            }

            body.AdvanceTo(buffer.Start, buffer.End);
            if (buffer.Length > Longest)
            {
                yield return null;
                yield break;
            }

            if (read.IsCompleted)
                yield break;
        }
    }

    private static bool TryTake(ref ReadOnlySequence<byte> buffer, bool isLast, out byte[] line)
    {
        line = [];
        if (buffer.IsEmpty)
            return false;
        if (buffer.PositionOf((byte)'\n') is { } end)
        {
            line = buffer.Slice(0, end).ToArray();
            buffer = buffer.Slice(buffer.GetPosition(1, end));
            return true;
        }

        if (!isLast)
            return false;
        line = buffer.ToArray();
        buffer = buffer.Slice(buffer.End);
        return true;
    }

    private static bool IsBlank(ReadOnlySpan<byte> line) => line.TrimStart(" \t\r"u8).IsEmpty;
}
