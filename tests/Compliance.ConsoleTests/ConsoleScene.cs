using System.Text.RegularExpressions;
using Compliance.TestKit;
using Compliance.TestKit.Callers;
using Compliance.TestKit.Clocks;
using Compliance.TestKit.Gateways;
using Compliance.TestKit.Seeding;
using Microsoft.Playwright;

namespace Compliance.ConsoleTests;

/// <summary>One gateway with a week's traffic and one Chromium for all tests; each test opens a window of its own.</summary>
public sealed partial class ConsoleScene : IAsyncLifetime
{
    /// <summary>As many as make charts, pages and a batch look like those of a busy brand.</summary>
    private static readonly (int Decisions, int People) Week = LongForm.IsOn ? (20_000, 12_000) : (4_000, 4_300);

    private const int Days = 7;
    private const int Rounds = 4;
    public const string Administrator = "chen";
    public const string Password = "茶山上的雾散了又来，路还很长";

    /// <summary>09:00 in Beijing.</summary>
    private static readonly DateTimeOffset LastMorning = new(2026, 12, 8, 1, 0, 0, TimeSpan.Zero);

    private readonly TemporaryFolder _folder = new();
    private readonly WallClock _clock = new(LastMorning.AddDays(1 - Days));
    private IPlaywright _playwright = null!;
    private IBrowser _browser = null!;
    private string? _session;

    public GatewayProcess Gateway { get; private set; } = null!;

    public PushCaller Caller { get; private set; } = null!;

    public Customers Customers { get; private set; } = null!;

    /// <summary>Legal's files of this gateway: tests may change them.</summary>
    public string Packs => _folder.At("packs");

    public async Task InitializeAsync()
    {
        Copy(Path.Combine(Repository.Root, "policies", "packs"), Packs);
        Gateway = await GatewayProcess.StartNewAsync(
            new GatewayLaunch
            {
                Clock = _clock,
                Settings =
                {
                    ["Compliance:Policies:Folder"] = Packs,
                    ["Compliance:Policies:PollSeconds"] = "0.5",
                    ["Compliance:Sandbox"] = "true",
                },
            }
        );
        Caller = new PushCaller(Gateway.Push, Gateway.SenderKey);
        _playwright = await Playwright.CreateAsync();
        _browser = await _playwright.Chromium.LaunchAsync(
            new() { ExecutablePath = "/usr/bin/chromium", Args = ["--no-sandbox", "--disable-dev-shm-usage"] }
        );
        await Eventually.TrueAsync(() => Link().IsMatch(Gateway.Output), "the first link is printed");
        await using (var first = await OpenAsync())
            await first.AcceptAsync(Link().Match(Gateway.Output).Groups[1].Value, Administrator, Password);
        await Templates.RegisterAsync(Gateway.Admin);
        Customers = await Customers.RegisterAsync(Gateway.Admin, Week.People);
        await PushAWeekAsync();
    }

    /// <summary>Four times a day, so that the charts have something to show; it ends at three in the afternoon.</summary>
    private async Task PushAWeekAsync()
    {
        var traffic = new Traffic(Caller, Customers);
        var each = Week.Decisions / (Days * Rounds) + 1;
        for (var round = 0; round < Days * Rounds; round++)
        {
            _clock.MoveTo(LastMorning.AddDays(round / Rounds - Days + 1).AddHours(round % Rounds * 2));
            await traffic.PushAsync(round * each, each * (85 + round / Rounds * 5) / 100);
        }
    }

    /// <summary>A window that nobody has signed in from.</summary>
    public async Task<Window> OpenAsync(int width = 1440, int height = 900) =>
        await Window.OpenAsync(_browser, Gateway.AdminAddress, width, height, null);

    /// <summary>A window of the administrator, who is signed in once for all tests.</summary>
    public async Task<Window> OpenSignedInAsync(int width = 1440, int height = 900)
    {
        if (_session is null)
        {
            await using var first = await OpenAsync();
            await first.SignInAsync(Administrator, Password);
            _session = await first.StateAsync();
        }

        return await Window.OpenAsync(_browser, Gateway.AdminAddress, width, height, _session);
    }

    public async Task DisposeAsync()
    {
        await _browser.DisposeAsync();
        _playwright.Dispose();
        Caller.Dispose();
        await Gateway.DisposeAsync();
        _clock.Dispose();
        _folder.Dispose();
    }

    private static void Copy(string from, string to)
    {
        foreach (var file in Directory.EnumerateFiles(from, "*", SearchOption.AllDirectories))
        {
            var target = Path.Combine(to, Path.GetRelativePath(from, file));
            Directory.CreateDirectory(Path.GetDirectoryName(target)!);
            File.Copy(file, target);
        }
    }

    [GeneratedRegex(@"(http\S+/console/welcome#\S+)")]
    private static partial Regex Link();
}

[CollectionDefinition(Name)]
public sealed class ConsoleCollection : ICollectionFixture<ConsoleScene>
{
    public const string Name = "console";
}
