using System.Collections.Immutable;

namespace Compliance.Policies.Yaml;

/// <summary>A value of a policy file with its place (line and column from 1).</summary>
internal abstract record Node(int Line, int Column);

/// <param name="Quoted">A plain <c>null</c> or <c>~</c> is no text; a quoted one is.</param>
internal sealed record ScalarNode(int Line, int Column, string Value, bool Quoted) : Node(Line, Column)
{
    public bool IsEmpty => !Quoted && Value is "" or "~" or "null";
}

internal sealed record ListNode(int Line, int Column, ImmutableArray<Node> Items) : Node(Line, Column);

/// <param name="Entries">In the file's order; keys are unique.</param>
internal sealed record MapNode(int Line, int Column, ImmutableArray<KeyValuePair<ScalarNode, Node>> Entries) : Node(Line, Column)
{
    public Node? this[string key]
    {
        get
        {
            foreach (var (name, value) in Entries)
                if (name.Value == key)
                    return value;
            return null;
        }
    }

    /// <summary>The node of a path such as <c>claims.patterns[0]</c>, or the nearest one above it.</summary>
    public Node Nearest(string path)
    {
        Node at = this;
        foreach (var part in path.Split('.', '['))
        {
            var next = at switch
            {
                MapNode map => map[part],
                ListNode list when int.TryParse(part.TrimEnd(']'), out var index) && index < list.Items.Length => list.Items[index],
                _ => null,
            };
            if (next is null)
                return at;
            at = next;
        }
        return at;
    }
}
