using Compliance.Gateway.Hosting;
using Serilog;
using Serilog.Events;

namespace Compliance.Gateway.Observability;

internal static class Logs
{
    /// <summary>
    /// The program's own log, to console and file. It may lose a line and never stops a push; the audit trail is the other one.
    /// </summary>
    public static void AddLogs(this WebApplicationBuilder builder)
    {
        var options = GatewayOptions.Of(builder.Configuration);
        var formatter = new RedactingFormatter();
        var configuration = new LoggerConfiguration()
            .MinimumLevel.Information()
            // These two write whole request lines, and with them phones and tokens.
            .MinimumLevel.Override("Microsoft.AspNetCore", LogEventLevel.Warning)
            // Its keys sign no more than form tokens; that they lie unencrypted beside the others is known.
            .MinimumLevel.Override("Microsoft.AspNetCore.DataProtection", LogEventLevel.Error)
            .MinimumLevel.Override("Yarp", LogEventLevel.Warning)
            .MinimumLevel.Override("System.Net.Http", LogEventLevel.Warning)
            .ReadFrom.Configuration(builder.Configuration)
            .WriteTo.Console(formatter)
            .WriteTo.File(
                formatter,
                Path.Combine(options.DataDirectory, "logs", "gateway-.log"),
                rollingInterval: RollingInterval.Day,
                retainedFileCountLimit: 200
            );
        builder.Logging.ClearProviders();
        builder.Logging.AddSerilog(configuration.CreateLogger(), dispose: true);
    }
}
