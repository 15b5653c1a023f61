using Compliance.Rules.Facts;

namespace Compliance.Gateway.Templates;

/// <summary>Templates that the brand registered, with the provider's text. Few: all of them are in memory.</summary>
internal interface ITemplateStore
{
    /// <summary>The channel's own registration first, then its family's.</summary>
    Fact<TemplateFact> Find(string channel, string family, string id);

    /// <exception cref="Storage.StoreUnavailableException" />
    /// <param name="reason">Why legal confirmed a text that has marks of marketing.</param>
    Task PutAsync(string channel, TemplateFact template, string? reason, string by, DateTimeOffset at);

    /// <exception cref="Storage.StoreUnavailableException" />
    IReadOnlyList<(string Channel, TemplateFact Template)> All();
}
