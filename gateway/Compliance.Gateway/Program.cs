using Compliance.Audit;
using Compliance.Gateway.Admin;
using Compliance.Gateway.Console;
using Compliance.Gateway.Hosting;
using Compliance.Gateway.Observability;
using Compliance.Gateway.Pipeline;
using Compliance.Gateway.Sandbox;
using Microsoft.Extensions.Options;

if (CommandLine.AsksForHelp(args))
{
    Console.Out.Write(CommandLine.Help);
    return 0;
}

var builder = WebApplication.CreateBuilder(new WebApplicationOptions { Args = args, ContentRootPath = AppContext.BaseDirectory });
builder.AddListeners();
builder.AddLogs();
builder.AddGateway();
builder.Services.AddAdmin();
builder.Services.AddConsole();
try
{
    await using var app = builder.Build();
    // Before anything opens a file: a wrong setting is told as such, with all the others.
    app.Services.GetRequiredService<IStartupValidator>().Validate();
    app.Services.WriteFirstKeys();
    app.MapPushes();
    app.MapHealth();
    app.MapAdmin();
    app.MapConsole();
    app.MapSandboxVendor();
    await app.RunAsync();
    return 0;
}
catch (OperationCanceledException)
{
    // Told to stop before it had started.
    return 0;
}
catch (Exception invalid) when (ConfigurationErrors.Of(invalid) is { } failures)
{
    // Every error at once: an operator mends them in one go.
    foreach (var failure in failures)
        await Console.Error.WriteLineAsync($"configuration: {Redactor.Redact(failure)}");
    return 2;
}
catch (Exception refused) when (refused is AuditDamagedException or AuditUnavailableException or IOException or UnauthorizedAccessException)
{
    await Console.Error.WriteLineAsync($"the gateway does not start: {Redactor.Redact(refused.Message)}");
    return 3;
}
