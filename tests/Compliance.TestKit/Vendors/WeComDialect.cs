using System.Collections.Concurrent;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Compliance.TestKit.Vendors;

/// <summary>WeCom's own words: always HTTP 200, errcode decides.</summary>
internal sealed class WeComDialect(VendorAccount account)
{
    /// <summary>The group robots that exist.</summary>
    private static readonly string[] Robots = ["sales", "care", "default"];

    private readonly ConcurrentDictionary<string, bool> _tokens = new();

    public string Token(ReceivedRequest request)
    {
        var fields = request.Fields();
        if (fields.GetValueOrDefault("corpid") != account.Id || fields.GetValueOrDefault("corpsecret") != account.Secret)
            return Json(new { errcode = 40001, errmsg = "invalid credential" });
        var token = $"vendor-token-{Guid.NewGuid():N}";
        _tokens[token] = true;
        return Json(
            new
            {
                errcode = 0,
                errmsg = "ok",
                access_token = token,
                expires_in = 7200,
            }
        );
    }

    /// <summary>A robot's webhook carries its key instead of a token.</summary>
    public string? Flaw(ReceivedRequest request)
    {
        var fields = request.Fields();
        if (request.Path.EndsWith("/webhook/send", StringComparison.Ordinal))
            return Robots.Select(account.RobotKey).Contains(fields.GetValueOrDefault("key"))
                ? null
                : $"no robot has the key {fields.GetValueOrDefault("key")}";
        return fields.TryGetValue("access_token", out var token) && _tokens.ContainsKey(token)
            ? null
            : $"access_token {token} was not issued here";
    }

    public static IReadOnlyList<string> Recipients(ReceivedRequest request)
    {
        var body = request.Json;
        if (body["external_userid"] is JsonArray customers)
            return [.. customers.Select(id => (string)id!)];
        return ((string?)body["touser"])?.Split('|') ?? [];
    }

    public static string Accepted(Push push, IReadOnlyCollection<string> refused)
    {
        var id = $"msg{Guid.NewGuid():N}";
        if (push.Request.Path.EndsWith("/add_msg_template", StringComparison.Ordinal))
            return Json(
                new
                {
                    errcode = 0,
                    errmsg = "ok",
                    fail_list = push.Recipients.Where(refused.Contains),
                    msgid = id,
                }
            );
        if (push.Request.Path.EndsWith("/message/send", StringComparison.Ordinal))
            return Json(
                new
                {
                    errcode = 0,
                    errmsg = "ok",
                    invaliduser = string.Join('|', push.Recipients.Where(refused.Contains)),
                    invalidparty = "",
                    invalidtag = "",
                    msgid = id,
                }
            );
        return Json(new { errcode = 0, errmsg = "ok" });
    }

    public static string Refused() => Json(new { errcode = 45009, errmsg = "reach max api daily quota limit" });

    public static string BadToken() => Json(new { errcode = 40014, errmsg = "invalid access_token" });

    private static string Json(object reply) => JsonSerializer.Serialize(reply);
}
