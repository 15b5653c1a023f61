using Compliance.Policies.Files;
using Compliance.Policies.Yaml;

namespace Compliance.Policies.Binding;

/// <summary>Where a node comes from and where its faults go.</summary>
internal sealed record BoundFile(string Path, Diagnostics Diagnostics)
{
    public void Error(Node at, string code, string what, string mend) => Diagnostics.Error(Path, at.Line, at.Column, code, what, mend);
}
