using Compliance.Gateway.Model;
using Serilog;
using Serilog.Events;

namespace Compliance.Gateway.Observability;

internal static class Logs
{
    /// <summary>What the logger would stumble over.</summary>
    public static IEnumerable<string> Errors(IConfiguration configuration) =>
        from level in configuration.GetSection("Serilog:MinimumLevel").AsEnumerable()
        where level.Value is not null && !Enum.TryParse<LogEventLevel>(level.Value, ignoreCase: true, out _)
        select $"{level.Key} is '{level.Value}', not one of {string.Join(", ", Enum.GetNames<LogEventLevel>())}";

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
            // What is degraded stands on /health/ready, which is asked every few seconds.
            .MinimumLevel.Override("Microsoft.Extensions.Diagnostics.HealthChecks", LogEventLevel.Error)
            // A start that fails or is broken off is told by Program, in one sentence.
            .Filter.ByExcluding(entry => IsFailedStart(entry))
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

    private static bool IsFailedStart(LogEvent entry) =>
        entry.Properties.GetValueOrDefault("SourceContext") is ScalarValue { Value: "Microsoft.Extensions.Hosting.Internal.Host" }
        && entry.Properties.GetValueOrDefault("EventId") is StructureValue id
        && id.Properties.Any(part => part is { Name: "Id", Value: ScalarValue { Value: 11 } });
}
