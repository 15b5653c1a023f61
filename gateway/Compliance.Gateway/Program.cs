using Compliance.Gateway.Admin;
using Compliance.Gateway.Console;
using Compliance.Gateway.Hosting;
using Compliance.Gateway.Model;
using Compliance.Gateway.Observability;
using Compliance.Gateway.Pipeline;

if (CommandLine.AsksForHelp(args))
{
    Console.Out.Write(CommandLine.Help);
    return 0;
}

// Before anything is opened: everything that is wrong is told at once, and leaves nothing behind.
var settings = Settings.Read(args);
if (settings.Errors.Length > 0)
    return StartRefusal.Tell(ExitCode.WrongSettings, settings.Errors);
if (StartConditions.Missing(GatewayOptions.Of(settings.Configuration)) is { Count: > 0 } missing)
    return StartRefusal.Tell(ExitCode.MachineRefuses, missing);

var builder = WebApplication.CreateBuilder(new WebApplicationOptions { Args = args, ContentRootPath = AppContext.BaseDirectory });
builder.Configuration.AddConfiguration(settings.Configuration);
builder.AddListeners();
builder.AddLogs();
builder.AddGateway();
builder.Services.AddAdmin();
builder.Services.AddConsole();
try
{
    await using var app = builder.Build();
    app.Services.WriteFirstKeys();
    app.MapPushes();
    app.MapHealth();
    app.MapAdmin();
    app.MapConsole();
    app.MapSandboxVendor();
    await app.RunAsync();
    return ExitCode.Stopped;
}
catch (OperationCanceledException)
{
    // Told to stop before it had started.
    return ExitCode.Stopped;
}
catch (Exception refused) when (StartRefusal.Explains(refused))
{
    return StartRefusal.Tell(ExitCode.MachineRefuses, [refused.Message]);
}
