using Compliance.Audit;
using Compliance.Gateway.Admin;
using Compliance.Gateway.Console;
using Compliance.Gateway.Console.Accounts;
using Compliance.Gateway.Hosting;
using Compliance.Gateway.Model;
using Compliance.Gateway.Observability;
using Compliance.Gateway.Pipeline;
using Compliance.TestKit;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Compliance.Tests.Gateway.Console;

/// <summary>The whole gateway in this process on real sockets, both doors, with a small pack whose texts try to break out of the page.</summary>
internal sealed class ConsoleBench : IAsyncDisposable
{
    /// <summary>Stands in titles and messages of rules.</summary>
    public const string Hostile = "<script>alert(1)</script>\"'<img src=x onerror=alert(2)>";

    public const string Password = "一句只有测试知道的很长的话";

    private const string Pack = $$"""
        - rule: consent-marketing
          title: 营销须有本人同意
          kind: consent
          basis: [{ law: 个人信息保护法, article: "13(1)" }]
          owner: legal
          review_due: 2026-01-01
          effective: { from: 2026-01-01 }
          when: { category: marketing }
          consent: { lawful_basis: consent }
          then: remove
          message: 没有同意
        - rule: wording-hostile
          title: '{{HostileYaml}}'
          kind: wording
          basis: [{ law: 广告法, article: "9(3)" }]
          owner: legal
          review_due: 2030-01-01
          effective: { from: 2026-01-01 }
          words: [words/hostile.tsv]
          then: deny
          message: '说明{{HostileYaml}}'
        """;

    private const string HostileYaml = "<script>alert(1)</script>\"''<img src=x onerror=alert(2)>";

    private static readonly string Hashed = new Passwords().Hash(Password);

    private readonly TemporaryFolder _folder = new();
    private readonly WebApplication _app;
    private int _accounts;

    private ConsoleBench()
    {
        WriteRules(Pack);
        // Pages are found in the assembly that the application is named after.
        var builder = WebApplication.CreateBuilder(
            new WebApplicationOptions
            {
                ApplicationName = "Compliance.Gateway",
                ContentRootPath = AppContext.BaseDirectory,
                Args =
                [
                    $"--Compliance:DataDirectory={_folder.At("data")}",
                    $"--Compliance:Policies:Folder={_folder.At("packs")}",
                    "--Compliance:Policies:PollSeconds=0.2",
                    "--Compliance:Listeners:Push=http://127.0.0.1:0",
                    "--Compliance:Listeners:Admin=http://127.0.0.1:0",
                ],
            }
        );
        builder.Logging.ClearProviders();
        builder.AddListeners();
        builder.AddGateway();
        builder.Services.AddSingleton<TimeProvider>(Clock);
        builder.Services.AddAdmin();
        builder.Services.AddConsole();
        _app = builder.Build();
        _app.MapPushes();
        _app.MapHealth();
        _app.MapAdmin();
        _app.MapConsole();
    }

    public SetClock Clock { get; } = new() { Now = new DateTimeOffset(2026, 12, 2, 4, 0, 0, TimeSpan.Zero) };

    public Uri Push => Address(0);

    public Uri Admin => Address(1);

    public static async Task<ConsoleBench> StartAsync()
    {
        var bench = new ConsoleBench();
        await bench._app.StartAsync();
        return bench;
    }

    /// <summary>A path under the data directory.</summary>
    public string At(params string[] parts) => _folder.At(["data", .. parts]);

    public T Get<T>()
        where T : notnull => _app.Services.GetRequiredService<T>();

    public Browser Open(Uri? address = null) => new(address ?? Admin);

    /// <summary>A browser in which somebody of that role is signed in, over the sign-in page.</summary>
    public async Task<Browser> SignedInAsync(params string[] roles)
    {
        var browser = Open();
        var name = await AddAccountAsync(roles);
        using var answer = await browser.SignInAsync(name, Password);
        Assert.Equal("/console", answer.Headers.Location?.OriginalString);
        return browser with { Account = name };
    }

    public async Task<string> AddAccountAsync(params string[] roles)
    {
        var name = $"user{Interlocked.Increment(ref _accounts)}";
        var account = new Account
        {
            Name = name,
            Roles = [.. roles],
            PasswordHash = Hashed,
            Stamp = SignInDesk.NewStamp(),
            CreatedBy = "test",
            CreatedAt = Clock.Now,
        };
        Assert.True(await Get<IAccountStore>().AddAsync(account));
        return name;
    }

    /// <summary>Access entries, <c>actor action</c>, oldest first.</summary>
    public string[] Acts() =>
        [
            .. Entries()
                .Select(entry => string.Join(' ', entry.Terms.Where(term => term.Name is "actor" or "action").Select(term => term.Value))),
        ];

    public IEnumerable<EntryView> Entries() => Get<AuditTrail>().Scan(DateTimeOffset.UnixEpoch).Where(entry => entry.Type == "access");

    /// <summary>A decision as a push leaves it: one row a person, permitted or denied by a rule.</summary>
    public async Task<string> DecideAsync(DateTimeOffset at, string channel, params string?[] refusedBy)
    {
        var trail = Get<AuditTrail>();
        var terms = new List<Term> { new("channel", channel), new("sender", "crm") };
        int Of(Term term)
        {
            if (!terms.Contains(term))
                terms.Add(term);
            return terms.IndexOf(term);
        }

        var subjects = refusedBy
            .Select(
                (rule, i) =>
                    new EntrySubject
                    {
                        Slot = trail.Vault.Resolve($"phone:+86139{i:00000000}"),
                        Terms = rule is null
                            ? [Of(new Term("effect", "permit"))]
                            : [Of(new Term("effect", "deny")), Of(new Term("rule", rule))],
                    }
            )
            .ToList();
        var id = EntryId.New(at);
        await trail.AppendAsync(
            new AuditEntry
            {
                Type = "decision",
                Id = id,
                At = at,
                Terms = [.. terms],
                All = [0, 1],
                Subjects = [.. subjects],
                Body = "{}"u8.ToArray(),
            }
        );
        Assert.NotNull(trail.Find(id));
        return id;
    }

    public void BreakRules() => WriteRules(Pack.Replace("kind: consent\n", "kind: konsent\n", StringComparison.Ordinal));

    public void MendRules() => WriteRules(Pack);

    public async ValueTask DisposeAsync()
    {
        await _app.StopAsync();
        await _app.DisposeAsync();
        _folder.Dispose();
    }

    private void WriteRules(string rules)
    {
        foreach (var folder in (string[])["rules", "words"])
            Directory.CreateDirectory(_folder.At("packs", "evil", folder));
        File.WriteAllText(_folder.At("packs", "evil", "pack.yaml"), "pack: evil\ntitle: 试探\nowner: legal\n");
        File.WriteAllText(_folder.At("packs", "evil", "words", "hostile.tsv"), "试探词\tblock\tcategory=test\t改为“<b>粗</b>”\n");
        File.WriteAllText(_folder.At("packs", "evil", "rules", "all.yaml"), rules.ReplaceLineEndings("\n"));
    }

    private Uri Address(int listener) => new(Get<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.ElementAt(listener));
}
