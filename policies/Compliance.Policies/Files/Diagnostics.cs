using System.Collections.Immutable;

namespace Compliance.Policies.Files;

/// <summary>Collects what is wrong, so that everything is reported at once.</summary>
internal sealed class Diagnostics
{
    private readonly List<Diagnostic> _all = [];

    public bool HasErrors { get; private set; }

    public void Error(string file, int line, int column, string code, string what, string mend)
    {
        HasErrors = true;
        _all.Add(new Diagnostic(DiagnosticSeverity.Error, file, line, column, code, what, mend));
    }

    public void Warning(string file, int line, int column, string code, string what, string mend) =>
        _all.Add(new Diagnostic(DiagnosticSeverity.Warning, file, line, column, code, what, mend));

    public ImmutableArray<Diagnostic> Sorted() =>
        [
            .. _all.Distinct()
                .OrderBy(diagnostic => diagnostic.File, StringComparer.Ordinal)
                .ThenBy(diagnostic => diagnostic.Line)
                .ThenBy(diagnostic => diagnostic.Column)
                .ThenBy(diagnostic => diagnostic.Code, StringComparer.Ordinal),
        ];
}
