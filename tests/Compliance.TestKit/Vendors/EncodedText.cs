using System.IO.Compression;
using System.Text;

namespace Compliance.TestKit.Vendors;

/// <summary>An answer as a provider's front may send it.</summary>
internal static class EncodedText
{
    public const string Plain = "identity";

    /// <summary>Says <c>gzip</c> and sends something else.</summary>
    private const string Broken = "broken";

    private const string Bom = "bom";

    public static string? Header(string encoding) =>
        encoding switch
        {
            Plain or Bom => null,
            Broken => "gzip",
            "gzip+bom" => "gzip",
            "raw-deflate" => "deflate",
            _ => encoding,
        };

    public static byte[] Of(string text, string encoding)
    {
        byte[] plain = [.. encoding.EndsWith(Bom, StringComparison.Ordinal) ? Encoding.UTF8.Preamble : [], .. Encoding.UTF8.GetBytes(text)];
        using var target = new MemoryStream();
        using (
            Stream? encoder = encoding switch
            {
                "gzip" or "gzip+bom" => new GZipStream(target, CompressionLevel.Fastest),
                "deflate" => new ZLibStream(target, CompressionLevel.Fastest),
                "raw-deflate" => new DeflateStream(target, CompressionLevel.Fastest),
                "br" => new BrotliStream(target, CompressionLevel.Fastest),
                _ => null,
            }
        )
        {
            if (encoder is null)
                return plain;
            encoder.Write(plain);
        }

        return target.ToArray();
    }
}
