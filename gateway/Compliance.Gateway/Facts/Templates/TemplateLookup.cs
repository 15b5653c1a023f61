using System.Collections.Concurrent;
using System.Collections.Immutable;
using Compliance.Gateway.Credentials;
using Compliance.Gateway.Model;
using Compliance.Gateway.Providers;
using Compliance.Gateway.Stores;
using Compliance.Gateway.Stores.Templates;
using Compliance.Rules.Facts;
using Compliance.Rules.Messages;

namespace Compliance.Gateway.Facts.Templates;

/// <summary>
/// The template that a push names: as registered here, else as its provider tells it. Whoever sees one first asks the provider, and whoever comes
/// meanwhile waits for the same answer; nobody waits longer than <see cref="Patience"/>.
/// </summary>
internal sealed class TemplateLookup(
    ITemplateStore store,
    TemplateReader reader,
    TemplateJudging judging,
    TimeProvider clock,
    ILogger<TemplateLookup> log
) : IDisposable
{
    public static readonly TimeSpan Patience = TimeSpan.FromSeconds(2);

    /// <summary>What could not be had is asked for again after this long: it may have been approved, or the permission given.</summary>
    private static readonly TimeSpan Remembered = TimeSpan.FromMinutes(1);

    private const int MostRemembered = 10_000;

    /// <summary>Invented ids must not use up the calls that the provider allows.</summary>
    private const int MostAtOnce = 8;

    private static readonly TemplateSight Nothing = new TemplateSight.Seen(Fact.Nothing<TemplateFact>());

    private readonly ConcurrentDictionary<TemplateKey, Asked> _asked = new();
    private readonly SemaphoreSlim _calls = new(MostAtOnce);
    private readonly CancellationTokenSource _stop = new();

    public async ValueTask<TemplateSight> FindAsync(Channel channel, VendorAccount account, Message message)
    {
        if (message.TemplateId is not { } id)
            return Nothing;
        var registered = store.Find(channel.Id, channel.Family, id);
        if (registered.State != FactState.Nothing || channel is not IProviderTemplates)
            return new TemplateSight.Seen(registered);
        // No provider names a template like a person: asked for and kept, it would stand in logs and stores.
        if (!PlainName.Is(id))
            return Nothing;
        var key = new TemplateKey(channel.Id, account.Name, id);
        if (store.FindFetched(key) is { } kept)
            return Seen(kept, channel, account, message);
        try
        {
            return await AskOnce(key, channel, account).WaitAsync(Patience, clock) is TemplateReading.Found found
                ? Seen(found.Template, channel, account, message)
                : Nothing;
        }
        catch (TimeoutException)
        {
            return new TemplateSight.Late();
        }
    }

    /// <summary>Asks the provider anew for a template that it told before; what it can't tell now stays as it was told.</summary>
    public async Task RefreshAsync(TemplateKey key, Channel channel, VendorAccount account, CancellationToken cancel)
    {
        switch (await reader.ReadAsync(channel, account, key.Id, cancel))
        {
            case TemplateReading.Found found:
                await store.KeepFetchedAsync(key, found.Template, clock.GetUtcNow());
                break;
            case TemplateReading.Gone:
                await store.ForgetFetchedAsync(key);
                log.LogWarning("template {Template} of {Channel} is gone at its provider", key.Id, key.Channel);
                break;
            case TemplateReading.NotTold untold when !cancel.IsCancellationRequested:
                log.LogWarning(
                    "template {Template} of {Channel} stays as it was: its provider said {Code}",
                    key.Id,
                    key.Channel,
                    untold.Code
                );
                break;
        }
    }

    public void Dispose()
    {
        _stop.Cancel();
        _stop.Dispose();
        _calls.Dispose();
    }

    private Task<TemplateReading> AskOnce(TemplateKey key, Channel channel, VendorAccount account)
    {
        var now = clock.GetUtcNow();
        if (_asked.TryGetValue(key, out var before) && !before.IsOver(now))
            return before.Reading.Value;
        if (_asked.Count >= MostRemembered)
            foreach (var (old, asked) in _asked)
                if (asked.Reading.IsValueCreated && asked.Reading.Value.IsCompleted)
                    _asked.TryRemove(KeyValuePair.Create(old, asked));
        var fresh = new Asked(new Lazy<Task<TemplateReading>>(() => AskAsync(key, channel, account)), now + Remembered);
        return _asked.AddOrUpdate(key, fresh, (_, known) => known.IsOver(now) ? fresh : known).Reading.Value;
    }

    private async Task<TemplateReading> AskAsync(TemplateKey key, Channel channel, VendorAccount account)
    {
        await _calls.WaitAsync(_stop.Token);
        try
        {
            var reading = await reader.ReadAsync(channel, account, key.Id, _stop.Token);
            if (reading is not TemplateReading.Found found)
                log.LogWarning("template {Template} of {Channel} can't be had: {Reading}", key.Id, key.Channel, reading);
            // The sandbox's templates are nobody's: a real provider is asked for its own.
            else if (!account.IsSandbox)
                await store.KeepFetchedAsync(key, found.Template, clock.GetUtcNow());
            return reading;
        }
        catch (StoreUnavailableException unavailable)
        {
            log.LogWarning(
                "template {Template} of {Channel} was told and can't be kept: {Problem}",
                key.Id,
                key.Channel,
                unavailable.Message
            );
            return new TemplateReading.NotTold("not kept");
        }
        finally
        {
            _calls.Release();
        }
    }

    private TemplateSight.Seen Seen(ProviderTemplate template, Channel channel, VendorAccount account, Message message)
    {
        var told = Told(template.Category, message.Declared);
        return new TemplateSight.Seen(
            Fact.Known(
                new TemplateFact
                {
                    Id = message.TemplateId!,
                    Text = template.Text,
                    // As at registration: a text that promotes something is marketing whatever it is called.
                    Category = judging.Promotes(channel.Id, template, told) ? Category.Marketing : told,
                    Signatures = store.Signatures(channel.Id, channel.Family),
                    Variables = template.Variables,
                    Fetched = true,
                    Assumed = account.IsSandbox,
                }
            )
        );
    }

    /// <summary>The provider's type, else what the caller declares. A provider's notice may be one of an order: there the caller may say so.</summary>
    private static Category Told(Category? type, Category? declared) =>
        type is null ? declared ?? Category.Marketing
        : type == Category.Service && declared == Category.Transaction ? Category.Transaction
        : type.Value;

    private sealed record Asked(Lazy<Task<TemplateReading>> Reading, DateTimeOffset Until)
    {
        /// <summary>An answer is remembered for its time; a question that waits for its answer is not asked again.</summary>
        public bool IsOver(DateTimeOffset now) => now >= Until && Reading.IsValueCreated && Reading.Value.IsCompleted;
    }
}
