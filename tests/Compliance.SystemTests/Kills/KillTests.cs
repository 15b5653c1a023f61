using System.Globalization;
using System.Text.Json.Nodes;
using Compliance.TestKit;
using Compliance.TestKit.Callers;
using Compliance.TestKit.Gateways;
using Compliance.TestKit.Processes;
using Compliance.TestKit.Vendors;
using Xunit.Abstractions;

namespace Compliance.SystemTests.Kills;

/// <summary>
/// SIGKILL at random moments inside pushes, restarted on the same data each time. <c>tests/torture-kill.sh</c> runs the long form;
/// the numbers come from the environment so that it is the same code.
/// </summary>
public sealed class KillTests(ITestOutputHelper output) : IAsyncLifetime
{
    private const int SmsADay = 2;

    private static readonly int Lives = Setting("COMPLIANCE_KILLS", 6);
    private static readonly int Pushes = Setting("COMPLIANCE_PUSHES", 48);
    private static readonly int Seed = Setting("COMPLIANCE_KILL_SEED", Random.Shared.Next());

    private readonly Random _random = new(Seed);
    private Scene _scene = null!;

    public async Task InitializeAsync() => _scene = await Scene.SetAsync();

    public async Task DisposeAsync() => await _scene.DisposeAsync();

    [Fact]
    public async Task What_the_vendor_received_is_in_the_log_once_and_caps_hold()
    {
        var people = await Task.WhenAll(Enumerable.Range(0, Math.Max(8, Pushes)).Select(_ => _scene.ConsentingPersonAsync()));
        var pushes = Enumerable
            .Range(0, Pushes)
            .Select(number => new TorturedPush(number, _random.GetItems(people, 3).Distinct().ToArray()))
            .ToArray();
        var cut = await TortureAsync(pushes);
        output.WriteLine(
            $"{Lives} kills over {Pushes} pushes, seed {Seed}: {cut} tries cut off, {pushes.Sum(push => push.Tries)} tries, {_scene.Vendor.Pushes.Count} pushes at the vendor, {pushes.Count(push => push.Answer!.Status == 409)} in doubt, {pushes.Count(push => push.Answer!.Decision == "permit" && push.Answer.Status == 200)} told as sent"
        );
        Assert.True(cut > 0, "no kill fell inside a push: this run has shown nothing");

        var received = _scene.Vendor.Pushes.Select(push => (Push: push, Campaign: CampaignOf(push))).ToList();
        Assert.All(received, item => Assert.Null(item.Push.Flaw));
        Assert.DoesNotContain(received.CountBy(item => item.Campaign), count => count.Value > 1);
        var phones = received.Where(item => item.Push.Channel == "tencent-sms").SelectMany(item => item.Push.Recipients);
        Assert.DoesNotContain(phones.CountBy(phone => phone), count => count.Value > SmsADay);
        await CheckLogAsync(received, pushes);
        Assert.Equal(0, await _scene.Gateway.StopAsync());
        var verified = await ToolRun.DotnetAsync(Repository.AuditctlDll, "verify", _scene.Gateway.LogFolder);
        Assert.True(verified.ExitCode == 0, verified.Output + verified.Error);
    }

    /// <returns>How many tries a kill cut off.</returns>
    private async Task<int> TortureAsync(TorturedPush[] pushes)
    {
        var cut = 0;
        var next = 0;
        List<TorturedPush> open = [];
        for (var life = 0; life < Lives; life++)
        {
            var until = pushes.Length * (life + 1) / Lives;
            open.AddRange(pushes[next..until]);
            next = until;
            cut += await OneLifeAsync(open);
            open.RemoveAll(push => push.IsSettled);
            await _scene.Gateway.StartAsync();
        }

        foreach (var push in open)
            await Eventually.TrueAsync(
                async () => await push.TryAsync(_scene.Caller) && push.IsSettled,
                $"{push.Campaign} is answered for"
            );
        return cut;
    }

    /// <summary>The moment is drawn from what has happened, not from a clock alone: so it falls everywhere on fast and on loaded machines.</summary>
    private async Task<int> OneLifeAsync(List<TorturedPush> open)
    {
        var before = _scene.Vendor.Pushes.Count;
        _scene.Vendor.Behaviour =
            _random.Next(2) == 0 ? new VendorBehaviour.Accept() : new VendorBehaviour.WaitFor(Task.Delay(_random.Next(40)));
        var tries = open.Select(push => push.TryAsync(_scene.Caller)).ToArray();
        var enough = _random.Next(open.Count);
        var all = Task.WhenAll(tries);
        switch (_random.Next(3))
        {
            case 0:
                await Eventually.TrueAsync(() => _scene.Vendor.Pushes.Count > before + enough || all.IsCompleted, "pushes arrive");
                break;
            case 1:
                await Eventually.TrueAsync(() => tries.Count(push => push.IsCompleted) > enough, "pushes are answered");
                break;
        }

        await Task.Delay(_random.Next(30));
        await _scene.Gateway.KillAsync();
        return (await all).Count(answered => !answered);
    }

    /// <summary>The log has a permitting decision for everything that the vendor received, and everything that a caller was told.</summary>
    private async Task CheckLogAsync(List<(Push Push, string Campaign)> received, TorturedPush[] pushes)
    {
        var decisions = await AllDecisionsAsync();
        var permitting = decisions
            .Where(decision => (int)decision["counts"]!["sent"]! > 0)
            .ToLookup(decision => (string)decision["campaign"]!);
        foreach (var (push, campaign) in received)
            Assert.Contains(permitting[campaign], decision => (int)decision["counts"]!["sent"]! == push.Recipients.Count);
        var ids = decisions.Select(decision => (string)decision["id"]!).ToHashSet();
        Assert.All(pushes, push => Assert.Contains(push.Answer!.DecisionId, ids));
    }

    private async Task<List<JsonNode>> AllDecisionsAsync()
    {
        var signed = await _scene.Admin.DecisionsAsync("sender=" + _scene.Gateway.Sender);
        Assert.NotEmpty(signed);
        List<JsonNode> all = [];
        string? cursor = null;
        for (var pages = 0; pages < 10_000; pages++)
        {
            var page = (
                await _scene.Admin.GetAsync(
                    $"/api/decisions?sender={_scene.Gateway.Sender}" + (cursor is null ? "" : "&cursor=" + Uri.EscapeDataString(cursor))
                )
            )!;
            all.AddRange(page["items"]!.AsArray().Select(item => item!));
            if ((cursor = (string?)page["cursor"]) is null)
                return all;
        }

        throw new Xunit.Sdk.XunitException("paging does not end");
    }

    private static string CampaignOf(Push push) => (string)push.Request.Json[push.Channel == "wecom" ? "sender" : "SessionContext"]!;

    private static int Setting(string name, int otherwise) =>
        Environment.GetEnvironmentVariable(name) is { Length: > 0 } text ? int.Parse(text, CultureInfo.InvariantCulture) : otherwise;
}
