using System.Collections.Immutable;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Compliance.Gateway.Providers;
using Compliance.Gateway.Providers.Wire;
using FsCheck;
using FsCheck.Fluent;

namespace Compliance.Tests.Gateway.Providers.Wire;

public sealed class JsonEditsTests
{
    // Written as a person or another library would: spaces, escapes, big numbers.
    private static readonly string[] Values =
    [
        "\"a\"",
        "\"\\u738b 女士\"",
        "12345678901234567890123",
        "1.50e3",
        "null",
        "{ \"k\" : [1 ,2] }",
        "[]",
        "\"😀\\\"\"",
        "true",
        "\"\"",
    ];

    private static readonly string[] Spaces = ["", " ", "\n  ", "\t"];

    /// <summary>Members, how each is spaced, and what happens to each: kept, cut out or replaced.</summary>
    private static readonly Gen<ImmutableArray<(string Value, string Space, int Fate)>> Members =
        from members in Gen.ListOf(
            from value in Gen.Elements(Values)
            from space in Gen.Elements(Spaces)
            from fate in Gen.Choose(0, 2)
            select (value, space, fate)
        )
        select members.ToImmutableArray();

    [Fact]
    public void An_edited_list_is_what_a_parser_would_make_of_the_edit() =>
        Prop.ForAll(
                Members.ToArbitrary(),
                members =>
                {
                    var source = Source(members, "[", "]", _ => "");
                    var (edited, kept) = Edit(source, members, "list");
                    var expected = new JsonArray([
                        .. members
                            .Where(member => member.Fate != 1)
                            .Select(member => member.Fate == 2 ? (JsonNode)"新" : JsonNode.Parse(member.Value)),
                    ]);
                    Assert.True(JsonNode.DeepEquals(JsonNode.Parse(edited)!["list"], expected), edited);
                    AssertUntouched(edited, kept);
                }
            )
            .QuickCheckThrowOnFailure();

    [Fact]
    public void An_edited_object_is_what_a_parser_would_make_of_the_edit() =>
        Prop.ForAll(
                Members.ToArbitrary(),
                members =>
                {
                    var source = Source(members, "{", "}", index => $"\"名{index}\" : ");
                    var (edited, kept) = Edit(source, members, "list");
                    var expected = new JsonObject(
                        members
                            .Select((member, index) => (member, index))
                            .Where(at => at.member.Fate != 1)
                            .Select(at =>
                                KeyValuePair.Create(
                                    $"名{at.index}",
                                    at.member.Fate == 2 ? (JsonNode?)"新" : JsonNode.Parse(at.member.Value)
                                )
                            )
                    );
                    Assert.True(JsonNode.DeepEquals(JsonNode.Parse(edited)!["list"], expected), edited);
                    AssertUntouched(edited, kept);
                }
            )
            .QuickCheckThrowOnFailure();

    [Fact]
    public void Nothing_to_edit_leaves_the_very_same_bytes()
    {
        var source = Encoding.UTF8.GetBytes(" {\"id\": 18100287008546512 } ").AsMemory();
        Assert.True(new JsonEdits(source).Apply().Equals(source));
    }

    [Fact]
    public void Chinese_stays_chinese_when_it_is_written() =>
        Assert.Equal("\"王“女士”\\\"\\n\"", Encoding.UTF8.GetString(WrittenJson.Of((JsonNode)"王“女士”\"\n").Span));

    private static string Source(
        ImmutableArray<(string Value, string Space, int Fate)> members,
        string open,
        string close,
        Func<int, string> name
    ) =>
        $"{{\"before\" :  1.0, \"list\":{open} {string.Join(',', members.Select((member, index) => $"{member.Space}{name(index)}{member.Value}{member.Space}"))}{close} , \"after\": 9007199254740993}}";

    private static (string Edited, List<string> Kept) Edit(
        string source,
        ImmutableArray<(string Value, string Space, int Fate)> members,
        string at
    )
    {
        ReadOnlyMemory<byte> bytes = Encoding.UTF8.GetBytes(source);
        using var document = JsonDocument.Parse(bytes);
        var target = document.RootElement.GetProperty(at);
        var container =
            target.ValueKind == JsonValueKind.Array ? JsonContainer.OfList(bytes.Span, target) : JsonContainer.OfObject(bytes.Span, target);
        var edits = new JsonEdits(bytes);
        var kept = new List<string>();
        for (var index = 0; index < members.Length; index++)
        {
            if (members[index].Fate == 1)
                edits.Remove(new JsonPlace(container, index));
            else if (members[index].Fate == 2)
                edits.Replace(new JsonPlace(container, index), "新");
            else
                kept.Add(members[index].Value);
        }

        return (Encoding.UTF8.GetString(edits.Apply().Span), kept);
    }

    /// <summary>What was not edited stands there byte for byte, in its order, and so does everything around the list.</summary>
    private static void AssertUntouched(string edited, List<string> kept)
    {
        Assert.StartsWith("{\"before\" :  1.0, \"list\":", edited, StringComparison.Ordinal);
        Assert.EndsWith(" , \"after\": 9007199254740993}", edited, StringComparison.Ordinal);
        var from = 0;
        foreach (var value in kept)
        {
            var found = edited.IndexOf(value, from, StringComparison.Ordinal);
            Assert.True(found >= 0, $"{value} is missing in {edited}");
            from = found + value.Length;
        }
    }
}
