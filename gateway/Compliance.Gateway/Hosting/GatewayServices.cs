using System.Diagnostics;
using Compliance.Audit;
using Compliance.Gateway.Admin;
using Compliance.Gateway.Credentials;
using Compliance.Gateway.Facts;
using Compliance.Gateway.Facts.Templates;
using Compliance.Gateway.Forwarding;
using Compliance.Gateway.LivePolicies;
using Compliance.Gateway.Model;
using Compliance.Gateway.Observability;
using Compliance.Gateway.Pipeline;
using Compliance.Gateway.Providers;
using Compliance.Gateway.Providers.Registry;
using Compliance.Gateway.Recording;
using Compliance.Gateway.Stores.Frequency;
using Compliance.Policies.Archive;
using Compliance.Policies.Cases;
using Compliance.Rules;
using Compliance.Rules.Rete;
using Microsoft.AspNetCore.DataProtection;

namespace Compliance.Gateway.Hosting;

/// <summary>What the gateway consists of. Order matters where hosted services start: policies, then recovery, then the rest.</summary>
internal static class GatewayServices
{
    public static void AddGateway(this WebApplicationBuilder builder)
    {
        var services = builder.Services;
        var options = GatewayOptions.Of(builder.Configuration);
        services.AddOptions<GatewayOptions>().BindConfiguration(GatewayOptions.Section);
        services.Configure<HostOptions>(host => host.ShutdownTimeout = TimeSpan.FromSeconds(options.Limits.ShutdownSeconds));
        services.AddSingleton(TimeProvider.System);
        services.AddSingleton(new KeyFiles(options.DataDirectory));
        services.AddSingleton(provider =>
            AuditTrail.Open(
                new AuditOptions
                {
                    Directory = options.AuditDirectory,
                    VaultDirectory = options.VaultDirectory,
                    Origin = options.Origin,
                    Clock = provider.GetRequiredService<TimeProvider>(),
                    Tally = DecisionEntry.Tally,
                }
            )
        );
        // Asked for by authentication; kept beside the other keys, not in somebody's home directory.
        services.AddDataProtection().PersistKeysToFileSystem(new DirectoryInfo(Path.Combine(options.KeysDirectory, "data-protection")));
        services.AddChannels();
        services.AddStores(options.DataDirectory);
        services.AddPolicies(options);
        services.AddRecording(options);
        services.AddVendorForwarding();
        services.AddSingleton<BodyBudget>();
        services.AddSingleton<IdempotentReplies>();
        services.AddObservability();
    }

    /// <summary>A first run leaves keys/admin and keys/sender-demo behind before it answers anybody.</summary>
    public static void WriteFirstKeys(this IServiceProvider services)
    {
        services.GetRequiredService<AdminKeys>();
        services.GetRequiredService<SenderRegistry>();
    }

    private static void AddPolicies(this IServiceCollection services, GatewayOptions options)
    {
        services.AddSingleton<LivePolicySet>();
        services.AddSingleton(new Evaluator(new ReteJudge()));
        services.AddSingleton(new PolicyArchive(Path.Combine(options.DataDirectory, "policies")));
        services.AddSingleton(provider => ActivatorUtilities.CreateInstance<PolicyPublisher>(provider, options.Policies.Folder));
        services.AddHostedService<PolicyWatch>();
    }

    private static void AddRecording(this IServiceCollection services, GatewayOptions options)
    {
        services.AddSingleton(provider => new DecisionEntry(
            ContentKey(options),
            provider.GetRequiredService<CounterNames>(),
            provider.GetRequiredService<ClosedVocabulary>(),
            EngineVersion.Current
        ));
        services.AddSingleton(_ => new ClosedVocabulary(ContentKey(options)));
        services.AddSingleton<IRemovedSends, RemovedSends>();
        services.AddSingleton<DecisionRecorder>();
        services.AddHostedService<Recovery>();
        services.AddHostedService<Heartbeat>();
        services.AddHostedService<TemplateRefresh>();
    }

    private static byte[] ContentKey(GatewayOptions options) => SecretFile.LoadOrCreate(Path.Combine(options.KeysDirectory, "content"));

    private static void AddObservability(this IServiceCollection services)
    {
        services.AddSingleton<IngressCounters>();
        services.AddHostedService(provider => new BadRequestObserver(
            provider.GetRequiredService<DiagnosticListener>(),
            provider.GetRequiredService<IngressCounters>()
        ));
        services
            .AddHealthChecks()
            .AddCheck<PolicyHealthCheck>("policies")
            .AddCheck<AuditHealthCheck>("audit")
            .AddCheck<StoresHealthCheck>("stores")
            .AddCheck<VendorsHealthCheck>("vendors");
    }
}
