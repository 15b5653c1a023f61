using Compliance.Audit.Merkle;
using FsCheck;
using FsCheck.Fluent;

namespace Compliance.Tests.Audit.Merkle;

/// <summary>Against the naive tree, for sizes around powers of two and tile borders, and with every kind of damage to a proof.</summary>
public sealed class MerklePropertyTests
{
    private static readonly byte[][] Leaves = [.. Enumerable.Range(0, 800).Select(i => BitConverter.GetBytes(i))];

    private static readonly Arbitrary<(int Older, int Newer)> Sizes = (
        from newer in Gen.OneOf(Gen.Choose(1, 70), Gen.Choose(250, 260), Gen.Choose(510, 516), Gen.Choose(1, 799))
        from older in Gen.Choose(1, newer)
        select (older, newer)
    ).ToArbitrary();

    [Fact]
    public void Inclusion_proofs_equal_the_naive_ones_and_verify() =>
        Prop.ForAll(
                Sizes,
                sizes =>
                {
                    var leaves = Leaves[..sizes.Newer];
                    var (index, tiles) = (sizes.Older - 1, new MemoryTiles(leaves));
                    var path = tiles.Reader.Inclusion(index);
                    return Same(path, NaiveTree.Path(index, leaves))
                        && ProofCheck.Inclusion(index, sizes.Newer, Rfc6962.Leaf(leaves[index]), path, NaiveTree.Root(leaves));
                }
            )
            .QuickCheckThrowOnFailure();

    [Fact]
    public void Consistency_proofs_equal_the_naive_ones_and_verify() =>
        Prop.ForAll(
                Sizes,
                sizes =>
                {
                    var leaves = Leaves[..sizes.Newer];
                    var path = new MemoryTiles(leaves).Reader.Consistency(sizes.Older);
                    return Same(path, NaiveTree.Proof(sizes.Older, leaves))
                        && ProofCheck.Consistency(
                            sizes.Older,
                            sizes.Newer,
                            NaiveTree.Root(leaves[..sizes.Older]),
                            NaiveTree.Root(leaves),
                            path
                        );
                }
            )
            .QuickCheckThrowOnFailure();

    [Fact]
    public void A_damaged_proof_never_verifies()
    {
        var damaged =
            from sizes in Sizes.Generator
            from kind in Gen.Choose(0, 4)
            from seed in Gen.Choose(0, int.MaxValue - 1)
            select (sizes.Older, sizes.Newer, kind, seed);
        Prop.ForAll(
                damaged.ToArbitrary(),
                one =>
                {
                    var leaves = Leaves[..one.Newer];
                    var tiles = new MemoryTiles(leaves);
                    var (index, root) = (one.Older - 1, tiles.Tree.Root());
                    var inclusion = Damage(tiles.Reader.Inclusion(index), one.kind, one.seed);
                    var consistency = Damage(tiles.Reader.Consistency(one.Older), one.kind, one.seed);
                    return (inclusion is null || !ProofCheck.Inclusion(index, one.Newer, Rfc6962.Leaf(leaves[index]), inclusion, root))
                        && (
                            consistency is null
                            || !ProofCheck.Consistency(
                                one.Older,
                                one.Newer,
                                new MemoryTiles(leaves[..one.Older]).Tree.Root(),
                                root,
                                consistency
                            )
                        );
                }
            )
            .QuickCheckThrowOnFailure();
    }

    [Fact]
    public void Sizes_out_of_range_never_verify()
    {
        var root = new MemoryTiles(Leaves[..8]).Tree.Root();
        Assert.False(ProofCheck.Inclusion(8, 8, Rfc6962.Leaf(Leaves[7]), [], root));
        Assert.False(ProofCheck.Inclusion(-1, 8, Rfc6962.Leaf(Leaves[7]), [], root));
        Assert.False(ProofCheck.Consistency(0, 8, Rfc6962.Empty(), root, []));
        Assert.False(ProofCheck.Consistency(9, 8, root, root, []));
        Assert.False(ProofCheck.Consistency(8, 8, root, Rfc6962.Empty(), []));
        Assert.True(ProofCheck.Consistency(8, 8, root, root, []));
    }

    private static List<byte[]>? Damage(List<byte[]> path, int kind, int seed)
    {
        switch (kind)
        {
            case 0:
                return [.. path, new byte[32]];
            case 1:
                return [new byte[32], .. path];
            case 2 when path.Count > 0:
                return path[..^1];
            case 3 when path.Count > 0:
                path[seed % path.Count][seed % 32] ^= (byte)(1 << seed % 8);
                return path;
            case 4 when path.Count > 1 && !path[0].AsSpan().SequenceEqual(path[1]):
                (path[0], path[1]) = (path[1], path[0]);
                return path;
            default:
                return null;
        }
    }

    private static bool Same(List<byte[]> a, List<byte[]> b) =>
        a.Count == b.Count && a.Zip(b).All(pair => pair.First.AsSpan().SequenceEqual(pair.Second));
}
