namespace Compliance.Policies.Cases;

/// <summary>A case in two layers of UTF-8 JSON; all slices of one buffer.</summary>
public sealed class CaseLayers
{
    private readonly byte[] _buffer;
    private readonly int[] _ends;

    /// <param name="ends">Where the shared layer, then each row, ends.</param>
    internal CaseLayers(byte[] buffer, int[] ends)
    {
        this._buffer = buffer;
        this._ends = ends;
    }

    public ReadOnlyMemory<byte> Shared => _buffer.AsMemory(0, _ends[0]);

    /// <summary>How many rows there are: one a recipient, in the message's order.</summary>
    public int Rows => _ends.Length - 1;

    public ReadOnlyMemory<byte> Row(int recipient) => _buffer.AsMemory(_ends[recipient].._ends[recipient + 1]);
}
