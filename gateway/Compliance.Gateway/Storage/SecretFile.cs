using System.Security.Cryptography;

namespace Compliance.Gateway.Storage;

/// <summary>A random key of 32 bytes in a file that only its owner reads; made at the first run.</summary>
internal static class SecretFile
{
    public static byte[] LoadOrCreate(string path)
    {
        if (File.Exists(path))
        {
            var known = Convert.FromBase64String(File.ReadAllText(path).Trim());
            return known.Length == 32 ? known : throw new InvalidDataException($"{Path.GetFileName(path)} must hold 32 bytes in base64.");
        }

        var key = RandomNumberGenerator.GetBytes(32);
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
