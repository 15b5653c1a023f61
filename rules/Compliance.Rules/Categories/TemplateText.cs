using System.Collections.Immutable;
using System.Text;
using Compliance.Rules.Evaluation;
using Compliance.Rules.Facts;

namespace Compliance.Rules.Categories;

/// <summary>A provider's template as text.</summary>
public static class TemplateText
{
    /// <summary>Stands where a value will: a number, so that 满{1}减{2} is read as what it will say.</summary>
    private const char AnyValue = '9';

    /// <summary>The fixed text alone, to be judged before anybody has put a value into it.</summary>
    public static string Fixed(string template)
    {
        var text = new StringBuilder(template.Length);
        ReadOnlySpan<char> rest = template;
        while (!rest.IsEmpty)
        {
            var place = Placeholder.Next(rest);
            text.Append(rest[..place.Start]);
            if (place.Length == 0)
                break;
            text.Append(AnyValue);
            rest = rest[(place.Start + place.Length)..];
        }
        return text.ToString();
    }

    /// <summary>Shorter, a text names no matter: 验证码 and 取件码 have three.</summary>
    private const int FewestLetters = 3;

    /// <summary>
    /// Whether whoever fills in its variables decides what the template is about: words fit into one of them, and but for what says nothing (a salutation,
    /// a wish, the signature) its own text has hardly a letter, or fewer than it has such variables.
    /// </summary>
    /// <param name="filler">What says nothing.</param>
    internal static bool SaysNothing(TemplateFact template, ImmutableArray<string> filler)
    {
        var open = 0;
        var text = new StringBuilder(template.Text.Length);
        for (ReadOnlySpan<char> rest = template.Text; !rest.IsEmpty; )
        {
            var place = Placeholder.Next(rest);
            text.Append(rest[..place.Start]).Append('\n');
            if (place.Length == 0)
                break;
            if (VariableTypes.IsOpen(template, place.Name(rest).ToString()))
                open++;
            rest = rest[(place.Start + place.Length)..];
        }
        return open > 0 && Letters(Unsigned(text.ToString()), filler) < Math.Max(FewestLetters, open);
    }

    private static string Unsigned(string text) =>
        text.StartsWith('【') && text.IndexOf('】') is > 0 and var end ? text[(end + 1)..] : text;

    private static int Letters(string text, ImmutableArray<string> filler)
    {
        foreach (var phrase in filler.OrderByDescending(phrase => phrase.Length))
            text = text.Replace(phrase, " ", StringComparison.Ordinal);
        return text.Count(char.IsLetter);
    }

    /// <summary>Whether the template shows a variable to whoever reads it.</summary>
    public static bool Shows(string template, string variable)
    {
        for (ReadOnlySpan<char> rest = template; !rest.IsEmpty; )
        {
            var place = Placeholder.Next(rest);
            if (place.Length == 0)
                return false;
            if (place.Name(rest).SequenceEqual(variable))
                return true;
            rest = rest[(place.Start + place.Length)..];
        }
        return false;
    }
}
