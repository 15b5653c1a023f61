namespace Compliance.Policies.Cases;

/// <summary>A case in two layers of UTF-8 JSON; all slices of one buffer.</summary>
public sealed class CaseLayers
{
    private readonly byte[] buffer;
    private readonly int[] ends;

    /// <param name="ends">Where the shared layer, then each row, ends.</param>
    internal CaseLayers(byte[] buffer, int[] ends)
    {
        this.buffer = buffer;
        this.ends = ends;
    }

    public ReadOnlyMemory<byte> Shared => buffer.AsMemory(0, ends[0]);

    /// <summary>How many rows there are: one a recipient, in the message's order.</summary>
    public int Rows => ends.Length - 1;

    public ReadOnlyMemory<byte> Row(int recipient) => buffer.AsMemory(ends[recipient]..ends[recipient + 1]);
}
