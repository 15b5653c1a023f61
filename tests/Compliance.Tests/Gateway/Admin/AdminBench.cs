using System.Collections.Immutable;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json.Nodes;
using Compliance.Audit;
using Compliance.Gateway.Admin;
using Compliance.Gateway.Credentials;
using Compliance.Gateway.Facts;
using Compliance.Gateway.LivePolicies;
using Compliance.Gateway.Model;
using Compliance.Gateway.Recording;
using Compliance.Gateway.Stores.Activity;
using Compliance.Gateway.Stores.Frequency;
using Compliance.Policies.Archive;
using Compliance.Policies.Cases;
using Compliance.Policies.Loading;
using Compliance.Rules.Decisions;
using Compliance.Rules.Facts;
using Compliance.Rules.Messages;
using Compliance.TestKit;
using Compliance.Tests.Rules;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.TestHost;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;

namespace Compliance.Tests.Gateway.Admin;

/// <summary>The admin API in memory, on the real stores, trail and policy packs; pushes are decided and recorded without a wire.</summary>
internal sealed class AdminBench : IAsyncDisposable
{
    /// <summary>Loaded once: compiling the word lists takes longer than most tests.</summary>
    private static readonly Lazy<PolicyLoadResult> Packs = new(() => PolicyFolder.Load(PacksFolder, TimeProvider.System));

    private readonly TemporaryFolder _folder = new();
    private readonly WebApplication _app;

    private AdminBench(string fourEyes)
    {
        var builder = WebApplication.CreateBuilder();
        builder.WebHost.UseTestServer();
        builder.Configuration.AddInMemoryCollection(
            Roles
                .All.SelectMany(role => new Dictionary<string, string?>
                {
                    [$"Compliance:AdminKeys:{role}-key:Key"] = KeyOf(role),
                    [$"Compliance:AdminKeys:{role}-key:Roles:0"] = role,
                })
                .Append(new("Compliance:FourEyes", fourEyes))
        );
        var services = builder.Services;
        services.AddOptions<GatewayOptions>().Configure(options => options.Brand = "brand");
        services.AddSingleton<TimeProvider>(Clock);
        services.AddSingleton(new KeyFiles(_folder.Path));
        services.AddSingleton(_ =>
            AuditTrail.Open(
                new AuditOptions
                {
                    Directory = At("audit"),
                    VaultDirectory = At("vault"),
                    Origin = "brand/gateway",
                    Clock = Clock,
                    SegmentBytes = 1 << 20,
                }
            )
        );
        services.AddStores(_folder.Path);
        services.AddSingleton(new SenderRegistry([]));
        services.AddSingleton<LivePolicySet>();
        services.AddSingleton(new PolicyArchive(At("policies")));
        services.AddSingleton(provider => ActivatorUtilities.CreateInstance<PolicyPublisher>(provider, PacksFolder));
        services.AddSingleton(provider => new DecisionEntry(
            new byte[32],
            provider.GetRequiredService<CounterNames>(),
            provider.GetRequiredService<ClosedVocabulary>(),
            "test-engine"
        ));
        services.AddSingleton(_ => new ClosedVocabulary(new byte[32]));
        services.AddSingleton<DecisionRecorder>();
        services.AddSingleton<Compliance.Gateway.Providers.Sandbox.SandboxDeliveries>();
        services.AddAdmin();
        _app = builder.Build();
        _app.MapAdmin();
    }

    private static string PacksFolder => Path.Combine(Repository.Root, "policies", "packs");

    public SetClock Clock { get; } = new() { Now = new DateTimeOffset(2026, 12, 2, 4, 0, 0, TimeSpan.Zero) };

    public IServiceProvider Services => _app.Services;

    public AuditTrail Trail => Get<AuditTrail>();

    public PersonVault Vault => Trail.Vault;

    /// <param name="fourEyes">Each role has a key here, so that two people may approve everything.</param>
    public static async Task<AdminBench> StartAsync(string fourEyes = "off")
    {
        var bench = new AdminBench(fourEyes);
        await bench._app.StartAsync();
        bench.Get<AdminKeys>();
        bench.Get<LivePolicySet>().Publish(Packs.Value, bench.Clock.Now);
        return bench;
    }

    public static string KeyOf(string role) => $"{role}-key-0123456789abcdef";

    public string At(params string[] parts) => _folder.At(parts);

    public T Get<T>()
        where T : notnull => Services.GetRequiredService<T>();

    public HttpClient As(string? role)
    {
        var client = _app.GetTestClient();
        if (role is not null)
            client.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", KeyOf(role));
        return client;
    }

    public Task<HttpResponseMessage> PostAsync(string role, string path, string body, string type = "application/json") =>
        As(role).PostAsync(path, new StringContent(body, Encoding.UTF8, type));

    public async Task<JsonNode> PostOkAsync(string role, string path, string body)
    {
        using var answer = await PostAsync(role, path, body);
        var text = await answer.Content.ReadAsStringAsync();
        Assert.True(answer.IsSuccessStatusCode, text);
        return JsonNode.Parse(text)!;
    }

    public async Task<JsonNode> GetOkAsync(string role, string path)
    {
        using var answer = await As(role).GetAsync(path);
        var text = await answer.Content.ReadAsStringAsync();
        Assert.True(answer.IsSuccessStatusCode, text);
        return JsonNode.Parse(text)!;
    }

    public Task ConsentAsync(string identity, string action, string channel = "sms") =>
        PostOkAsync(
            Roles.Officer,
            "/api/consents",
            $$"""{"identity":"{{identity}}","channel":"{{channel}}","purpose":"marketing","action":"{{action}}","proof":"form-1","notice":"v3"}"""
        );

    /// <summary>Entries of access by what was done, oldest first.</summary>
    public string[] Acts() =>
        [
            .. Trail
                .Scan(DateTimeOffset.UnixEpoch)
                .Where(entry => entry.Type == "access")
                .Select(entry => entry.Terms.Single(term => term.Name == "action").Value),
        ];

    /// <summary>Decides and records as a push would, without sending.</summary>
    public async Task<string> DecideAsync(string text, string campaign, params string[] identities)
    {
        var message = new Message
        {
            Channel = "tencent-sms",
            Family = "sms",
            Sender = "crm",
            Brand = "brand",
            Campaign = campaign,
            At = Clock.GetUtcNow(),
            Recipients = [.. identities.Select(identity => new Recipient { Identity = identity, Kind = RecipientKind.Person })],
            Contents =
            [
                new MessageContent
                {
                    Fields =
                    [
                        new ContentField
                        {
                            Name = "SignName",
                            Text = "品牌",
                            Role = FieldRole.Signature,
                            Editable = false,
                        },
                        new ContentField { Name = "text", Text = text },
                    ],
                },
            ],
        };
        ImmutableArray<PersonSlot> people = [.. identities.Select(identity => Vault.Root(Vault.Resolve(identity)))];
        var sender = new Sender
        {
            Name = "crm",
            Key = new SecretText("crm.key"),
            Channels = ["*"],
            Purposes = ["*"],
            Brand = "brand",
        };
        var carried = Get<ContentNames>().Of(message, null);
        var facts = await Get<FactGatherer>()
            .GatherAsync(
                message,
                Fact.Nothing<TemplateFact>(),
                carried,
                people,
                sender,
                Get<SenderActivity>().ObserveAsync(message, carried, sender),
                default
            );
        var draft = Given.Engine.Draft(message, facts, Get<LivePolicySet>().Set);
        var grants = await Get<ICapStore>()
            .ReserveAsync(
                message.At,
                [.. draft.Demands.Select(d => new PersonDemand(people[d.Recipient], d, Get<CounterNames>().Of(d)))],
                default
            );
        var decision = draft.Settle(grants);
        var id = EntryId.New(message.At);
        await Get<DecisionRecorder>()
            .RecordAsync(id, message, decision, people, CaseV1.Of(message, facts, draft, grants, decision).Split(), Arrival.Plain);
        return id;
    }

    public async ValueTask DisposeAsync()
    {
        await _app.DisposeAsync();
        _folder.Dispose();
    }
}
