using Compliance.Gateway.Credentials;
using Compliance.Gateway.Providers;
using Compliance.Gateway.Providers.Registry;
using Compliance.Gateway.Providers.Sandbox;
using Compliance.Gateway.Stores.VendorTokens;
using Compliance.TestKit;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Compliance.Tests.Gateway.Providers.Sandbox;

/// <summary>The sandbox on a real listener, and the channels that speak to it.</summary>
internal sealed class SandboxHost : IAsyncDisposable
{
    private readonly TemporaryFolder _folder = new();
    private readonly HttpClient _http = new();
    private readonly WebApplication _app;

    public SandboxHost()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        builder
            .Services.AddSingleton(new KeyFiles(_folder.Path))
            .AddSingleton(TimeProvider.System)
            .AddSingleton<IVendorTokenStore, MemoryVendorTokenStore>()
            .AddChannels();
        _app = builder.Build();
        _app.MapSandbox();
    }

    public T Get<T>()
        where T : notnull => _app.Services.GetRequiredService<T>();

    public SandboxVendor Vendor => Get<SandboxVendor>();

    public Channel Channel(string id) => Get<ChannelRegistry>().Find(id)!;

    public VendorAccount Account(string channel) => Get<VendorRegistry>().Find(channel, "default")!;

    public IReadOnlyList<SandboxDelivery> Deliveries => Get<SandboxDeliveries>().All();

    public async Task<SandboxHost> StartAsync()
    {
        await _app.StartAsync();
        Vendor.Address = new Uri(_app.Urls.Single());
        return this;
    }

    /// <summary>Sends what a channel signed, with its headers alone.</summary>
    public async Task<VendorResponse> SendAsync(OutboundRequest request, VendorAccount account)
    {
        var target = request.RawQuery.Length == 0 ? request.Path : $"{request.Path}?{request.RawQuery}";
        using var message = new HttpRequestMessage(new HttpMethod(request.Method), new Uri(account.Address, target));
        message.Headers.Host = account.Host;
        if (!request.Body.IsEmpty)
            message.Content = new ReadOnlyMemoryContent(request.Body);
        foreach (var (name, value) in request.Headers)
        {
            if (!message.Headers.TryAddWithoutValidation(name, value))
                message.Content!.Headers.TryAddWithoutValidation(name, value);
        }

        using var response = await _http.SendAsync(message);
        return new VendorResponse((int)response.StatusCode, new HeaderDictionary(), await response.Content.ReadAsByteArrayAsync());
    }

    public async ValueTask DisposeAsync()
    {
        await _app.DisposeAsync();
        _http.Dispose();
        _folder.Dispose();
    }
}
