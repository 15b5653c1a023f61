using System.Text;

namespace Compliance.Policies.Binding;

/// <summary>How C# names are written in policy files.</summary>
public static class KindNames
{
    /// <summary><c>DropField</c> → <c>drop-field</c>: kinds and enum members.</summary>
    public static string Kebab(string name) => Split(name, '-');

    /// <summary><c>ReviewDue</c> → <c>review_due</c>: keys.</summary>
    public static string Snake(string name) => Split(name, '_');

    private static string Split(string name, char separator)
    {
        var text = new StringBuilder(name.Length + 4);
        foreach (var c in name)
        {
            if (char.IsAsciiLetterUpper(c) && text.Length > 0)
                text.Append(separator);
            text.Append(char.ToLowerInvariant(c));
        }
        return text.ToString();
    }
}
