using System.Collections.Frozen;
using System.IO.Compression;
using System.Security.Cryptography;
using System.Text;
using Microsoft.Net.Http.Headers;

namespace Compliance.Gateway.Console;

/// <summary>
/// The console's scripts and styles, out of the assembly. One fingerprint over all of them stands in every address, so that scripts find
/// each other by relative names and a browser may keep a file for ever.
/// </summary>
internal sealed class Assets
{
    private const string Prefix = "assets/";

    private readonly FrozenDictionary<string, Asset> _files;

    public Assets()
    {
        var assembly = typeof(Assets).Assembly;
        var files = new Dictionary<string, Asset>(StringComparer.Ordinal);
        using var all = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        foreach (
            var name in assembly
                .GetManifestResourceNames()
                .Where(name => name.StartsWith(Prefix, StringComparison.Ordinal))
                .Order(StringComparer.Ordinal)
        )
        {
            using var stream = assembly.GetManifestResourceStream(name)!;
            var bytes = new byte[stream.Length];
            stream.ReadExactly(bytes);
            all.AppendData(Encoding.UTF8.GetBytes(name));
            all.AppendData(bytes);
            files[name[Prefix.Length..].Replace('\\', '/')] = new Asset(bytes, TypeOf(name));
        }

        Version = Convert.ToHexStringLower(all.GetHashAndReset().AsSpan(0, 8));
        _files = files.ToFrozenDictionary(StringComparer.Ordinal);
    }

    public string Version { get; }

    /// <summary>The address of a file under <c>Console/assets</c>.</summary>
    public string this[string path] =>
        _files.ContainsKey(path) ? $"/console/assets/{Version}/{path}" : throw new ArgumentException($"There is no asset {path}.");

    public Asset? Find(string path) => _files.GetValueOrDefault(path);

    private static string TypeOf(string name) =>
        Path.GetExtension(name) switch
        {
            ".js" or ".mjs" => "text/javascript; charset=utf-8",
            ".css" => "text/css; charset=utf-8",
            ".svg" => "image/svg+xml",
            _ => "text/plain; charset=utf-8",
        };
}

internal sealed class Asset(byte[] bytes, string type)
{
    private readonly Lazy<byte[]> _zipped = new(() => Zip(bytes));

    public byte[] Bytes => bytes;

    public string Type => type;

    /// <summary>Compressed when first asked for: a start doesn't wait for it.</summary>
    public byte[] Zipped => _zipped.Value;

    private static byte[] Zip(byte[] bytes)
    {
        var zipped = new MemoryStream();
        using (var gzip = new GZipStream(zipped, CompressionLevel.SmallestSize, leaveOpen: true))
            gzip.Write(bytes);
        return zipped.ToArray();
    }
}

internal static class AssetEndpoints
{
    public static IEndpointConventionBuilder MapAssets(this IEndpointRouteBuilder app) =>
        app.MapGet("/console/assets/{version}/{**path}", Read).AllowAnonymous().ExcludeFromDescription();

    private static IResult Read(string version, string path, Assets assets, HttpContext http)
    {
        PageHeaders.Write(http.Response);
        if (assets.Find(path) is not { } asset)
            return TypedResults.NotFound();
        var zipped = http.Request.GetTypedHeaders().AcceptEncoding.Any(coding => coding.Value == "gzip" && coding.Quality is null or > 0);
        http.Response.Headers.Vary = HeaderNames.AcceptEncoding;
        // An address of another build is answered with today's file, but not kept.
        http.Response.Headers.CacheControl = version == assets.Version ? "public, max-age=31536000, immutable" : "no-cache";
        if (zipped)
            http.Response.Headers.ContentEncoding = "gzip";
        return TypedResults.Bytes(
            zipped ? asset.Zipped : asset.Bytes,
            asset.Type,
            entityTag: new EntityTagHeaderValue($"\"{assets.Version}{(zipped ? "-gzip" : "")}\"")
        );
    }
}
