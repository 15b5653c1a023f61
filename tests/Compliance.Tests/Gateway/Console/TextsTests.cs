using System.Text.RegularExpressions;
using System.Xml.Linq;
using Compliance.TestKit;

namespace Compliance.Tests.Gateway.Console;

/// <summary>Pages are written in Chinese; whatever they say has an English text, and no English text is left over.</summary>
public sealed partial class TextsTests
{
    private static readonly string Folder = Path.Combine(Repository.Root, "gateway", "Compliance.Gateway", "Console");

    private static readonly string[] English =
    [
        .. XDocument.Load(Path.Combine(Folder, "Texts.en.resx")).Root!.Elements("data").Select(data => (string)data.Attribute("name")!),
    ];

    private static readonly string Source = string.Join(
        '\n',
        Directory
            .EnumerateFiles(Folder, "*", SearchOption.AllDirectories)
            .Where(file => file.EndsWith(".cs", StringComparison.Ordinal) || file.EndsWith(".cshtml", StringComparison.Ordinal))
            .Select(File.ReadAllText)
    );

    [Fact]
    public void Every_text_on_a_page_has_its_english() =>
        Assert.Empty(Used().Matches(Source).Select(match => Regex.Unescape(match.Groups[1].Value)).Distinct().Except(English));

    /// <summary>Some keys reach a page by way of a record: it is enough that the text stands somewhere in the code that the console shows.</summary>
    [Fact]
    public void No_english_text_is_left_over()
    {
        var shown = Source + File.ReadAllText(Path.Combine(Folder, "..", "Admin", "Decisions", "Words.cs"));
        Assert.DoesNotContain(
            English,
            key => !shown.Contains(key.Replace("\"", "\\\"", StringComparison.Ordinal), StringComparison.Ordinal)
        );
    }

    [Fact]
    public void Texts_are_in_order_and_stand_once_each() => Assert.Equal(English.Distinct().Order(StringComparer.Ordinal), English);

    [GeneratedRegex("""\b(?:T|texts)\["((?:[^"\\]|\\.)+)"[\],]""")]
    private static partial Regex Used();
}
