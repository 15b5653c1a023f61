using System.Collections.Immutable;
using Compliance.Rules.Facts;
using Compliance.Rules.Messages;

namespace Compliance.Gateway.Stores.Templates;

/// <summary>A template as its provider tells it.</summary>
internal sealed record ProviderTemplate
{
    public required string Text { get; init; }

    /// <summary>The provider's own type; null where it tells none. A notice is <see cref="Category.Service"/>.</summary>
    public Category? Category { get; init; }

    public ImmutableDictionary<string, VariableType> Variables { get; init; } = ImmutableDictionary<string, VariableType>.Empty;
}
