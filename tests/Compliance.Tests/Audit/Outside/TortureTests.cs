namespace Compliance.Tests.Audit.Outside;

/// <summary>The short form of audit/torture.sh.</summary>
public sealed class TortureTests : IDisposable
{
    private readonly TrailFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void No_acknowledged_entry_is_lost_over_kills()
    {
        var (exit, output) = Tool.Auditctl("torture", "kills", Path.Combine(_folder.Root, "kills"), "--rounds", "10");
        Assert.True(exit == 0, output);
        Assert.Matches("10 kills, [1-9][0-9]* acknowledged entries, none lost", output);
    }

    [Fact]
    public void No_acknowledged_entry_is_lost_over_failing_system_calls()
    {
        Tool.Require("/usr/bin/strace", "strace");
        var (exit, output) = Tool.Auditctl("torture", "faults", Path.Combine(_folder.Root, "faults"), "--brief");
        Assert.True(exit == 0, output);
        Assert.Matches("9 faults, [1-9][0-9]* acknowledged entries, [1-9][0-9]* refused, none lost", output);
    }
}
