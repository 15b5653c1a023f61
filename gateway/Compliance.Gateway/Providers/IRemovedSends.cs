using Compliance.Gateway.Model;

namespace Compliance.Gateway.Providers;

/// <summary>
/// What became of somebody whom a decision removed, for providers whose answer has no place for it: their clients ask for the details later,
/// and the provider itself never heard of that person.
/// </summary>
internal interface IRemovedSends
{
    /// <param name="identity">Whom the caller asks for.</param>
    /// <param name="receipt">The push that is meant; null: the last one of the day.</param>
    /// <param name="day">Midnight in Beijing.</param>
    /// <returns>Null: nobody of that identity was removed from a push of this sender.</returns>
    RemovedSend? Find(string channel, string sender, string identity, string? receipt, DateTimeOffset day);
}

internal sealed record RemovedSend(DateTimeOffset At, RefusalKind Kind);
