using System.Diagnostics;
using Compliance.TestKit;
using Compliance.TestKit.Gateways;
using Compliance.TestKit.Processes;

namespace Compliance.SystemTests.Faults;

/// <summary>No record, no send: a full, failing or read-only disk under the audit trail stops pushes, loses nothing, and heals.</summary>
public sealed class AuditTests
{
    /// <summary>Two journal segments of 64 MiB and what is derived from them fit; beside the ballast only one does.</summary>
    private const string DiskSize = "200m";

    [Fact]
    public async Task On_a_full_disk_nothing_leaves_until_there_is_room_again()
    {
        await using var scene = await Scene.SetAsync(OwnMount("mount -t tmpfs -o size=" + DiskSize + " tmpfs \"$DISK\""));
        var person = await scene.ConsentingPersonAsync();
        Channels.AssertAccepted("wecom", await Channels.PushAsync(scene, "wecom", [person]));

        // In the gateway's own mount namespace: the disk fills up, and the segment in use fails, so that a new one is needed.
        var ballast = $"/proc/{scene.Gateway.ProcessId}/root{scene.Gateway.DataDirectory}/audit/ballast";
        Fill(ballast);
        using (var fault = await FailingWrites.AttachAsync(scene.Gateway.ProcessId, "ENOSPC"))
        {
            await Eventually.TrueAsync(
                async () => (await Channels.PushAsync(scene, "wecom", [person])).Decision == "deny",
                "the first refusal"
            );
        }

        var sent = scene.Vendor.Pushes.Count;
        foreach (var channel in (string[])["wecom", "tencent-sms", "aliyun-sms"])
        {
            var refused = await Channels.PushAsync(scene, channel, [person]);
            Channels.AssertRefusedInTheProvidersShape(channel, refused, "audit-unavailable");
            Assert.True(refused.Headers.ContainsKey("retry-after"), $"{channel}: no Retry-After");
        }

        Assert.Equal(sent, scene.Vendor.Pushes.Count);
        using var http = new HttpClient();
        using var ready = await http.GetAsync(new Uri(scene.Gateway.AdminAddress, "/health/ready"));
        Assert.Equal(503, (int)ready.StatusCode);
        Assert.Contains("audit", await ready.Content.ReadAsStringAsync(), StringComparison.Ordinal);

        File.Delete(ballast);
        await Eventually.TrueAsync(
            async () => (await Channels.PushAsync(scene, "wecom", [person])).Decision == "permit",
            "it heals by itself"
        );
        await AssertEveryPushIsInTheLogAsync(scene);
    }

    [Fact]
    public async Task A_disk_that_fails_every_write_stops_pushes_and_heals()
    {
        await using var scene = await Scene.SetAsync();
        foreach (var error in (string[])["EIO", "EROFS"])
        {
            var person = await scene.ConsentingPersonAsync();
            Channels.AssertAccepted("wecom", await Channels.PushAsync(scene, "wecom", [person]));
            var sent = scene.Vendor.Pushes.Count;
            using (var fault = await FailingWrites.AttachAsync(scene.Gateway.ProcessId, error))
            {
                var refused = await Channels.PushAsync(scene, "wecom", [person]);
                Channels.AssertRefusedInTheProvidersShape("wecom", refused, "audit-unavailable");
                Assert.Equal(sent, scene.Vendor.Pushes.Count);
            }

            await Eventually.TrueAsync(
                async () => (await Channels.PushAsync(scene, "wecom", [person])).Decision == "permit",
                $"it heals by itself from {error}"
            );
        }

        await AssertEveryPushIsInTheLogAsync(scene);
    }

    [Fact]
    public async Task On_a_read_only_disk_it_does_not_start_and_says_why()
    {
        await using var gateway = new GatewayProcess(OwnMount("mount -t tmpfs -o ro tmpfs \"$DISK\""));
        gateway.Spawn();
        Assert.Equal(3, await gateway.WaitForExitAsync());
        Assert.Contains("does not start", gateway.Output, StringComparison.Ordinal);
    }

    private static async Task AssertEveryPushIsInTheLogAsync(Scene scene)
    {
        var decisions = await scene.Admin.DecisionsAsync("effect=permit");
        Assert.Equal(scene.Vendor.Pushes.Count, decisions.Count);
        var log = $"/proc/{scene.Gateway.ProcessId}/root{scene.Gateway.LogFolder}";
        var verified = await ToolRun.DotnetAsync(Repository.AuditctlDll, "verify", log);
        Assert.True(verified.ExitCode == 0, verified.Output + verified.Error);
    }

    /// <summary>Mounted where the audit trail will be, seen by the gateway alone, gone with it.</summary>
    private static GatewayLaunch OwnMount(string mount) =>
        new()
        {
            Under =
            [
                "unshare",
                "--map-root-user",
                "--mount",
                "sh",
                "-c",
                $"DISK=\"$Compliance__DataDirectory/audit\" && mkdir -p \"$DISK\" && {mount} && exec \"$@\"",
                "sh",
            ],
        };

    private static void Fill(string path)
    {
        using var file = File.Create(path, 1);
        var block = new byte[64 << 10];
        try
        {
            // A disk of these tests is a few megabytes.
            for (var blocks = 0; blocks < 16_384; blocks++)
                file.Write(block);
        }
        catch (IOException)
        {
            return;
        }

        throw new InvalidOperationException($"{path} does not fill up");
    }

    /// <summary>strace's fault injection into the journal's writes of a running process.</summary>
    private sealed class FailingWrites(Process strace) : IDisposable
    {
        public static async Task<FailingWrites> AttachAsync(int process, string error)
        {
            var start = new ProcessStartInfo(
                "strace",
                [
                    "-f",
                    "-q",
                    "-e",
                    "trace=pwrite64,fdatasync,fsync,fallocate",
                    "-e",
                    $"inject=pwrite64,fdatasync,fsync,fallocate:error={error}",
                    "-o",
                    "/dev/null",
                    "-p",
                    $"{process}",
                ]
            )
            {
                RedirectStandardError = true,
            };
            var strace = Process.Start(start)!;
            await Eventually.TrueAsync(
                () =>
                    File.ReadLines($"/proc/{process}/status").Contains($"TracerPid:\t{strace.Id}")
                    && Directory.EnumerateDirectories($"/proc/{process}/task").All(task => IsTraced(task)),
                "strace is attached"
            );
            return new FailingWrites(strace);
        }

        public void Dispose()
        {
            // SIGTERM makes strace let go of the process; SIGKILL would leave that to the kernel.
            Signals.Terminate(strace.Id);
            Assert.True(strace.WaitForExit(30_000), "strace does not let go");
            strace.Dispose();
        }

        private static bool IsTraced(string task)
        {
            try
            {
                return !File.ReadLines(Path.Combine(task, "status")).Contains("TracerPid:\t0");
            }
            catch (IOException)
            {
                // The thread has ended.
                return true;
            }
        }
    }
}
