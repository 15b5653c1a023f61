using System.Runtime.CompilerServices;

[assembly: InternalsVisibleTo("Compliance.Tests")]
[assembly: InternalsVisibleTo("auditctl")]
[assembly: InternalsVisibleTo("Compliance.LoadTests")]
