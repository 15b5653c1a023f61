using Compliance.Gateway.Channels;
using Compliance.Gateway.Channels.Wecom;
using Compliance.Gateway.Credentials;
using Compliance.TestKit;

namespace Compliance.Tests.Gateway.Channels;

internal static class WecomDesk
{
    private static readonly Lazy<WecomTokens> Tokens = new(() =>
    {
        using var folder = new TemporaryFolder();
        return new WecomTokens(new KeyFiles(folder.Path));
    });

    public static FixedClock Clock { get; } = new(Desk.Now);

    public static WecomChannel Channel() => new(Tokens.Value, new WecomVendorTokens(), new VendorRegistry([Desk.Vendor("wecom")]), Clock);

    public static InboundRequest Post(string path, string body, string query = "", string contentType = "application/json") =>
        Desk.Request("POST", path, query, body, ("Host", "127.0.0.1"), ("Content-Type", contentType));

    public static InboundRequest GroupMessage(string body) => Post("/cgi-bin/externalcontact/add_msg_template", body);

    public static InboundRequest StaffMessage(string body) => Post("/cgi-bin/message/send", body);

    public static InboundRequest Robot(string body) => Post("/cgi-bin/webhook/send", body);
}
