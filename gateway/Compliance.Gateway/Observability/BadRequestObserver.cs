using System.Diagnostics;
using Compliance.Gateway.Recording;

namespace Compliance.Gateway.Observability;

/// <summary>Kestrel answers two Content-Lengths or a bad Host with a bare 400 before any middleware runs: counted here.</summary>
internal sealed class BadRequestObserver(DiagnosticListener diagnostics, IngressCounters counters)
    : IHostedService,
        IObserver<KeyValuePair<string, object?>>
{
    private const string BadRequestEvent = "Microsoft.AspNetCore.Server.Kestrel.BadRequest";

    private IDisposable? _subscription;

    public Task StartAsync(CancellationToken cancellationToken)
    {
        _subscription = diagnostics.Subscribe(this, (name, _, _) => name == BadRequestEvent);
        return Task.CompletedTask;
    }

    public Task StopAsync(CancellationToken cancellationToken)
    {
        _subscription?.Dispose();
        return Task.CompletedTask;
    }

    public void OnNext(KeyValuePair<string, object?> value) => counters.BadRequest();

    public void OnError(Exception error) { }

    public void OnCompleted() { }
}
