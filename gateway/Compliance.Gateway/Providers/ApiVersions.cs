namespace Compliance.Gateway.Providers;

/// <summary>Calls that carry an action carry the API's version too, and it tells the product where the host does not.</summary>
internal static class ApiVersions
{
    public static string Channel(string version) =>
        version switch
        {
            "2015-11-23" => "aliyun-dm",
            // Tencent's first signature puts action and version into query or form.
            "2019-07-11" or "2021-01-11" => "tencent-sms",
            _ => "aliyun-sms",
        };
}
