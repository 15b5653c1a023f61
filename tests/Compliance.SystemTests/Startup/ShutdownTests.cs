using Compliance.SystemTests.Faults;
using Compliance.TestKit;
using Compliance.TestKit.Gateways;
using Compliance.TestKit.Processes;
using Compliance.TestKit.Vendors;

namespace Compliance.SystemTests.Startup;

/// <summary>SIGTERM finishes what was accepted and leaves a log that verifies.</summary>
public sealed class ShutdownTests : IAsyncLifetime
{
    private Scene _scene = null!;

    public async Task InitializeAsync() => _scene = await Scene.SetAsync();

    public async Task DisposeAsync() => await _scene.DisposeAsync();

    [Fact]
    public async Task What_was_accepted_is_finished()
    {
        Person[] people = [await _scene.ConsentingPersonAsync()];
        var gate = new TaskCompletionSource();
        _scene.Vendor.Behaviour = new VendorBehaviour.WaitFor(gate.Task);
        var push = Channels.PushAsync(_scene, "wecom", people);
        await Eventually.TrueAsync(() => _scene.Vendor.Pushes.Count == 1, "the vendor has the push");
        var stopped = _scene.Gateway.StopAsync();
        await Eventually.TrueAsync(RefusesConnectionsAsync, "new pushes are turned away");
        gate.SetResult();
        var answer = await push;
        Channels.AssertAccepted("wecom", answer);
        Assert.Equal(0, await stopped);

        var verified = await ToolRun.DotnetAsync(Repository.AuditctlDll, "verify", _scene.Gateway.LogFolder);
        Assert.True(verified.ExitCode == 0, verified.Output + verified.Error);
        await _scene.Gateway.StartAsync();
        Assert.Equal("accepted", Explanation.Of(await _scene.Admin.DecisionAsync(answer.DecisionId)).Outcome);
    }

    private async Task<bool> RefusesConnectionsAsync()
    {
        using var socket = new System.Net.Sockets.TcpClient();
        try
        {
            await socket.ConnectAsync(_scene.Gateway.Push.Host, _scene.Gateway.Push.Port);
            return false;
        }
        catch (System.Net.Sockets.SocketException)
        {
            return true;
        }
    }
}
