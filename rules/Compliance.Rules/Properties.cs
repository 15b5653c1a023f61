using System.Runtime.CompilerServices;

[assembly: InternalsVisibleTo("Compliance.Rules.Rete")]
[assembly: InternalsVisibleTo("Compliance.TestKit")]
[assembly: InternalsVisibleTo("Compliance.LoadTests")]
