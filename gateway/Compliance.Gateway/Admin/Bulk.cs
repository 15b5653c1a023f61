using System.Buffers;
using System.Text.Json;

namespace Compliance.Gateway.Admin;

/// <summary>
/// Calls that take one JSON object or NDJSON. One object is answered by one, with a status; of many each line is judged alone and
/// answered by a line of its own, in order and streamed, so that a million lines need no memory.
/// </summary>
internal static class Bulk
{
    private const int Chunk = 500;

    /// <param name="store">Judges and stores some values together; one answer each, in order: null = stored.</param>
    public static async Task<IResult> HandleAsync<T>(HttpContext http, Func<IReadOnlyList<T>, Task<Fault?[]>> store)
        where T : class
    {
        var cancel = http.RequestAborted;
        await using var lines = BodyLines.ReadAsync(http.Request.BodyReader, cancel).GetAsyncEnumerator(cancel);
        if (!await lines.MoveNextAsync())
            return Problems.Invalid(new Fault("$", "请求体是空的", "发送一个 JSON 对象，或者每行一个 JSON 对象（NDJSON）。"));
        var first = lines.Current;
        var more = await lines.MoveNextAsync();
        if (!IsNdjson(http.Request) && (!more || !IsWhole(first)))
            return await OneAsync(await RestAsync(first, lines, more), store);

        await ManyAsync(http, first, lines, more, store);
        return Results.Empty;
    }

    private static async Task<IResult> OneAsync<T>(byte[]? json, Func<IReadOnlyList<T>, Task<Fault?[]>> store)
        where T : class
    {
        if (json is null)
            return Problems.Invalid(TooLong);
        var (value, fault) = AdminJson.Read<T>(json);
        fault ??= (await store([value!]))[0];
        return fault is null ? TypedResults.Ok(new Stored(true)) : Problems.Invalid(fault);
    }

    private static async Task ManyAsync<T>(
        HttpContext http,
        byte[]? first,
        IAsyncEnumerator<byte[]?> lines,
        bool more,
        Func<IReadOnlyList<T>, Task<Fault?[]>> store
    )
        where T : class
    {
        var number = 0;
        var chunk = new List<byte[]?> { first };
        while (true)
        {
            while (more && chunk.Count < Chunk)
            {
                chunk.Add(lines.Current);
                more = await lines.MoveNextAsync();
            }

            var faults = await StoreAsync(chunk, store);
            await WriteAsync(http.Response, faults, number, http.RequestAborted);
            number += chunk.Count;
            chunk.Clear();
            if (!more)
                return;
        }
    }

    private static async Task<Fault?[]> StoreAsync<T>(List<byte[]?> lines, Func<IReadOnlyList<T>, Task<Fault?[]>> store)
        where T : class
    {
        var faults = new Fault?[lines.Count];
        var values = new List<T>();
        var places = new List<int>();
        for (var i = 0; i < lines.Count; i++)
        {
            var (value, fault) = lines[i] is { } line ? AdminJson.Read<T>(line) : (null, TooLong);
            faults[i] = fault;
            if (value is null)
                continue;
            values.Add(value);
            places.Add(i);
        }

        var answers = values.Count == 0 ? [] : await store(values);
        for (var i = 0; i < answers.Length; i++)
            faults[places[i]] = answers[i];
        return faults;
    }

    private static async Task WriteAsync(HttpResponse response, Fault?[] faults, int before, CancellationToken cancel)
    {
        // Set with the first chunk: if even that can't be stored, the whole call is answered with a status.
        if (!response.HasStarted)
            response.ContentType = "application/x-ndjson; charset=utf-8";
        for (var i = 0; i < faults.Length; i++)
        {
            var line = new LineAnswer(before + i + 1, faults[i] is null, faults[i]?.Field, faults[i]?.What, faults[i]?.Mend);
            response.BodyWriter.Write(JsonSerializer.SerializeToUtf8Bytes(line, AdminJson.Options));
            response.BodyWriter.Write("\n"u8);
        }

        await response.BodyWriter.FlushAsync(cancel);
    }

    private static async Task<byte[]?> RestAsync(byte[]? first, IAsyncEnumerator<byte[]?> lines, bool more)
    {
        if (first is null)
            return null;
        var all = new MemoryStream();
        all.Write(first);
        for (; more; more = await lines.MoveNextAsync())
        {
            if (lines.Current is not { } line || all.Length + line.Length > BodyLines.Longest)
                return null;
            all.WriteByte((byte)'\n');
            all.Write(line);
        }

        return all.ToArray();
    }

    private static bool IsNdjson(HttpRequest request) =>
        request.ContentType?.Contains("ndjson", StringComparison.OrdinalIgnoreCase) == true;

    private static bool IsWhole(byte[]? line)
    {
        if (line is null)
            return true;
        try
        {
            using var document = JsonDocument.Parse(line);
            return true;
        }
        catch (JsonException)
        {
            return false;
        }
    }

    private static Fault TooLong { get; } = new("$", "这一行太长", $"每个对象不超过 {BodyLines.Longest / 1024} KiB；后面的行没有处理。");
}

internal sealed record Stored(bool Ok);

internal sealed record LineAnswer(int Line, bool Ok, string? Field, string? Title, string? Detail);
