using Compliance.TestKit.Callers;
using Compliance.TestKit.Clocks;
using Compliance.TestKit.Vendors;

namespace Compliance.TestKit.Gateways;

/// <summary>A vendor, a gateway in front of it and one marketing system.</summary>
public sealed class Scene : IAsyncDisposable
{
    /// <summary>10:00 in Beijing: outside every quiet hour, whenever the tests run.</summary>
    public static readonly DateTimeOffset Morning = new(2026, 12, 2, 2, 0, 0, TimeSpan.Zero);

    private Scene(RecordingVendor vendor, GatewayProcess gateway, WallClock clock)
    {
        (Vendor, Gateway, Clock) = (vendor, gateway, clock);
        Caller = new PushCaller(gateway.Push, gateway.SenderKey);
    }

    public RecordingVendor Vendor { get; }

    public GatewayProcess Gateway { get; }

    public WallClock Clock { get; }

    public PushCaller Caller { get; }

    public AdminClient Admin => Gateway.Admin;

    public static async Task<Scene> SetAsync(GatewayLaunch? launch = null, DateTimeOffset? at = null)
    {
        var clock = new WallClock(at ?? Morning);
        var vendor = await RecordingVendor.StartNewAsync(clock);
        launch ??= new GatewayLaunch();
        var settings = vendor.Settings();
        foreach (var (name, value) in launch.Settings)
            settings[name] = value;
        var scene = new Scene(vendor, new GatewayProcess(launch with { Settings = settings, Clock = clock }), clock);
        try
        {
            await scene.Gateway.StartAsync();
            await Templates.RegisterAsync(scene.Admin);
            return scene;
        }
        catch
        {
            await scene.DisposeAsync();
            throw;
        }
    }

    /// <summary>A person of his own, with consent to marketing by SMS and WeCom; no other test knows him.</summary>
    public async Task<Person> ConsentingPersonAsync()
    {
        var person = Person.New();
        await Admin.SubjectAsync(person.Subject, person.PhoneIdentity, person.CustomerIdentity);
        await Admin.GrantAsync(person.PhoneIdentity, "sms");
        await Admin.GrantAsync(person.CustomerIdentity, "wecom");
        return person;
    }

    /// <summary>Had consented, and has taken it back.</summary>
    public async Task<Person> WithdrawnPersonAsync()
    {
        var person = await ConsentingPersonAsync();
        await Admin.WithdrawAsync(person.PhoneIdentity, "sms");
        await Admin.WithdrawAsync(person.CustomerIdentity, "wecom");
        return person;
    }

    public async ValueTask DisposeAsync()
    {
        Caller.Dispose();
        await Gateway.DisposeAsync();
        await Vendor.DisposeAsync();
        Clock.Dispose();
    }
}
