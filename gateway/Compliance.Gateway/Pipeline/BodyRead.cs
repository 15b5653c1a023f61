using System.Buffers;

namespace Compliance.Gateway.Pipeline;

/// <summary>What became of reading a request's body.</summary>
internal abstract record BodyRead
{
    private BodyRead() { }

    internal sealed record Complete(ReadOnlyMemory<byte> Bytes) : BodyRead;

    internal sealed record TooLarge(int Limit) : BodyRead;

    /// <summary>Too many bytes are held already.</summary>
    internal sealed record NoRoom : BodyRead;

    /// <summary>The caller went away before it had sent all.</summary>
    internal sealed record Incomplete : BodyRead;

    /// <summary>Counts the bytes that arrive: three of the real clients send chunked, without a length.</summary>
    /// <param name="room">Asked once, with the bytes that a body of more than <see cref="BodyBudget.Free"/> may come to.</param>
    public static async ValueTask<BodyRead> ReadAsync(HttpRequest request, int limit, Func<long, IDisposable?> room)
    {
        if (request.ContentLength > limit)
            return new TooLarge(limit);
        var isFree = true;
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

                if (isFree && Math.Max(result.Buffer.Length, request.ContentLength ?? 0) > BodyBudget.Free)
                {
                    if (room(request.ContentLength ?? limit) is not { } lease)
                    {
                        request.BodyReader.AdvanceTo(result.Buffer.End);
                        return new NoRoom();
                    }

                    request.HttpContext.Response.RegisterForDispose(lease);
                    isFree = false;
                }

                if (result.IsCompleted)
                {
                    var bytes = result.Buffer.ToArray();
                    request.BodyReader.AdvanceTo(result.Buffer.End);
                    return new Complete(bytes);
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
