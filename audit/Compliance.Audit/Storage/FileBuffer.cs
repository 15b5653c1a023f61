namespace Compliance.Audit.Storage;

/// <summary>Room for one file's bytes, good until the next one: whoever reads large file after large file would else have each collected with the large objects.</summary>
internal sealed class FileBuffer
{
    private byte[] _bytes = [];

    public ReadOnlyMemory<byte> Read(string path)
    {
        using var file = File.OpenHandle(path);
        var length = checked((int)RandomAccess.GetLength(file));
        if (_bytes.Length < length)
            _bytes = new byte[length * 5L / 4];
        var read = 0;
        while (read < length && RandomAccess.Read(file, _bytes.AsSpan(read, length - read), read) is var more and > 0)
            read += more;
        return _bytes.AsMemory(0, read);
    }
}
