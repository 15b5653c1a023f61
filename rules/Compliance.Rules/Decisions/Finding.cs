using Compliance.Rules.Messages;
using Compliance.Rules.PolicySets;
using Compliance.Rules.Wording;

namespace Compliance.Rules.Decisions;

public enum Severity
{
    Warn,
    Review,
    Evidence,
    Block,
}

/// <summary>Something found in a text. Offsets are UTF-16 units of the original text of the field.</summary>
public sealed record Finding
{
    public required Rule Rule { get; init; }

    public required Severity Severity { get; init; }

    /// <summary>Index of the field; -1 when the whole rendered text is meant (something is missing).</summary>
    public required int Field { get; init; }

    public required int Start { get; init; }

    public required int Length { get; init; }

    /// <summary>The list's term, or the kind of personal data; never the personal data itself.</summary>
    public required string Term { get; init; }

    public string? Suggestion { get; init; }

    /// <summary>What a person is shown: the characters that stand there, not what they were folded to. Of personal data its kind.</summary>
    /// <param name="content">The variant in which it was found.</param>
    public string Shown(MessageContent content) =>
        Rule is WordingRule && Length > 0 && (uint)Field < (uint)content.Fields.Length
            ? content.Fields[Field].Text.Substring(Start, Length)
            : Term;

    /// <summary>What is said of a finding that evidence lifted.</summary>
    public const string Exempted = "allow-with-exemption";

    /// <summary>Id of the evidence that lifted it.</summary>
    public string? Evidence { get; init; }
}

public enum ObligationKind
{
    DropField,
    Mask,
    Append,
}

/// <summary>What must be done to the text before it may leave. Carries no text: the audit entry holds it as it is.</summary>
public sealed record Obligation
{
    public required ObligationKind Kind { get; init; }

    public required Rule Rule { get; init; }

    public required int Field { get; init; }

    /// <summary>Place in the original text; for an append, the end.</summary>
    public int Start { get; init; }

    public int Length { get; init; }

    /// <summary>What was hidden or added: <c>id-card</c>, <c>mobile</c>, <c>refusal</c> …</summary>
    public required string What { get; init; }
}
