using System.Globalization;
using Compliance.Rules.Messages;

namespace Compliance.Gateway.Console;

/// <summary>A channel or a family in the reader's language.</summary>
internal static class ChannelName
{
    public static string Of(string name) =>
        CultureInfo.CurrentUICulture.Equals(Language.English) ? ChannelCatalog.English(name) : ChannelCatalog.Chinese(name);
}
