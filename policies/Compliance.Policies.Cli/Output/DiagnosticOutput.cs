using System.Collections.Immutable;
using Compliance.Policies.Files;

namespace Compliance.Policies.Cli.Output;

/// <summary><c>file:line:column: code: what</c>, then how to mend it: editors jump to the place.</summary>
internal static class DiagnosticOutput
{
    public static void Write(Screen screen, ImmutableArray<Diagnostic> diagnostics)
    {
        foreach (var diagnostic in diagnostics)
        {
            screen.Line(
                $"{Place(diagnostic)}: {Label(diagnostic.Severity)} {diagnostic.Code}: {diagnostic.What}",
                Style(diagnostic.Severity)
            );
            screen.Line($"    → {diagnostic.Mend}");
        }
    }

    private static string Place(Diagnostic diagnostic) =>
        diagnostic switch
        {
            { Line: 0 } => diagnostic.File,
            { Column: 0 } => $"{diagnostic.File}:{diagnostic.Line}",
            _ => $"{diagnostic.File}:{diagnostic.Line}:{diagnostic.Column}",
        };

    private static string Label(DiagnosticSeverity severity) =>
        severity switch
        {
            DiagnosticSeverity.Error => "错误",
            DiagnosticSeverity.Warning => "警告",
            _ => "提示",
        };

    private static string Style(DiagnosticSeverity severity) =>
        severity switch
        {
            DiagnosticSeverity.Error => "red",
            DiagnosticSeverity.Warning => "yellow",
            _ => "grey",
        };
}
