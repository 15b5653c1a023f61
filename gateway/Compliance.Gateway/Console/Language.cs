using System.Globalization;

namespace Compliance.Gateway.Console;

/// <summary>Chinese unless the reader switched. What rules, laws and decisions say stays in the words in which it was written.</summary>
internal static class Language
{
    public const string Cookie = "console-language";

    public static readonly CultureInfo Chinese = CultureInfo.GetCultureInfo("zh-CN");
    public static readonly CultureInfo English = CultureInfo.GetCultureInfo("en");

    public static CultureInfo Of(HttpRequest request) => request.Cookies[Cookie] == "en" ? English : Chinese;
}
