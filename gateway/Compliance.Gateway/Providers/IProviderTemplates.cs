using System.Collections.Immutable;
using Compliance.Gateway.Stores.Templates;

namespace Compliance.Gateway.Providers;

/// <summary>A channel whose provider tells what stands in its templates.</summary>
internal interface IProviderTemplates
{
    /// <summary>The reads of one template, unsigned, to be asked in this order until one finds it. Empty: no template of the provider's has such an id.</summary>
    ImmutableArray<OutboundRequest> TemplateReads(string id);

    TemplateReading ReadTemplate(string id, VendorResponse response);
}

/// <summary>What became of asking a provider for a template.</summary>
internal abstract record TemplateReading
{
    private TemplateReading() { }

    public sealed record Found(ProviderTemplate Template) : TemplateReading;

    /// <summary>The provider has no such template that may be sent.</summary>
    public sealed record Gone(string Code) : TemplateReading;

    /// <summary>It did not tell: no permission, out of reach, an answer that nobody can read.</summary>
    public sealed record NotTold(string Code) : TemplateReading;
}
