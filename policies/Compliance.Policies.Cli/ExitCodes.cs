namespace Compliance.Policies.Cli;

internal static class ExitCodes
{
    public const int Well = 0;
    public const int Diagnosed = 1;
    public const int WrongUsage = 2;
}
