namespace Compliance.TestKit;

/// <summary>
/// <c>tests/long.sh</c> runs some tests over everything; <c>test.sh</c> runs the same code over a part of it that is drawn evenly.
/// </summary>
public static class LongForm
{
    public static bool IsOn { get; } = Environment.GetEnvironmentVariable("COMPLIANCE_LONG") == "1";
}
