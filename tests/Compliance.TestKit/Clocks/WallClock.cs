using System.Globalization;

namespace Compliance.TestKit.Clocks;

/// <summary>
/// A wall clock that the test moves while the program under test runs: Debian's libfaketime reads the offset from a file at every
/// call. Timers stay real, because the monotonic clock is left alone; libfaketime's own correction of timed waits assumes a faked
/// monotonic clock and would make every wait in .NET return at once, so it is switched off.
/// </summary>
public sealed class WallClock : TimeProvider, IDisposable
{
    private readonly TemporaryFolder _folder = new();
    private TimeSpan _offset;

    public WallClock(DateTimeOffset start) => MoveTo(start);

    public override DateTimeOffset GetUtcNow() => System.GetUtcNow() + _offset;

    public void MoveTo(DateTimeOffset instant)
    {
        // Whole seconds: the file's format knows no finer offset that survives every locale.
        _offset = TimeSpan.FromSeconds(Math.Round((instant - System.GetUtcNow()).TotalSeconds));
        var next = _folder.At("next");
        File.WriteAllText(next, _offset.TotalSeconds.ToString("+0;-0", CultureInfo.InvariantCulture) + "\n");
        File.Move(next, _folder.At("offset"), overwrite: true);
    }

    public void MoveBy(TimeSpan step) => MoveTo(GetUtcNow() + step);

    /// <summary>What a program must find in its environment to live by this clock.</summary>
    public Dictionary<string, string> Environment =>
        new()
        {
            ["LD_PRELOAD"] = Library(),
            ["FAKETIME_TIMESTAMP_FILE"] = _folder.At("offset"),
            ["FAKETIME_NO_CACHE"] = "1",
            ["FAKETIME_DONT_FAKE_MONOTONIC"] = "1",
            ["FAKETIME_FORCE_MONOTONIC_FIX"] = "0",
            ["NO_FAKE_STAT"] = "1",
        };

    public void Dispose() => _folder.Dispose();

    private static string Library() =>
        Directory
            .EnumerateDirectories("/usr/lib", "*-linux-gnu*")
            .Select(folder => Path.Combine(folder, "faketime", "libfaketimeMT.so.1"))
            .FirstOrDefault(File.Exists)
        ?? throw new FileNotFoundException("libfaketime is missing: test.sh installs Debian's package faketime");
}
