using System.Collections.Immutable;
using Compliance.Rules.Facts;

namespace Compliance.Gateway.Facts;

/// <summary>
/// How long a push waits for a store. One that is late is one that can't be asked: what it says after that, nobody hears. The embedded stores answer at once,
/// from memory or the page cache; a disk that hangs holds the journal too.
/// </summary>
internal sealed class StoreDeadline(TimeSpan longest)
{
    /// <param name="asked">One answer a person.</param>
    public ValueTask<ImmutableArray<Fact<T>>> OfAsync<T>(ValueTask<ImmutableArray<Fact<T>>> asked, int people) =>
        asked.IsCompletedSuccessfully
            ? asked
            : InTimeAsync(asked, () => ImmutableArray.CreateRange(Enumerable.Repeat(Fact.Unavailable<T>(), people)));

    public ValueTask<Fact<T>> OfAsync<T>(ValueTask<Fact<T>> asked) =>
        asked.IsCompletedSuccessfully ? asked : InTimeAsync(asked, Fact.Unavailable<T>);

    private async ValueTask<T> InTimeAsync<T>(ValueTask<T> asked, Func<T> late)
    {
        try
        {
            return await asked.AsTask().WaitAsync(longest);
        }
        catch (TimeoutException)
        {
            return late();
        }
    }
}
