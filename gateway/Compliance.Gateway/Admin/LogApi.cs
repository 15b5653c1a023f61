using System.Text.RegularExpressions;
using Compliance.Audit;

namespace Compliance.Gateway.Admin;

/// <summary>The tlog-tiles read API, from the published files. Entries hold no personal data, but who sent what is not for everybody.</summary>
internal static partial class LogApi
{
    public static void MapLogApi(this IEndpointRouteBuilder app)
    {
        var readers = new[] { Roles.Auditor, Roles.Officer, Roles.Legal, Roles.Privacy, Roles.Operator };
        app.MapGet(
                "/log/checkpoint",
                (AuditTrail trail, HttpContext http) =>
                {
                    http.Response.Headers.CacheControl = "no-cache";
                    return File(trail, "checkpoint", "text/plain; charset=utf-8");
                }
            )
            .AllowRoles(readers)
            .WithSummary("最新的签名检查点（C2SP tlog-checkpoint）");
        app.MapGet("/log/log.vkey", (AuditTrail trail) => File(trail, "log.vkey", "text/plain; charset=utf-8"))
            .AllowRoles(readers)
            .WithSummary("日志的公钥");
        app.MapGet(
                "/log/tile/{**path}",
                (string path, AuditTrail trail, HttpContext http) =>
                {
                    if (!TilePath().IsMatch(path))
                        return Problems.NotFound(
                            "不是有效的 tile 路径",
                            "格式见 C2SP tlog-tiles：tile/<L>/<N>[.p/<W>] 或 tile/entries/<N>[.p/<W>]。"
                        );
                    http.Response.Headers.CacheControl = "max-age=31536000, immutable";
                    return File(trail, $"tile/{path}", "application/octet-stream");
                }
            )
            .AllowRoles(readers)
            .WithSummary("日志的 tile（C2SP tlog-tiles）");
    }

    // Opened once: a checkpoint is replaced, and a partial tile goes, between a look at the file and a read of it.
    private static IResult File(AuditTrail trail, string path, string type)
    {
        try
        {
            var share = FileShare.ReadWrite | FileShare.Delete;
            return TypedResults.Stream(new FileStream(Path.Combine(trail.LogDirectory, path), FileMode.Open, FileAccess.Read, share), type);
        }
        catch (Exception missing) when (missing is FileNotFoundException or DirectoryNotFoundException)
        {
            return Problems.NotFound("日志里还没有这一部分", "检查点说明日志有多长；写满后的部分 tile 会被整块取代。");
        }
    }

    [GeneratedRegex(@"^([0-9]|[1-5][0-9]|6[0-3]|entries)/(x[0-9]{3}/)*[0-9]{3}(\.p/[1-9][0-9]{0,2})?$", RegexOptions.CultureInvariant)]
    private static partial Regex TilePath();
}
