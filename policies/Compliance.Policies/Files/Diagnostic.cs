namespace Compliance.Policies.Files;

public enum DiagnosticSeverity
{
    /// <summary>Worth knowing; changes no exit code.</summary>
    Note,

    /// <summary>The set loads; somebody must look at it.</summary>
    Warning,

    /// <summary>The set does not load.</summary>
    Error,
}

/// <summary>One thing that is wrong with a policy file, told to the person who edits it (in Chinese).</summary>
/// <param name="File">Relative to the packs folder, with forward slashes.</param>
/// <param name="Line">From 1; 0 when the whole file is meant.</param>
/// <param name="Column">From 1, in UTF-16 units; 0 when the whole line is meant.</param>
/// <param name="Code">Stable, e.g. <c>unknown-key</c>.</param>
/// <param name="What">What is wrong.</param>
/// <param name="Mend">How to mend it.</param>
public sealed record Diagnostic(DiagnosticSeverity Severity, string File, int Line, int Column, string Code, string What, string Mend)
{
    public override string ToString() => $"{File}:{Line}:{Column}: {Code}: {What} {Mend}";
}
