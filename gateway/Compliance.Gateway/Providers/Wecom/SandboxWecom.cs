using System.Collections.Concurrent;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Compliance.Gateway.Credentials;
using Compliance.Gateway.Providers.Sandbox;
using Compliance.Gateway.Providers.Wire;

namespace Compliance.Gateway.Providers.Wecom;

/// <summary>WeCom as the sandbox plays it: a token for the sandbox's credentials, and errcode 0 for whoever brings it.</summary>
internal sealed class SandboxWecom(SandboxVendor vendor, SandboxDeliveries deliveries, TimeProvider time) : ISandboxTwin
{
    private static readonly TimeSpan Lifetime = TimeSpan.FromHours(2);

    private readonly ConcurrentDictionary<string, DateTimeOffset> _tokens = [];

    public string Channel => "wecom";

    public SandboxAnswer Answer(InboundRequest request)
    {
        var query = Parameters.Read(request.RawQuery);
        if (request.Path == "/cgi-bin/gettoken")
            return Token(query?.Find("corpid"), query?.Find("corpsecret"));
        if (request.Path == "/cgi-bin/webhook/send")
            return query?.Find("key") is { } key && vendor.RobotKey.Matches(key)
                ? Accept(request, "webhook/send", [])
                : Error(93000, "invalid webhook url");
        if (query?.Find("access_token") is not { } token || !_tokens.TryGetValue(token, out var until))
            return Error(40014, "invalid access_token");
        if (until <= time.GetUtcNow())
            return Error(42001, "access_token expired");
        return request.Path switch
        {
            "/cgi-bin/externalcontact/add_msg_template" => Accept(request, "add_msg_template", new() { ["fail_list"] = new JsonArray() }),
            "/cgi-bin/message/send" => Accept(
                request,
                "message/send",
                new()
                {
                    ["invaliduser"] = "",
                    ["invalidparty"] = "",
                    ["invalidtag"] = "",
                }
            ),
            _ => Error(404, "no such api"),
        };
    }

    private SandboxAnswer Token(string? id, string? secret)
    {
        if (id != vendor.Id || secret is null || !vendor.Secret.Matches(secret))
            return Error(40001, "invalid credential");
        var token = RandomNumberGenerator.GetHexString(64, lowercase: true);
        _tokens[token] = time.GetUtcNow() + Lifetime;
        return Taken(new() { ["access_token"] = token, ["expires_in"] = (int)Lifetime.TotalSeconds });
    }

    private SandboxAnswer Accept(InboundRequest request, string endpoint, JsonObject lists)
    {
        using var document = JsonDocument.Parse(request.Body);
        deliveries.Add(
            new SandboxDelivery(
                time.GetUtcNow(),
                Channel,
                endpoint,
                [.. Recipients(document.RootElement)],
                Encoding.UTF8.GetString(request.Body.Span)
            )
        );
        lists["msgid"] = $"msg{RandomNumberGenerator.GetHexString(24)}";
        return Taken(lists);
    }

    private static IEnumerable<string> Recipients(JsonElement body)
    {
        foreach (var name in (ReadOnlySpan<string>)["external_userid", "chat_id_list"])
        {
            // Null is an unset list, as JSON libraries write it.
            if (!body.TryGetProperty(name, out var list) || list.ValueKind != JsonValueKind.Array)
                continue;
            return list.EnumerateArray().Select(id => id.GetString()!).ToList();
        }

        return new[] { "touser", "toparty", "totag" }
            .Where(name => body.TryGetProperty(name, out var list) && list.ValueKind == JsonValueKind.String)
            .SelectMany(name => body.GetProperty(name).GetString()!.Split('|', StringSplitOptions.RemoveEmptyEntries))
            .ToList();
    }

    private static SandboxAnswer Taken(JsonObject told) => Answer(0, "ok", told);

    private static SandboxAnswer Error(int code, string message) => Answer(code, message, []);

    private static SandboxAnswer Answer(int code, string message, JsonObject told) =>
        new(
            200,
            WrittenJson.Of(json =>
            {
                json.WriteStartObject();
                json.WriteNumber("errcode", code);
                json.WriteString("errmsg", message);
                foreach (var (name, value) in told)
                {
                    json.WritePropertyName(name);
                    value!.WriteTo(json);
                }

                json.WriteEndObject();
            })
        );
}
