using System.CommandLine;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Yarp.ReverseProxy.Configuration;

namespace Compliance.LoadTests.Cost;

/// <summary>YARP with one route and nothing else: what any .NET proxy costs before it has judged anything.</summary>
internal static class PassthroughCommand
{
    public static Command Create()
    {
        var port = new Option<int>("--port") { Required = true };
        var to = new Option<string>("--to") { Required = true };
        var command = new Command("passthrough", "Serves a bare YARP in front of --to") { port, to };
        command.SetAction((parsed, cancel) => RunAsync(parsed.GetValue(port), parsed.GetValue(to)!, cancel));
        return command;
    }

    private static async Task<int> RunAsync(int port, string to, CancellationToken cancel)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls($"http://127.0.0.1:{port}");
        builder
            .Services.AddReverseProxy()
            .LoadFromMemory(
                [
                    new RouteConfig
                    {
                        RouteId = "all",
                        ClusterId = "vendor",
                        Match = new RouteMatch { Path = "{**rest}" },
                    },
                ],
                [
                    new ClusterConfig
                    {
                        ClusterId = "vendor",
                        Destinations = new Dictionary<string, DestinationConfig> { ["vendor"] = new() { Address = to } },
                    },
                ]
            );
        await using var app = builder.Build();
        app.MapReverseProxy();
        await app.StartAsync(cancel);
        await app.WaitForShutdownAsync(cancel);
        return 0;
    }
}
