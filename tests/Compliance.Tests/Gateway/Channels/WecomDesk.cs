using Compliance.Gateway.Channels;
using Compliance.Gateway.Channels.Wecom;
using Compliance.Gateway.Credentials;

namespace Compliance.Tests.Gateway.Channels;

internal static class WecomDesk
{
    private static readonly Lazy<KeyFiles> Keys = new(() => new KeyFiles(Directory.CreateTempSubdirectory("keys-").FullName));

    public static FixedClock Clock { get; } = new(Desk.Now);

    public static WecomChannel Channel() =>
        new(new WecomTokens(Keys.Value), new WecomVendorTokens(), new VendorRegistry([Desk.Vendor("wecom")], new SandboxVendor()), Clock);

    public static InboundRequest Post(string path, string body, string query = "", string contentType = "application/json") =>
        Desk.Request("POST", path, query, body, ("Host", "127.0.0.1"), ("Content-Type", contentType));

    public static InboundRequest GroupMessage(string body) => Post("/cgi-bin/externalcontact/add_msg_template", body);

    public static InboundRequest StaffMessage(string body) => Post("/cgi-bin/message/send", body);

    public static InboundRequest Robot(string body) => Post("/cgi-bin/webhook/send", body);
}
