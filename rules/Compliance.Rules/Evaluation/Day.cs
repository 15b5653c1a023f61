namespace Compliance.Rules.Evaluation;

internal static class Day
{
    // China has had one offset, without summer time, since 1991.
    private static readonly TimeSpan China = TimeSpan.FromHours(8);

    /// <summary>The date in China, by which rules and evidence are in force.</summary>
    public static DateOnly Of(DateTimeOffset at) => DateOnly.FromDateTime(at.ToOffset(China).DateTime);
}
