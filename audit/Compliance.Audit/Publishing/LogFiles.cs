using System.Buffers.Binary;
using System.Collections.Concurrent;
using System.Globalization;
using Compliance.Audit.Merkle;
using Compliance.Audit.Storage;

namespace Compliance.Audit.Publishing;

/// <summary>The log's directory in tlog-tiles form. A tile may be read before it is written to its file.</summary>
internal sealed class LogFiles(string directory) : ITileSource
{
    private const int CachedTiles = 256;
    private readonly ConcurrentDictionary<(int Level, long Index), Tile> _unwritten = new();
    private readonly ConcurrentDictionary<(int Level, long Index), Tile> _cache = new();

    public string Directory => directory;

    public string CheckpointPath => Path.Combine(directory, "checkpoint");

    public string KeysPath => Path.Combine(directory, "log.vkey");

    /// <summary>A full tile that <see cref="Write"/> will bring to disk later.</summary>
    public void Announce(int level, long index, byte[] hashes) => _unwritten[(level, index)] = new Tile(hashes);

    public void Write(int level, long index, ReadOnlySpan<byte> hashes)
    {
        var width = hashes.Length / Rfc6962.HashSize;
        Put(TilePath.Hashes(level, index, width), hashes);
        if (width < TilePath.Width)
            return;
        DropPartials(TilePath.Hashes(level, index, width));
        _unwritten.TryRemove((level, index), out _);
    }

    public void WriteEntries(long bundle, int width, ReadOnlySpan<byte> bytes)
    {
        Put(TilePath.Entries(bundle, width), bytes);
        if (width == TilePath.Width)
            DropPartials(TilePath.Entries(bundle, width));
    }

    public void WriteCheckpoint(byte[] note) => DurableFile.Replace(CheckpointPath, note);

    public Tile Read(int level, long index, int width)
    {
        if (_unwritten.TryGetValue((level, index), out var tile) || _cache.TryGetValue((level, index), out tile))
            return tile;
        var (path, bytes) = Get(TilePath.Hashes(level, index, TilePath.Width), width, File.ReadAllBytes);
        if (bytes.Length < width * Rfc6962.HashSize || bytes.Length % Rfc6962.HashSize != 0)
            throw new AuditDamagedException(path, $"a tile of {bytes.Length} bytes");
        tile = new Tile(bytes);
        if (tile.Width < TilePath.Width)
            return tile;
        if (_cache.Count >= CachedTiles)
            _cache.Clear();
        return _cache[(level, index)] = tile;
    }

    /// <summary>A bundle's bytes, of at least that many entries.</summary>
    public byte[] ReadBundle(long bundle, int width) => Get(TilePath.Entries(bundle, TilePath.Width), width, File.ReadAllBytes).Bytes;

    /// <summary>The same into a buffer that the caller keeps.</summary>
    public ReadOnlyMemory<byte> ReadBundle(long bundle, int width, FileBuffer buffer) =>
        Get(TilePath.Entries(bundle, TilePath.Width), width, buffer.Read).Bytes;

    /// <summary>The entries of a bundle's file.</summary>
    /// <exception cref="FormatException">It doesn't end at an entry's end.</exception>
    public static List<ReadOnlyMemory<byte>> Split(ReadOnlyMemory<byte> bundle)
    {
        var entries = new List<ReadOnlyMemory<byte>>(TilePath.Width);
        for (var rest = bundle; rest.Length > 0; )
        {
            if (rest.Length < 2 || BinaryPrimitives.ReadUInt16BigEndian(rest.Span) is var length && length > rest.Length - 2)
                throw new FormatException($"entry {entries.Count} of the bundle ends early");
            entries.Add(rest.Slice(2, length));
            rest = rest[(2 + length)..];
        }
        return entries;
    }

    private (string Path, T Bytes) Get<T>(string full, int width, Func<string, T> read)
    {
        while (true)
        {
            var path = Widest(full, width);
            try
            {
                return (path, read(path));
            }
            catch (Exception gone)
                when (gone is FileNotFoundException or DirectoryNotFoundException && path.Contains(".p/", StringComparison.Ordinal))
            {
                // The partial went because the full one came.
            }
        }
    }

    /// <summary>The full resource, or the smallest partial that is wide enough.</summary>
    private string Widest(string full, int width)
    {
        var path = Path.Combine(directory, full);
        if (File.Exists(path))
            return path;
        var exact = $"{path}.p/{width.ToString(CultureInfo.InvariantCulture)}";
        if (File.Exists(exact))
            return exact;
        var wider = !System.IO.Directory.Exists(path + ".p")
            ? null
            : System
                .IO.Directory.GetFiles(path + ".p")
                .Select(Path.GetFileName)
                .Select(name => int.TryParse(name, NumberStyles.None, CultureInfo.InvariantCulture, out var w) ? w : 0)
                .Where(w => w >= width)
                .Order()
                .Select(w => (int?)w)
                .FirstOrDefault();
        // It may have become full in between.
        if (wider is null && File.Exists(path))
            return path;
        return wider is null
            ? throw new AuditDamagedException(path, $"missing, width {width} is needed")
            : $"{path}.p/{wider.Value.ToString(CultureInfo.InvariantCulture)}";
    }

    // Renamed into place, so that nobody reads half of it; not synced: the journal covers it until the file system is.
    private void Put(string resource, ReadOnlySpan<byte> bytes)
    {
        var path = Path.Combine(directory, resource);
        var temporary = Path.Combine(directory, ".new");
        using (var file = File.OpenHandle(temporary, FileMode.Create, FileAccess.Write))
        {
            RandomAccess.Write(file, bytes, 0);
            DurableFile.BeginSync(file);
        }
        try
        {
            File.Move(temporary, path, overwrite: true);
        }
        catch (DirectoryNotFoundException)
        {
            System.IO.Directory.CreateDirectory(Path.GetDirectoryName(path)!);
            File.Move(temporary, path, overwrite: true);
        }
    }

    private void DropPartials(string resource)
    {
        var partials = Path.Combine(directory, resource + ".p");
        if (System.IO.Directory.Exists(partials))
            System.IO.Directory.Delete(partials, recursive: true);
    }
}
