using System.Buffers;

namespace Compliance.Gateway.Pipeline;

/// <summary>What became of reading a request's body.</summary>
internal abstract record RequestBody
{
    private RequestBody()
    {
    }

    internal sealed record Read(ReadOnlyMemory<byte> Bytes) : RequestBody;

    internal sealed record TooLarge(int Limit) : RequestBody;

    /// <summary>Compressed: providers take none of it, and a signature would cover the compressed bytes.</summary>
    internal sealed record Encoded(string Encoding) : RequestBody;

    /// <summary>The caller went away before it had sent all.</summary>
    internal sealed record Incomplete : RequestBody;

    /// <summary>Counts the bytes that arrive: three of the real clients send chunked, without a length.</summary>
    public static async ValueTask<RequestBody> ReadAsync(HttpRequest request, int limit)
    {
        var encoding = request.Headers.ContentEncoding.ToString();
        if (encoding.Length > 0 && !encoding.Equals("identity", StringComparison.OrdinalIgnoreCase))
            return new Encoded(encoding.Length > 40 ? encoding[..40] : encoding);
        if (request.ContentLength > limit)
            return new TooLarge(limit);
        try
        {
            while (true)
            {
                var result = await request.BodyReader.ReadAsync(request.HttpContext.RequestAborted);
                if (result.Buffer.Length > limit)
                {
                    request.BodyReader.AdvanceTo(result.Buffer.End);
                    return new TooLarge(limit);
                }

                if (result.IsCompleted)
                {
                    var bytes = result.Buffer.ToArray();
                    request.BodyReader.AdvanceTo(result.Buffer.End);
                    return new Read(bytes);
                }

                request.BodyReader.AdvanceTo(result.Buffer.Start, result.Buffer.End);
            }
        }
        catch (Exception gone) when (gone is OperationCanceledException or IOException)
        {
            // BadHttpRequestException (a broken chunk, an early end) is an IOException as well.
            return new Incomplete();
        }
    }
}
