namespace Compliance.Audit.Merkle;

/// <summary>Proof verification of RFC 9162 sections 2.1.3.2 and 2.1.4.2. Missing or extra hashes refuse.</summary>
public static class ProofCheck
{
    public static bool Inclusion(long index, long size, ReadOnlySpan<byte> leafHash, IReadOnlyList<byte[]> path, ReadOnlySpan<byte> root)
    {
        if (index < 0 || index >= size || path.Any(hash => hash.Length != Rfc6962.HashSize))
            return false;
        var (fn, sn, hash) = (index, size - 1, leafHash.ToArray());
        foreach (var sibling in path)
        {
            if (sn == 0)
                return false;
            if ((fn & 1) == 1 || fn == sn)
            {
                hash = Rfc6962.Node(sibling, hash);
                while ((fn & 1) == 0 && fn != 0)
                    (fn, sn) = (fn >> 1, sn >> 1);
            }
            else
            {
                hash = Rfc6962.Node(hash, sibling);
            }
            (fn, sn) = (fn >> 1, sn >> 1);
        }
        return sn == 0 && root.SequenceEqual(hash);
    }

    /// <summary>An older size of 0 is refused, like a newer one that is smaller. Equal sizes need an empty proof and equal roots.</summary>
    public static bool Consistency(
        long older,
        long newer,
        ReadOnlySpan<byte> olderRoot,
        ReadOnlySpan<byte> newerRoot,
        IReadOnlyList<byte[]> path
    )
    {
        if (older <= 0 || older > newer || path.Any(hash => hash.Length != Rfc6962.HashSize))
            return false;
        if (older == newer)
            return path.Count == 0 && olderRoot.SequenceEqual(newerRoot);
        var (fn, sn) = (older - 1, newer - 1);
        while ((fn & 1) == 1)
            (fn, sn) = (fn >> 1, sn >> 1);
        var start =
            fn == 0 ? olderRoot.ToArray()
            : path.Count == 0 ? null
            : path[0];
        if (start is null)
            return false;
        var (fr, sr) = (start, start);
        for (var i = fn == 0 ? 0 : 1; i < path.Count; i++)
        {
            if (sn == 0)
                return false;
            if ((fn & 1) == 1 || fn == sn)
            {
                (fr, sr) = (Rfc6962.Node(path[i], fr), Rfc6962.Node(path[i], sr));
                while ((fn & 1) == 0 && fn != 0)
                    (fn, sn) = (fn >> 1, sn >> 1);
            }
            else
            {
                sr = Rfc6962.Node(sr, path[i]);
            }
            (fn, sn) = (fn >> 1, sn >> 1);
        }
        return sn == 0 && olderRoot.SequenceEqual(fr) && newerRoot.SequenceEqual(sr);
    }
}
