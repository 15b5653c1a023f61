using System.Globalization;

namespace Compliance.Audit.Merkle;

/// <summary>Resource paths of C2SP tlog-tiles: <c>tile/&lt;L&gt;/&lt;N&gt;[.p/&lt;W&gt;]</c>, N in groups of three digits, all but the last with an x before them.</summary>
public static class TilePath
{
    public const int Width = 256;

    public static string Hashes(int level, long index, int width) =>
        $"tile/{level.ToString(CultureInfo.InvariantCulture)}/{Number(index)}{Partial(width)}";

    public static string Entries(long index, int width) => $"tile/entries/{Number(index)}{Partial(width)}";

    /// <summary>5 is <c>005</c>; 1234067 is <c>x001/x234/067</c>.</summary>
    public static string Number(long index)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(index);
        var text = (index % 1000).ToString("000", CultureInfo.InvariantCulture);
        for (index /= 1000; index > 0; index /= 1000)
            text = $"x{(index % 1000).ToString("000", CultureInfo.InvariantCulture)}/{text}";
        return text;
    }

    /// <summary>Width of the partial tile at a level of a tree of that size; 0: there is none.</summary>
    public static int PartialWidth(long size, int level) => level * 8 > 62 ? 0 : (int)((size >> (8 * level)) % Width);

    private static string Partial(int width) =>
        width switch
        {
            Width => "",
            > 0 and < Width => $".p/{width.ToString(CultureInfo.InvariantCulture)}",
            _ => throw new ArgumentOutOfRangeException(nameof(width)),
        };
}
