using Compliance.Audit;
using Compliance.Gateway.LivePolicies;
using Compliance.Gateway.Model;
using Compliance.Policies.Archive;
using Compliance.TestKit;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;

namespace Compliance.Tests.Gateway.LivePolicies;

public sealed class PolicyWatchTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    [Fact]
    public async Task What_is_saved_while_the_first_load_is_under_way_goes_live()
    {
        Save("first");
        var live = new LivePolicySet();
        // The publisher asks the time after it has read the files and before it is done: legal saves just then.
        var clock = new SavingClock(() => Save("second"));
        await using var trail = AuditTrail.Open(
            new AuditOptions
            {
                Directory = _folder.At("audit"),
                VaultDirectory = _folder.At("vault"),
                Origin = "brand/gateway",
                Clock = TimeProvider.System,
            }
        );
        using var publisher = new PolicyPublisher(
            _folder.At("packs"),
            live,
            new PolicyArchive(_folder.At("archive")),
            trail,
            clock,
            NullLogger<PolicyPublisher>.Instance
        );
        var options = new GatewayOptions
        {
            Policies = new PoliciesOptions { Folder = _folder.At("packs"), PollSeconds = 0.2 },
        };
        using var watch = new PolicyWatch(publisher, Options.Create(options), clock, NullLogger<PolicyWatch>.Instance);

        await watch.StartAsync(default);
        await Eventually.TrueAsync(() => live.Set.Rules.Any(rule => rule.Id == "second"), "the set saved during the first load is live");
        await watch.StopAsync(default);
    }

    public void Dispose() => _folder.Dispose();

    private void Save(string rule)
    {
        Directory.CreateDirectory(_folder.At("packs", "mine", "rules"));
        File.WriteAllText(_folder.At("packs", "mine", "pack.yaml"), "pack: mine\ntitle: 我的规则\nowner: legal\n");
        File.WriteAllText(
            _folder.At("packs", "mine", "rules", "all.yaml"),
            $$"""
            - rule: {{rule}}
              title: 营销须有同意
              kind: consent
              basis: [{ law: 个人信息保护法, article: "13(1)" }]
              owner: legal
              review_due: 2099-03-31
              effective: { from: 2026-01-01 }
              when: { category: marketing }
              consent: { lawful_basis: consent }
              then: remove
              message: 没有同意

            """
        );
    }

    /// <summary>Saves once, the first time that a set has been read and its time of publishing is asked for.</summary>
    private sealed class SavingClock(Action save) : TimeProvider
    {
        private int _asked;

        public override DateTimeOffset GetUtcNow()
        {
            // First for the analysis of what was read, then for the entry.
            if (Interlocked.Increment(ref _asked) == 2)
                save();
            return base.GetUtcNow();
        }
    }
}
