namespace Compliance.Audit.Cli;

/// <summary>The same for every command.</summary>
internal static class ExitCode
{
    public const int Good = 0;

    /// <summary>Tampered, incomplete, or not readable.</summary>
    public const int Bad = 1;

    public const int WrongUsage = 2;

    /// <summary>Signed by no known key: nothing can be said.</summary>
    public const int Unverifiable = 3;

    /// <summary>No such entry.</summary>
    public const int NotFound = 4;
}
