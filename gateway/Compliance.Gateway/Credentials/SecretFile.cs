using System.Security.Cryptography;

namespace Compliance.Gateway.Credentials;

/// <summary>A random key of 32 bytes in a file that only its owner reads; made at the first run.</summary>
internal static class SecretFile
{
    private const int Length = 32;

    public static byte[] LoadOrCreate(string path)
    {
        if (File.Exists(path))
        {
            Span<byte> known = stackalloc byte[Length];
            return Convert.TryFromBase64String(File.ReadAllText(path).Trim(), known, out var read) && read == Length
                ? known.ToArray()
                : throw new InvalidDataException(
                    $"the key file {path} does not hold {Length} bytes in base64: restore it from the backup, what was kept under it can't be found without it"
                );
        }

        var key = RandomNumberGenerator.GetBytes(Length);
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        var options = new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.Write };
        if (!OperatingSystem.IsWindows())
            options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        using var stream = new FileStream(path, options);
        using var writer = new StreamWriter(stream);
        writer.WriteLine(Convert.ToBase64String(key));
        writer.Flush();
        stream.Flush(flushToDisk: true);
        return key;
    }
}
