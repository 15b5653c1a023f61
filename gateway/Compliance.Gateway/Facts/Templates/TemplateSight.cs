using Compliance.Rules.Facts;

namespace Compliance.Gateway.Facts.Templates;

/// <summary>What a push that names a template gets to know of it.</summary>
internal abstract record TemplateSight
{
    private TemplateSight() { }

    public sealed record Seen(Fact<TemplateFact> Template) : TemplateSight;

    /// <summary>The provider has not answered yet; a push that comes again will find what it says.</summary>
    public sealed record Late : TemplateSight;
}
