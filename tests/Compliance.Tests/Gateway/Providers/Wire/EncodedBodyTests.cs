using System.IO.Compression;
using System.Text;
using Compliance.Gateway.Providers.Wire;

namespace Compliance.Tests.Gateway.Providers.Wire;

public sealed class EncodedBodyTests
{
    private const string Text = "{\"errcode\":0}";

    [Theory]
    [InlineData("", false)]
    [InlineData("identity", true)]
    [InlineData("gzip", false)]
    [InlineData("GZIP", true)]
    [InlineData("x-gzip", false)]
    [InlineData("deflate", false)]
    [InlineData("br", true)]
    [InlineData("gzip, br", false)]
    public void What_a_front_put_on_is_taken_off(string encodings, bool mark)
    {
        byte[] body = [.. mark ? Encoding.UTF8.Preamble : [], .. Encoding.UTF8.GetBytes(Text)];
        foreach (var encoding in encodings.Split(',', StringSplitOptions.TrimEntries))
            body = Encode(encoding.ToLowerInvariant(), body);
        Assert.Equal(Text, EncodedBody.Decode(encodings, body, 100)!.Value.Text());
    }

    [Fact]
    public void A_bare_deflate_stream_is_read_too()
    {
        using var target = new MemoryStream();
        using (var stream = new DeflateStream(target, CompressionLevel.Fastest, leaveOpen: true))
            stream.Write(Encoding.UTF8.GetBytes(Text));
        Assert.Equal(Text, EncodedBody.Decode("deflate", target.ToArray(), 100)!.Value.Text());
    }

    [Theory]
    [InlineData("zstd")]
    [InlineData("gzip")]
    [InlineData("br")]
    [InlineData("gzip,gzip,gzip,gzip")]
    public void What_cannot_be_decoded_says_nothing(string encodings) =>
        Assert.Null(EncodedBody.Decode(encodings, Encoding.UTF8.GetBytes(Text), 100));

    [Fact]
    public void Growth_is_bounded() => Assert.Null(EncodedBody.Decode("gzip", Encode("gzip", new byte[1_000_000]), 1000));

    private static byte[] Encode(string encoding, byte[] body)
    {
        using var target = new MemoryStream();
        using (
            Stream? encoder = encoding switch
            {
                "gzip" or "x-gzip" => new GZipStream(target, CompressionLevel.Fastest),
                "deflate" => new ZLibStream(target, CompressionLevel.Fastest),
                "br" => new BrotliStream(target, CompressionLevel.Fastest),
                _ => null,
            }
        )
        {
            if (encoder is null)
                return body;
            encoder.Write(body);
        }

        return target.ToArray();
    }
}
