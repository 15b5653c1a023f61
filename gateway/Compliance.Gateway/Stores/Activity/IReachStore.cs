namespace Compliance.Gateway.Stores.Activity;

/// <summary>How many people each sender has reached with each content in the last 24 hours, by the hour.</summary>
internal interface IReachStore
{
    /// <summary>What was counted in the hour in which the day began still counts, so that no edge lets more through.</summary>
    const int Hours = 24;

    /// <summary>Counting and asking are one step: of two pushes at once the second sees the first.</summary>
    /// <param name="people">Less than nothing takes back; nothing only asks.</param>
    /// <returns>What was counted before; null when the store can't be asked.</returns>
    ValueTask<int?> AddAsync(string content, DateTimeOffset at, int people);
}
