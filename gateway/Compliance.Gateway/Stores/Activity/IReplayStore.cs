namespace Compliance.Gateway.Stores.Activity;

/// <summary>Signatures and nonces that were used. Each is kept until the credential that it belongs to would be refused as too old anyway.</summary>
internal interface IReplayStore
{
    /// <summary>No signature is good for longer: what came to lie further back need not be known.</summary>
    static readonly TimeSpan Longest = TimeSpan.FromHours(1);

    /// <returns>True for one caller, the first, of however many at once.</returns>
    ValueTask<bool> TryUseAsync(UsedSignature signature);

    /// <summary>Only whoever used it may: it sent nothing, and the same request may come again.</summary>
    ValueTask GiveBackAsync(UsedSignature signature);
}

/// <summary>One use of a credential that is good once.</summary>
/// <param name="Name">By <see cref="ContentNames.OfSignature"/>: it stands in the decision's entry, and comes back from there after a restart.</param>
internal sealed record UsedSignature(string Name, DateTimeOffset Until);
