namespace Compliance.Gateway.Console.Counting;

/// <summary>Counts of decisions and of the people in them.</summary>
/// <param name="Pushes">Decisions.</param>
/// <param name="Asked">People whom they were to reach; one in two pushes is two.</param>
/// <param name="Sending">Decisions that permitted somebody.</param>
/// <param name="Removing">Decisions that denied somebody, or all.</param>
/// <param name="Removed">People who were denied.</param>
internal readonly record struct PushCounts(long Pushes, long Asked, long Sending, long Removing, long Removed)
{
    /// <summary>Decisions that permitted nobody.</summary>
    public long Refused => Pushes - Sending;

    /// <summary>拦截率; null: nobody was asked for.</summary>
    public double? Interception => Asked == 0 ? null : (double)Removed / Asked;

    /// <summary>违规率; null: there was no push.</summary>
    public double? Violation => Pushes == 0 ? null : (double)Removing / Pushes;

    public static PushCounts operator +(PushCounts a, PushCounts b) =>
        new(a.Pushes + b.Pushes, a.Asked + b.Asked, a.Sending + b.Sending, a.Removing + b.Removing, a.Removed + b.Removed);
}

/// <param name="Pushes">Decisions in which the rule determined something.</param>
/// <param name="People">Whom it concerned.</param>
internal readonly record struct RuleCounts(long Pushes, long People)
{
    public static RuleCounts operator +(RuleCounts a, RuleCounts b) => new(a.Pushes + b.Pushes, a.People + b.People);
}
