using System.CommandLine;
using System.Text;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Compliance.LoadTests.Cost;

/// <summary>A WeCom that says yes to everything as fast as Kestrel can: its cost must not hide the gateway's.</summary>
internal static class VendorCommand
{
    private static readonly byte[] Token = Encoding.UTF8.GetBytes(
        """{"errcode":0,"errmsg":"ok","access_token":"load-test-token","expires_in":7200}"""
    );
    private static readonly byte[] Sent = Encoding.UTF8.GetBytes(
        """{"errcode":0,"errmsg":"ok","fail_list":[],"msgid":"msgGCAAAXtWyujaWJHDDGi0mAAAA"}"""
    );

    public static Command Create()
    {
        var port = new Option<int>("--port") { Required = true };
        var command = new Command("vendor", "Serves the vendor that the other verbs send to") { port };
        command.SetAction((parsed, cancel) => RunAsync(parsed.GetValue(port), cancel));
        return command;
    }

    private static async Task<int> RunAsync(int port, CancellationToken cancel)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls($"http://127.0.0.1:{port}");
        await using var app = builder.Build();
        app.Run(async context =>
        {
            await context.Request.Body.CopyToAsync(Stream.Null);
            var reply = context.Request.Path.Value!.EndsWith("/gettoken", StringComparison.Ordinal) ? Token : Sent;
            context.Response.ContentType = "application/json; charset=UTF-8";
            context.Response.ContentLength = reply.Length;
            await context.Response.Body.WriteAsync(reply);
        });
        await app.StartAsync(cancel);
        await app.WaitForShutdownAsync(cancel);
        return 0;
    }
}
