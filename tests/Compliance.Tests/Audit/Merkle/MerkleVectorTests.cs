using System.Text;
using Compliance.Audit;
using Compliance.Audit.Merkle;

namespace Compliance.Tests.Audit.Merkle;

/// <summary>Published vectors: RFC 6962's eight leaves and the larger trees of tlog implementations.</summary>
public sealed class MerkleVectorTests
{
    private static readonly byte[][] Leaves =
    [
        .. ((string[])["", "00", "10", "2021", "3031", "40414243", "5051525354555657", "606162636465666768696a6b6c6d6e6f"]).Select(
            Convert.FromHexString
        ),
    ];

    [Theory]
    [InlineData(0, "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855")]
    [InlineData(1, "6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d")]
    [InlineData(2, "fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125")]
    [InlineData(3, "aeb6bcfe274b70a14fb067a5e5578264db0fa9b51af5e0ba159158f329e06e77")]
    [InlineData(4, "d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7")]
    [InlineData(5, "4e3bbb1f7b478dcfe71fb631631519a3bca12c9aefca1612bfce4c13a86264d4")]
    [InlineData(6, "76e67dadbcdf1e10e1b74ddc608abd2f98dfb16fbce75277b5232a127f2087ef")]
    [InlineData(7, "ddb89be403809e325750d3d263cd78929c2942b7942a34b77e122c9594a74c8c")]
    [InlineData(8, "5dc9da79a70659a9ad559cb701ded9a2ab9d823aad2f4960cfe370eff4604328")]
    public void Has_the_published_root(int size, string root) =>
        Assert.Equal(root, Convert.ToHexStringLower(new MemoryTiles(Leaves.Take(size)).Tree.Root()));

    [Theory]
    [InlineData(255, "d71592a2", "41c9")]
    [InlineData(256, "cf5effdb11d0927a2edf53b0e73c7837f659414e00537da5d90eb5c4c49ff274", "f274")]
    [InlineData(257, "855b936a", "4a5a")]
    [InlineData(65536, "e100ba54", "2a60")]
    [InlineData(70000, "da0532ff7b2ee56f4067110fc964e9f27b5959f9527bfff3fa501aa7584deaf3", "eaf3")]
    public void Has_the_published_root_at_tile_borders(int size, string begin, string end)
    {
        var tiles = new MemoryTiles(Enumerable.Range(0, size).Select(i => Encoding.ASCII.GetBytes($"leaf {i}")));
        var root = Convert.ToHexStringLower(tiles.Tree.Root());
        Assert.StartsWith(begin, root);
        Assert.EndsWith(end, root);
        Assert.Equal(tiles.Tree.Root(), tiles.Reader.Root());
        Assert.Equal(tiles.Tree.Root(), TileTree.Load(size, tiles).Root());
    }

    [Fact]
    public void Hashes_leaf_and_node_as_published()
    {
        Assert.Equal(
            "395aa064aa4c29f7010acfe3f25db9485bbd4b91897b6ad7ad547639252b4d56",
            Convert.ToHexStringLower(Rfc6962.Leaf("L123456"u8))
        );
        Assert.Equal(
            "aa217fe888e47007fa15edab33c2b492a722cb106c64667fc2b044444de66bbb",
            Convert.ToHexStringLower(Rfc6962.Node("N123"u8, "N456"u8))
        );
    }

    [Fact]
    public void Makes_the_published_proofs()
    {
        Assert.Equal(["bc1a0643..e6b", "ca854ea1..ae0", "d37ee418..4b7"], Short(new MemoryTiles(Leaves).Reader.Inclusion(5)));
        Assert.Equal(["0ebc5d34..f6a", "ca854ea1..ae0", "d37ee418..4b7"], Short(new MemoryTiles(Leaves).Reader.Consistency(6)));
        Assert.Equal(["5f083f0a..31e", "bc1a0643..e6b"], Short(new MemoryTiles(Leaves.Take(5)).Reader.Consistency(2)));
    }

    [Theory]
    [InlineData(5, "005")]
    [InlineData(999, "999")]
    [InlineData(1000, "x001/000")]
    [InlineData(1234067, "x001/x234/067")]
    public void Writes_tile_numbers_in_groups(long index, string path)
    {
        Assert.Equal($"tile/entries/{path}", TilePath.Entries(index, 256));
        Assert.Equal($"tile/3/{path}.p/17", TilePath.Hashes(3, index, 17));
        Assert.Throws<ArgumentOutOfRangeException>(() => TilePath.Hashes(0, index, 0));
        Assert.Throws<ArgumentOutOfRangeException>(() => TilePath.Hashes(0, index, 257));
    }

    [Fact]
    public void Has_the_partial_tiles_of_70000_leaves()
    {
        Assert.Equal([112, 17, 1, 0], Enumerable.Range(0, 4).Select(level => TilePath.PartialWidth(70_000, level)));
        Assert.Equal([0, 1], Enumerable.Range(0, 2).Select(level => TilePath.PartialWidth(256, level)));
    }

    private static IEnumerable<string> Short(List<byte[]> path) =>
        path.Select(hash => Convert.ToHexStringLower(hash) is var text ? $"{text[..8]}..{text[^3..]}" : "");
}
