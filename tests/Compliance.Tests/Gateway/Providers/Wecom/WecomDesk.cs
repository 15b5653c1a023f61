using Compliance.Gateway.Credentials;
using Compliance.Gateway.Providers;
using Compliance.Gateway.Providers.Wecom;
using Compliance.Gateway.Stores.VendorTokens;

namespace Compliance.Tests.Gateway.Providers.Wecom;

internal static class WecomDesk
{
    private static readonly WecomTokens Tokens = new(new SecretText("0123456789abcdef0123456789abcdef"));

    public static FixedClock Clock { get; } = new(Desk.Now);

    public static WecomChannel Channel() =>
        new(Tokens, new WecomVendorTokens(new MemoryVendorTokenStore()), new VendorRegistry([Desk.Vendor("wecom")]), Clock);

    public static InboundRequest Post(string path, string body, string query = "", string contentType = "application/json") =>
        Desk.Request("POST", path, query, body, ("Host", "127.0.0.1"), ("Content-Type", contentType));

    public static InboundRequest GroupMessage(string body) => Post("/cgi-bin/externalcontact/add_msg_template", body);

    public static InboundRequest StaffMessage(string body) => Post("/cgi-bin/message/send", body);

    public static InboundRequest Robot(string body, string query = "") => Post("/cgi-bin/webhook/send", body, query);
}
