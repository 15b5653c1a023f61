using System.Runtime.InteropServices;
using System.Text.Json;

namespace Compliance.Gateway.Providers.Wire;

/// <summary>Where the members of one object or list stand in the bytes.</summary>
internal sealed class JsonContainer
{
    private readonly List<Member> _members = [];

    public IReadOnlyList<Member> Members => _members;

    public bool IsObject { get; }

    private JsonContainer(bool isObject) => IsObject = isObject;

    /// <param name="Start">First byte of the member: of an object's, the quote before its name.</param>
    /// <param name="ValueStart">First byte of its value.</param>
    /// <param name="End">The byte after it.</param>
    public readonly record struct Member(int Start, int ValueStart, int End);

    /// <summary>For one who walks the members anyway: <see cref="Add(ReadOnlySpan{byte}, JsonElement)"/> each as he comes by.</summary>
    public static JsonContainer ToFill(bool isObject) => new(isObject);

    public void Add(ReadOnlySpan<byte> source, JsonElement element)
    {
        var (start, end) = Range(source, JsonMarshal.GetRawUtf8Value(element));
        _members.Add(new Member(start, start, end));
    }

    public void Add(ReadOnlySpan<byte> source, JsonProperty property)
    {
        var (start, end) = Range(source, JsonMarshal.GetRawUtf8Value(property.Value));
        var (name, _) = Range(source, JsonMarshal.GetRawUtf8PropertyName(property));
        _members.Add(new Member(name - 1, start, end));
    }

    public static JsonContainer OfList(ReadOnlySpan<byte> source, JsonElement list)
    {
        var container = new JsonContainer(false);
        foreach (var element in list.EnumerateArray())
            container.Add(source, element);
        return container;
    }

    public static JsonContainer OfObject(ReadOnlySpan<byte> source, JsonElement value)
    {
        var container = new JsonContainer(true);
        foreach (var property in value.EnumerateObject())
            container.Add(source, property);
        return container;
    }

    /// <summary>Where a value stands in the bytes that it was parsed from.</summary>
    public static (int Start, int End) Range(ReadOnlySpan<byte> source, ReadOnlySpan<byte> part) =>
        source.Overlaps(part, out var start)
            ? (start, start + part.Length)
            : throw new InvalidOperationException("The value is not part of these bytes.");
}

/// <summary>One member of one container.</summary>
internal readonly record struct JsonPlace(JsonContainer Container, int Index)
{
    public JsonContainer.Member Member => Container.Members[Index];
}
