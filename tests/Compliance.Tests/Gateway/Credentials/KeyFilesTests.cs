using Compliance.Gateway.Credentials;
using Compliance.TestKit;

namespace Compliance.Tests.Gateway.Credentials;

public sealed class KeyFilesTests
{
    [Fact]
    public void A_first_run_writes_keys_and_a_second_run_keeps_them()
    {
        using var folder = new TemporaryFolder();
        var keys = new KeyFiles(folder.Path);
        var sender = keys.Sender("demo");
        var path = Path.Combine(folder.Path, "keys", "sender-demo");
        Assert.StartsWith("demo.", sender, StringComparison.Ordinal);
        Assert.Equal(sender, File.ReadAllText(path));
        Assert.Equal(sender, new KeyFiles(folder.Path).Sender("demo"));
        Assert.NotEqual(keys.Admin(), sender);
    }

    [Fact]
    [System.Runtime.Versioning.UnsupportedOSPlatform("windows")]
    public void Nobody_but_the_owner_may_read_them()
    {
        using var folder = new TemporaryFolder();
        new KeyFiles(folder.Path).Admin();
        Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(folder.At("keys", "admin")));
        Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute, File.GetUnixFileMode(folder.At("keys")));
    }

    [Fact]
    public void Of_many_who_start_together_one_wins_and_all_agree()
    {
        using var folder = new TemporaryFolder();
        var keys = new string[32];
        Parallel.For(0, keys.Length, index => keys[index] = new KeyFiles(folder.Path).Admin());
        Assert.Single(keys.Distinct());
        Assert.Single(Directory.GetFiles(Path.Combine(folder.Path, "keys")));
    }

    [Theory]
    [InlineData("")]
    [InlineData("\n")]
    [InlineData("admin.short")]
    public void A_key_file_that_lost_its_key_is_no_key(string content)
    {
        using var folder = new TemporaryFolder();
        Directory.CreateDirectory(folder.At("keys"));
        File.WriteAllText(folder.At("keys", "admin"), content);
        var broken = Assert.Throws<InvalidDataException>(() => new KeyFiles(folder.Path).Admin());
        Assert.Contains(folder.At("keys", "admin"), broken.Message, StringComparison.Ordinal);
    }
}
