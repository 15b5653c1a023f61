using System.Buffers;
using System.Diagnostics;
using Compliance.Rules.Evaluation;

namespace Compliance.Rules.MustContain;

/// <summary>A required text, made ready to be looked for: all of its sentences at once, whatever their case.</summary>
internal sealed class Wanted(RequiredText text)
{
    private readonly SearchValues<string> _anyOf = Any([.. text.AnyOf]);

    /// <summary>What finds any of these words in one pass, whatever their case.</summary>
    public static SearchValues<string> Any(ReadOnlySpan<string> words) => SearchValues.Create(words, StringComparison.OrdinalIgnoreCase);

    public bool StandsIn(RenderedText rendered) =>
        text.Where switch
        {
            TextPlace.Anywhere => Holds(rendered.Seen),
            TextPlace.Start => Begins(rendered.Body.TrimStart()),
            TextPlace.End => Ends(rendered.Body.TrimEnd()),
            TextPlace.TitleStart => Begins(rendered.Title.TrimStart()),
            _ => throw new UnreachableException(),
        };

    /// <summary>Mostly it is there just as the rule writes it, and that is found many times faster.</summary>
    private bool Holds(ReadOnlySpan<char> body)
    {
        foreach (var sentence in text.AnyOf)
            if (body.IndexOf(sentence) >= 0)
                return true;
        return body.ContainsAny(_anyOf);
    }

    private bool Begins(ReadOnlySpan<char> body)
    {
        foreach (var sentence in text.AnyOf)
            if (body.StartsWith(sentence, StringComparison.OrdinalIgnoreCase))
                return true;
        return false;
    }

    private bool Ends(ReadOnlySpan<char> body)
    {
        foreach (var sentence in text.AnyOf)
            if (body.EndsWith(sentence, StringComparison.OrdinalIgnoreCase))
                return true;
        return false;
    }
}
