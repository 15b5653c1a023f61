using System.Collections.Immutable;
using System.ComponentModel;
using System.ComponentModel.DataAnnotations;
using Compliance.Rules.PolicySets;

namespace Compliance.Rules.MustContain;

/// <summary>A text that must stand in the message, and what to write when it is missing.</summary>
public sealed record RequiredText
{
    [Description("有其中任何一句即可（不分大小写）")]
    [MinLength(1)]
    public required ImmutableArray<string> AnyOf { get; init; }

    [Description("then 为 append 时补写的文字，必须是 any_of 中的一句或者包含其中一句")]
    public string? Append { get; init; }

    [Description("必须出现在哪里")]
    public TextPlace Where { get; init; } = TextPlace.Anywhere;

    internal static IEnumerable<RuleProblem> Problems(string key, RequiredText? text, Outcome then)
    {
        if (text is null)
            yield break;
        if (then == Outcome.Append && text.Append is null)
            yield return new($"{key}.append", "then 为 append 时要写补写的文字");
        if (text.Append is { } append && !text.AnyOf.Any(wanted => append.Contains(wanted, StringComparison.OrdinalIgnoreCase)))
            yield return new($"{key}.append", "补写的文字不含 any_of 中的任何一句：补写后仍不合格");
    }
}

public enum TextPlace
{
    Anywhere,

    /// <summary>The body begins with it.</summary>
    Start,

    /// <summary>The body ends with it.</summary>
    End,

    /// <summary>The title (an e-mail's subject) begins with it.</summary>
    TitleStart,
}
