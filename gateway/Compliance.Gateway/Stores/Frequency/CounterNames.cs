using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;
using Compliance.Rules.Decisions;

namespace Compliance.Gateway.Stores.Frequency;

/// <summary>
/// What a slot's counter is called, in memory and in the log. Where texts are counted each has a counter of its own, named by a hash under a
/// key: a text as short as a one-time code could be guessed from a plain one.
/// </summary>
internal sealed class CounterNames(byte[] key)
{
    private const int Shown = 16;

    /// <summary>A batch of one text asks for one name ten thousand times.</summary>
    private volatile Named? _last;

    public string Of(Demand demand)
    {
        if (demand.Said is not { } said)
            return demand.Counter;
        if (_last is { } last && last.Said == said && last.Counter == demand.Counter)
            return last.Name;
        var hash = HMACSHA256.HashData(key, Encoding.UTF8.GetBytes(said)).AsSpan(0, Shown);
        var named = new Named(said, demand.Counter, $"{demand.Counter}/{Base64Url.EncodeToString(hash)}");
        _last = named;
        return named.Name;
    }

    private sealed record Named(string Said, string Counter, string Name);
}
