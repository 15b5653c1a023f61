using System.Text.Json.Nodes;

namespace Compliance.Gateway.Providers.Wire;

/// <summary>
/// Changes to a JSON text by byte ranges: members are cut out with their comma, values are replaced, and every other byte stays as it came
/// (big numbers, unknown fields, order, spacing).
/// </summary>
internal sealed class JsonEdits(ReadOnlyMemory<byte> source)
{
    private readonly Dictionary<JsonContainer, HashSet<int>> _removed = [];
    private readonly List<(int Start, int End, ReadOnlyMemory<byte> Text)> _edits = [];

    public void Remove(JsonPlace place)
    {
        if (!_removed.TryGetValue(place.Container, out var indexes))
            _removed.Add(place.Container, indexes = []);
        indexes.Add(place.Index);
    }

    public void Replace(JsonPlace place, string text) => Replace(place.Member.ValueStart, place.Member.End, WrittenJson.Of((JsonNode)text));

    public void Replace(int start, int end, ReadOnlyMemory<byte> text) => _edits.Add((start, end, text));

    public ReadOnlyMemory<byte> Apply()
    {
        foreach (var (container, removed) in _removed)
            Cut(container.Members, removed);
        if (_edits.Count == 0)
            return source;
        _edits.Sort((one, other) => one.Start.CompareTo(other.Start));
        var result = new MemoryStream(source.Length + _edits.Sum(edit => edit.Text.Length));
        var at = 0;
        foreach (var (start, end, text) in _edits)
        {
            if (start < at)
                throw new InvalidOperationException("Two edits overlap.");
            result.Write(source.Span[at..start]);
            result.Write(text.Span);
            at = end;
        }

        result.Write(source.Span[at..]);
        return result.GetBuffer().AsMemory(0, (int)result.Length);
    }

    // A cut member takes the comma before it, or, when nothing is kept before it, the one after it.
    private void Cut(IReadOnlyList<JsonContainer.Member> members, HashSet<int> removed)
    {
        var kept = false;
        for (var index = 0; index < members.Count; index++)
        {
            if (!removed.Contains(index))
                kept = true;
            else if (kept)
                _edits.Add((members[index - 1].End, members[index].End, default));
            else if (index + 1 < members.Count)
                _edits.Add((members[index].Start, members[index + 1].Start, default));
            else
                _edits.Add((members[index].Start, members[index].End, default));
        }
    }
}
