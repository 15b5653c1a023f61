using Compliance.Gateway.Credentials;
using Compliance.Gateway.Facts.Templates;
using Compliance.Gateway.LivePolicies;
using Compliance.Gateway.Providers;
using Compliance.Gateway.Providers.Aliyun;
using Compliance.Gateway.Providers.Registry;
using Compliance.Gateway.Stores.Sqlite;
using Compliance.Gateway.Stores.Templates;
using Compliance.TestKit;
using Compliance.TestKit.Vendors;
using Microsoft.Extensions.Logging.Abstractions;
using VendorAccount = Compliance.Gateway.Credentials.VendorAccount;

namespace Compliance.Tests.Gateway.Facts.Templates;

/// <summary>What providers told is asked for again at start and daily.</summary>
public sealed class TemplateRefreshTests : IAsyncLifetime
{
    private static readonly TemplateKey Key = new("aliyun-sms", "default", "SMS_1");

    private readonly TemporaryFolder _folder = new();
    private readonly RecordingVendor _vendor = new();
    private readonly HandClock _clock = new();
    private SqliteFolder _stores = null!;
    private SqliteTemplateStore _store = null!;

    public async Task InitializeAsync()
    {
        await _vendor.StartAsync();
        _stores = new SqliteFolder(_folder.At("stores"));
        _store = new SqliteTemplateStore(_stores);
        await _store.KeepFetchedAsync(Key, new ProviderTemplate { Text = "old" }, DateTimeOffset.UnixEpoch);
    }

    public async Task DisposeAsync()
    {
        _stores.Dispose();
        await _vendor.DisposeAsync();
        _folder.Dispose();
    }

    [Fact]
    public async Task Asks_at_start_and_a_day_later_and_forgets_what_is_gone()
    {
        _vendor.Templates["SMS_1"] = new VendorTemplate("您的订单已发货");
        using var refresh = Refresh();
        await refresh.StartAsync(default);
        await Eventually.TrueAsync(() => _store.FindFetched(Key)?.Text == "您的订单已发货", "asked for at start");
        _vendor.Templates["SMS_1"] = new VendorTemplate("您的订单已签收");
        await _clock.PassADayAsync();
        await Eventually.TrueAsync(() => _store.FindFetched(Key)?.Text == "您的订单已签收", "asked for a day later");
        _vendor.Templates["SMS_1"] = VendorTemplate.None with { Error = "isp.RAM_PERMISSION_DENY" };
        await _clock.PassADayAsync();
        await Eventually.TrueAsync(() => _vendor.TemplateReads.Count == 3, "the provider refused the read");
        Assert.NotNull(_store.FindFetched(Key));
        _vendor.Templates["SMS_1"] = VendorTemplate.None;
        await _clock.PassADayAsync();
        await Eventually.TrueAsync(() => _store.FindFetched(Key) is null, "forgotten");
        await refresh.StopAsync(default);
    }

    private TemplateRefresh Refresh()
    {
        var account = new VendorAccount
        {
            Channel = "aliyun-sms",
            Name = "default",
            Id = _vendor.Account.Id,
            Secret = new SecretText(_vendor.Account.Secret),
            Address = _vendor.Address,
            Host = "dysmsapi.aliyuncs.com",
            Timeout = TimeSpan.FromSeconds(5),
        };
        var lookup = new TemplateLookup(
            _store,
            new TemplateReader(TimeProvider.System),
            new TemplateJudging(new LivePolicySet(), TimeProvider.System),
            TimeProvider.System,
            NullLogger<TemplateLookup>.Instance
        );
        return new TemplateRefresh(
            _store,
            lookup,
            new ChannelRegistry([new AliyunSmsChannel()]),
            new VendorRegistry([account]),
            _clock,
            NullLogger<TemplateRefresh>.Instance
        );
    }

    /// <summary>Its timers fire when the test says that their time has come.</summary>
    private sealed class HandClock : TimeProvider
    {
        private readonly TaskCompletionSource<Action> _tick = new();

        public async Task PassADayAsync() => (await _tick.Task)();

        public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
        {
            Assert.Equal(TimeSpan.FromDays(1), period);
            _tick.SetResult(() => callback(state));
            return new Held();
        }

        private sealed class Held : ITimer
        {
            public bool Change(TimeSpan dueTime, TimeSpan period) => true;

            public void Dispose() { }

            public ValueTask DisposeAsync() => default;
        }
    }
}
