using System.Globalization;
using Compliance.Audit.Storage;
using Microsoft.Win32.SafeHandles;

namespace Compliance.Audit.Journaling;

/// <summary>One preallocated segment file, open for writing: <c>&lt;number&gt;-&lt;first leaf&gt;.journal</c>, 16 hex digits each.</summary>
internal sealed class JournalSegment : IDisposable
{
    private readonly SafeFileHandle _file;

    private JournalSegment(string path, SegmentHeader header, SafeFileHandle file) => (Path, Header, _file) = (path, header, file);

    public string Path { get; }

    public SegmentHeader Header { get; }

    public long Length => Header.Bytes;

    /// <summary>Durable, with its place in the directory, when this returns.</summary>
    /// <param name="zeros">A durable file of that many zeros, to become the segment; null: one is made.</param>
    public static JournalSegment Create(string directory, SegmentHeader header, string? zeros)
    {
        var path = System.IO.Path.Combine(
            directory,
            string.Create(CultureInfo.InvariantCulture, $"{header.Number:x16}-{header.FirstLeaf:x16}.journal")
        );
        var temporary = zeros ?? path + ".tmp";
        using (var file = File.OpenHandle(temporary, zeros is null ? FileMode.Create : FileMode.Open, FileAccess.Write))
        {
            if (zeros is null)
                DurableFile.Reserve(file, header.Bytes);
            RandomAccess.Write(file, JournalFormat.Segment(header), 0);
            DurableFile.Sync(file);
        }
        File.Move(temporary, path, overwrite: true);
        DurableFile.SyncDirectory(directory);
        return Open(path, header);
    }

    public static JournalSegment Open(string path, SegmentHeader header) =>
        new(path, header, File.OpenHandle(path, FileMode.Open, FileAccess.Write, FileShare.Read));

    public void Write(ReadOnlySpan<byte> bytes, long offset) => RandomAccess.Write(_file, bytes, offset);

    public void Sync() => DurableFile.Sync(_file);

    public void Dispose() => _file.Dispose();
}
