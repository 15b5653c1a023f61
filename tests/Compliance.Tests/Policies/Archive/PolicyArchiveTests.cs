using Compliance.Policies.Archive;
using Compliance.TestKit;

namespace Compliance.Tests.Policies.Archive;

public sealed class PolicyArchiveTests : IDisposable
{
    private readonly TemporaryFolder _data = new();
    private readonly PacksFolder _packs = new PacksFolder().Write("shop/rules/a.yaml", PacksFolder.Rule("a", PacksFolder.Consent));

    [Fact]
    public void Gives_back_a_set_after_others_were_live()
    {
        var archive = new PolicyArchive(_data.At("policies"));
        var first = _packs.Load();
        archive.Store(first);
        var second = _packs.Write("shop/rules/a.yaml", PacksFolder.Rule("b", PacksFolder.Consent)).Load();
        archive.Store(second);
        archive.Store(second);
        var kept = archive.Load(first.Manifest.Revision, PacksFolder.Clock);
        Assert.NotNull(kept?.Set);
        Assert.Equal(first.Manifest.Revision, kept.Set.Revision);
        Assert.Equal("a", Assert.Single(kept.Set.Rules).Id);
        Assert.Equal(2, Directory.GetDirectories(archive.Folder).Length);
    }

    [Fact]
    public void Knows_which_set_was_live_last()
    {
        var archive = new PolicyArchive(_data.At("policies"));
        Assert.Null(archive.LastLive());
        var first = _packs.Load();
        archive.Store(first);
        Assert.Equal(first.Manifest.Revision, archive.LastLive()?.Revision);
        var second = _packs.Write("shop/rules/a.yaml", PacksFolder.Rule("b", PacksFolder.Consent)).Load();
        archive.Store(second);
        var since = new DateTimeOffset(2026, 12, 1, 8, 0, 0, TimeSpan.Zero);
        archive.MarkLive(first.Manifest.Revision, since);
        Assert.Equal((first.Manifest.Revision, since), new PolicyArchive(archive.Folder).LastLive());
    }

    [Fact]
    public void Says_when_a_kept_file_was_changed()
    {
        var archive = new PolicyArchive(_data.At("policies"));
        var loaded = _packs.Load();
        archive.Store(loaded);
        File.AppendAllText(_data.At("policies", loaded.Manifest.Revision, "shop", "rules", "a.yaml"), "\n");
        var kept = archive.Load(loaded.Manifest.Revision, PacksFolder.Clock);
        Assert.Null(kept!.Set);
        Assert.Contains(kept.Diagnostics, found => found.Code == "archive-changed");
    }

    [Theory]
    [InlineData("0000000000000000000000000000000000000000000000000000000000000000")]
    [InlineData("../../etc")]
    public void Knows_no_set_that_was_never_live(string revision) =>
        Assert.Null(new PolicyArchive(_data.At("policies")).Load(revision, PacksFolder.Clock));

    public void Dispose()
    {
        _data.Dispose();
        _packs.Dispose();
    }
}
