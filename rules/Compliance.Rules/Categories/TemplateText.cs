using System.Text;
using Compliance.Rules.Evaluation;

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
