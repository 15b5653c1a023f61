namespace Compliance.Audit;

/// <summary>The entry could not be made durable. It does not stand in the log (or, after a crash right now, may stand there in doubt); nothing may happen on its account.</summary>
public sealed class AuditUnavailableException(string reason, Exception? inner = null) : Exception(reason, inner);

/// <summary>What is on disk contradicts itself: not a torn last record but damage or tampering. The trail refuses to start.</summary>
/// <param name="place">The file and, where it is known, the offset or leaf index.</param>
public sealed class AuditDamagedException(string place, string what) : Exception($"{place}: {what}")
{
    public string Place { get; } = place;
}
