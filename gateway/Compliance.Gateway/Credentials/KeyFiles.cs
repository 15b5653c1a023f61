using System.Security.Cryptography;

namespace Compliance.Gateway.Credentials;

/// <summary>Keys that the gateway makes for itself on its first run, one file each, readable by its owner only.</summary>
internal sealed class KeyFiles(string dataDirectory)
{
    /// <summary>A shorter key could be guessed; an empty one is what a full disk or a broken copy leaves.</summary>
    public const int Shortest = 16;

    private static readonly Lock Making = new();

    private readonly string _folder = Path.Combine(dataDirectory, "keys");

    /// <summary>Key of a sender that is configured without one; <c>&lt;name&gt;.&lt;random&gt;</c>.</summary>
    public string Sender(string name) => ReadOrCreate($"sender-{name}", $"{name}.");

    public string Admin() => ReadOrCreate("admin", "admin.");

    /// <summary>Key that signs the tokens which the gateway hands out itself.</summary>
    public string TokenSigning() => ReadOrCreate("token-signing", "");

    private string ReadOrCreate(string file, string prefix)
    {
        var path = Path.Combine(_folder, file);
        // A move that finds nothing in its place and then moves is two steps. Two processes on one data directory don't get far: the audit trail is one's alone.
        lock (Making)
        {
            if (!File.Exists(path))
                Create(path, prefix + RandomNumberGenerator.GetHexString(48, lowercase: true));
        }

        var key = File.ReadAllText(path).Trim();
        return key.Length >= Shortest
            ? key
            : throw new InvalidDataException(
                $"the key file {path} holds {key.Length} characters, fewer than {Shortest}: restore it, or delete it and the next start writes a new key"
            );
    }

    // Written beside and moved in place: a crash leaves no half key.
    private static void Create(string path, string key)
    {
        var folder = Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        var owner = new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.Write };
        if (!OperatingSystem.IsWindows())
        {
            folder.UnixFileMode = UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute;
            owner.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        }

        var fresh = $"{path}.{Guid.NewGuid():N}";
        using (var stream = new FileStream(fresh, owner))
        {
            using var writer = new StreamWriter(stream);
            writer.Write(key);
            writer.Flush();
            stream.Flush(flushToDisk: true);
        }

        try
        {
            File.Move(fresh, path, overwrite: false);
        }
        catch (IOException) when (File.Exists(path))
        {
            File.Delete(fresh);
        }
    }
}
