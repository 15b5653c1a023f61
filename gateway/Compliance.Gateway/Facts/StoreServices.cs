using Compliance.Audit;
using Compliance.Gateway.Credentials;
using Compliance.Gateway.Facts.Templates;
using Compliance.Gateway.Model;
using Compliance.Gateway.Stores.Activity;
using Compliance.Gateway.Stores.Approvals;
using Compliance.Gateway.Stores.Consent;
using Compliance.Gateway.Stores.Frequency;
using Compliance.Gateway.Stores.Halts;
using Compliance.Gateway.Stores.Idempotency;
using Compliance.Gateway.Stores.Sqlite;
using Compliance.Gateway.Stores.Subjects;
using Compliance.Gateway.Stores.Suppression;
using Compliance.Gateway.Stores.Templates;
using Compliance.Gateway.Stores.VendorTokens;
using Microsoft.Extensions.Options;

namespace Compliance.Gateway.Facts;

internal static class StoreServices
{
    /// <summary>
    /// The embedded stores under <c>stores/</c> and what gathers facts from them. Wants an <see cref="AuditTrail"/> and a
    /// <see cref="TimeProvider"/> to be registered, and <c>Recovery</c> to run before the first push.
    /// </summary>
    public static IServiceCollection AddStores(this IServiceCollection services, string dataDirectory)
    {
        byte[] Secret(string name) => SecretFile.LoadOrCreate(Path.Combine(dataDirectory, "keys", name));

        services.AddSingleton(provider => new SqliteFolder(
            Path.Combine(dataDirectory, "stores"),
            provider.GetRequiredService<ILogger<SqliteFolder>>()
        ));
        services.AddSingleton(provider => provider.GetRequiredService<AuditTrail>().Vault);
        services.AddSingleton<ISubjectStore, SqliteSubjectStore>();
        services.AddSingleton<IConsentStore, SqliteConsentStore>();
        services.AddSingleton<ISuppressionStore>(provider => new SqliteSuppressionStore(
            provider.GetRequiredService<SqliteFolder>(),
            provider.GetRequiredService<PersonVault>(),
            Secret("suppressions")
        ));
        services.AddSingleton<ITemplateStore, SqliteTemplateStore>();
        services.AddSingleton<TemplateJudging>();
        services.AddSingleton<TemplateReader>();
        services.AddSingleton<TemplateLookup>();
        services.AddSingleton<IHaltStore>(provider => new SqliteHaltStore(
            provider.GetRequiredService<SqliteFolder>(),
            provider.GetRequiredService<CampaignContents>(),
            Secret("reach")
        ));
        services.AddSingleton(_ => new CounterNames(Secret("content")));
        services.AddSingleton<ICapStore, MemoryCapStore>();
        services.AddSingleton<IReachStore, SqliteReachStore>();
        services.AddSingleton(_ => new ContentNames(Secret("reach")));
        services.AddSingleton<CampaignContents>();
        services.AddSingleton<SenderActivity>();
        services.AddSingleton<IReplayStore, MemoryReplayStore>();
        services.AddSingleton<IVendorTokenStore, MemoryVendorTokenStore>();
        services.AddSingleton<IIdempotencyStore>(provider => new SqliteIdempotencyStore(
            provider.GetRequiredService<SqliteFolder>(),
            Secret("idempotency"),
            provider.GetRequiredService<TimeProvider>(),
            id => provider.GetRequiredService<AuditTrail>().Find(id) is not null
        ));
        services.AddSingleton<IApprovalStore>(provider => new SqliteApprovalStore(
            provider.GetRequiredService<SqliteFolder>(),
            Secret("idempotency")
        ));
        services.AddSingleton<PersonLinks>();
        services.AddSingleton(provider => new StoreDeadline(
            TimeSpan.FromMilliseconds(provider.GetRequiredService<IOptions<GatewayOptions>>().Value.Limits.StoreMilliseconds)
        ));
        services.AddSingleton<FactGatherer>();
        return services;
    }
}
