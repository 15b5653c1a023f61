using System.Collections.Immutable;
using Compliance.Gateway.Model;
using Compliance.Rules.Facts;

namespace Compliance.Gateway.Stores.Templates;

/// <summary>Templates that the brand registered, and beside them what providers told of others. Few: all of them are in memory.</summary>
internal interface ITemplateStore
{
    /// <summary>A registered template: the channel's own registration first, then its family's.</summary>
    Fact<TemplateFact> Find(string channel, string family, string id);

    /// <exception cref="Storage.StoreUnavailableException" />
    /// <param name="reason">Why legal confirmed a text that has marks of marketing.</param>
    Task PutAsync(string channel, TemplateFact template, string? reason, string by, DateTimeOffset at);

    /// <exception cref="Storage.StoreUnavailableException" />
    IReadOnlyList<(string Channel, TemplateFact Template)> All();

    /// <summary>Every signature that a template of the channel or its family was registered with.</summary>
    ImmutableArray<string> Signatures(string channel, string family);

    /// <summary>What a provider told; null where it has not, or where the store can't say.</summary>
    ProviderTemplate? FindFetched(TemplateKey key);

    /// <exception cref="Storage.StoreUnavailableException" />
    Task KeepFetchedAsync(TemplateKey key, ProviderTemplate template, DateTimeOffset at);

    /// <summary>The provider has it no longer.</summary>
    /// <exception cref="Storage.StoreUnavailableException" />
    Task ForgetFetchedAsync(TemplateKey key);

    /// <exception cref="Storage.StoreUnavailableException" />
    IReadOnlyList<FetchedTemplate> AllFetched();
}

/// <summary>Where a provider keeps a template.</summary>
/// <param name="Id">As in <see cref="TemplateIds.Normal"/>.</param>
internal sealed record TemplateKey(string Channel, string Account, string Id);

internal sealed record FetchedTemplate(TemplateKey Key, ProviderTemplate Template, DateTimeOffset At);
