using Compliance.Gateway.Model;
using Compliance.Rules.Messages;

namespace Compliance.Gateway.Stores.Halts;

/// <summary>Which template is meant: an id, or <c>channel:id</c> as templates are listed.</summary>
/// <param name="Channel">A channel or family; null: whichever.</param>
/// <param name="Id">As providers compare them.</param>
internal readonly record struct HaltedTemplate(string? Channel, string Id)
{
    public static HaltedTemplate Of(string value)
    {
        var colon = value.IndexOfAny([':', '：']);
        return colon > 0 && value[..colon].Trim().ToLowerInvariant() is var channel && ChannelCatalog.IsChannelOrFamily(channel)
            ? new(channel, TemplateIds.Normal(value[(colon + 1)..]))
            : new(null, TemplateIds.Normal(value));
    }

    /// <param name="on">A channel, or a family under which a template is registered for all its members.</param>
    public bool Is(string on, string template) =>
        TemplateIds.Normal(template) == Id && (Channel is null || ChannelCatalog.Covers(Channel, on) || ChannelCatalog.Covers(on, Channel));

    public override string ToString() => Channel is null ? Id : $"{Channel}:{Id}";
}
