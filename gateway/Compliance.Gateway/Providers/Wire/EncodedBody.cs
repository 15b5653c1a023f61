using System.IO.Compression;

namespace Compliance.Gateway.Providers.Wire;

/// <summary>
/// A vendor's answer as text. The gateway asks for none of it, but a provider's front may compress all the same, or put a byte order mark before
/// it; a reader who stumbles over that would call an accepted push unknown.
/// </summary>
internal static class EncodedBody
{
    /// <summary>More layers than any server puts on.</summary>
    private const int MostLayers = 3;

    /// <returns>Null when it cannot be decoded, or grows past <paramref name="limit"/>: then it says nothing.</returns>
    public static ReadOnlyMemory<byte>? Decode(string encodings, ReadOnlyMemory<byte> body, int limit)
    {
        var layers = encodings.Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
        if (layers.Length > MostLayers)
            return null;
        foreach (var encoding in layers.Reverse())
        {
            if (Layer(encoding, body, limit) is not { } decoded)
                return null;
            body = decoded;
        }

        return JsonBody.WithoutMark(body);
    }

    private static ReadOnlyMemory<byte>? Layer(string encoding, ReadOnlyMemory<byte> body, int limit)
    {
        using var source = new MemoryStream(body.ToArray());
        using Stream? decoder = encoding.ToLowerInvariant() switch
        {
            "identity" => source,
            "gzip" or "x-gzip" => new GZipStream(source, CompressionMode.Decompress),
            "deflate" when IsZlib(body.Span) => new ZLibStream(source, CompressionMode.Decompress),
            "deflate" => new DeflateStream(source, CompressionMode.Decompress),
            "br" => new BrotliStream(source, CompressionMode.Decompress),
            _ => null,
        };
        if (decoder is null)
            return null;
        try
        {
            using var decoded = new MemoryStream();
            var buffer = new byte[8192];
            while (decoder.Read(buffer) is > 0 and var read)
            {
                if (decoded.Length + read > limit)
                    return null;
                decoded.Write(buffer, 0, read);
            }

            return decoded.ToArray();
        }
        catch (Exception broken) when (broken is InvalidDataException or IOException or InvalidOperationException)
        {
            return null;
        }
    }

    // Some servers send the bare stream under this name. Its first byte tells: a method of 8 in the low half is zlib's.
    private static bool IsZlib(ReadOnlySpan<byte> body) => body.Length > 0 && (body[0] & 0x0F) == 8;
}
