using Compliance.Rules.Messages;

namespace Compliance.Gateway.Providers.Profiles;

/// <summary>An endpoint's places as a tree, walked together with the body.</summary>
internal sealed class BodyShape
{
    private readonly Dictionary<string, BodyShape> _properties = [];

    public BodyShape? Items { get; private set; }

    /// <summary>What stands here; null = only places beneath it are named.</summary>
    public PlaceUse? Use { get; private set; }

    public bool HasProperties => _properties.Count > 0;

    public BodyShape? Property(string name) => _properties.GetValueOrDefault(name);

    public static BodyShape Of(EndpointProfile endpoint)
    {
        var root = new BodyShape();
        foreach (var recipient in endpoint.Recipients)
            root.Put(recipient.At, new PlaceUse.Recipients(recipient));
        foreach (var at in endpoint.Unresolvable)
            root.Put(at, new PlaceUse.Unresolvable());
        foreach (var choice in endpoint.OneOf)
            root.Put(choice.At, new PlaceUse.OneOf(choice));
        foreach (var text in endpoint.Texts)
            root.Put(text.At, new PlaceUse.Text(text));
        foreach (var id in endpoint.Ids)
            root.Put(id, new PlaceUse.Id());
        if (endpoint.Template is { } template)
            root.Put(template, new PlaceUse.Template());
        return root;
    }

    private void Put(string at, PlaceUse use)
    {
        var node = this;
        foreach (var step in at.Replace("[]", ".[]").Split('.'))
        {
            if (step == "[]")
                node = node.Items ??= new BodyShape();
            else if (node._properties.TryGetValue(step, out var next))
                node = next;
            else
                node._properties.Add(step, node = new BodyShape());
        }

        if (node.Use is not null)
            throw new InvalidOperationException($"The profile names {at} twice.");
        node.Use = use;
    }
}

internal abstract record PlaceUse
{
    private PlaceUse() { }

    public sealed record Recipients(RecipientProfile Profile) : PlaceUse;

    public sealed record Unresolvable : PlaceUse;

    public sealed record OneOf(ChoiceProfile Profile) : PlaceUse;

    public sealed record Text(TextProfile Profile) : PlaceUse;

    public sealed record Template : PlaceUse;

    public sealed record Id : PlaceUse;
}
