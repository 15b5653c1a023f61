using System.CommandLine;
using System.Globalization;
using System.Net.Http.Headers;
using System.Text;
using Compliance.TestKit.Gateways;
using Spectre.Console;

namespace Compliance.LoadTests.Cost;

/// <summary>What judging, recording durably and signing cost beside a proxy that only passes bytes, in CPU time a request.</summary>
internal static class CostCommand
{
    /// <summary>.NET compiles hot code anew in the background; before that has settled, a third of the gateway's time is the compiler's.</summary>
    private const int WarmUps = 8;

    public static Command Create()
    {
        var requests = new Option<int>("--requests") { DefaultValueFactory = _ => 5000, Description = "pushes a round" };
        var rounds = new Option<int>("--rounds")
        {
            DefaultValueFactory = _ => 5,
            Description = "rounds of each side, alternating, after eight to warm up",
        };
        var connections = new Option<int>("--connections") { DefaultValueFactory = _ => 32 };
        var command = new Command(
            "cost",
            "CPU time a request: the gateway with all rules and durable audit against a bare YARP, same bodies, same run"
        )
        {
            requests,
            rounds,
            connections,
        };
        command.SetAction((parsed, _) => RunAsync(parsed.GetValue(requests), parsed.GetValue(rounds), parsed.GetValue(connections)));
        return command;
    }

    private static async Task<int> RunAsync(int requests, int rounds, int connections)
    {
        using var vendor = await Child.StartAsync("vendor");
        using var yarp = await Child.StartAsync("passthrough", "--to", vendor.Address.ToString());
        await using var gateway = await GatewayProcess.StartNewAsync(new GatewayLaunch { Settings = Settings(vendor.Address) });
        await SeedAsync(gateway, requests * (rounds + 1) * PushBodies.RecipientsPerPush);

        const string path = "/cgi-bin/externalcontact/add_msg_template";
        var bare = new Target(
            "bare YARP",
            yarp.Id,
            new Uri(yarp.Address, path + "?access_token=load-test-token"),
            Judges: false,
            new Dictionary<string, string>()
        );
        var judged = new Target(
            "gateway",
            gateway.ProcessId,
            new Uri(gateway.Push, "/wecom" + path),
            Judges: true,
            new Dictionary<string, string> { ["Compliance-Key"] = gateway.SenderKey }
        );
        List<(Round Bare, Round Judged)> measured = [];
        for (var round = 1 - WarmUps; round <= rounds; round++)
        {
            // The rounds to warm up send to the same people again; each measured one to people whom nobody has asked for yet.
            var first = Math.Max(0, round) * requests;
            var pair = (
                await Round.RunAsync(bare, first, requests, connections),
                await Round.RunAsync(judged, first, requests, connections)
            );
            if (round > 0)
                measured.Add(pair);
        }

        Report(measured, requests, connections);
        return 0;
    }

    private static Dictionary<string, string> Settings(Uri vendor) =>
        new()
        {
            ["Compliance:Vendors:wecom:Address"] = vendor.ToString().TrimEnd('/'),
            ["Compliance:Vendors:wecom:Accounts:default:Id"] = "wwload",
            ["Compliance:Vendors:wecom:Accounts:default:Secret"] = "load-test-secret",
        };

    private static async Task SeedAsync(GatewayProcess gateway, int people)
    {
        foreach (var chunk in Enumerable.Range(0, people).Chunk(5000))
        {
            var lines = new StringBuilder();
            foreach (var person in chunk)
                lines
                    .Append(
                        CultureInfo.InvariantCulture,
                        $$"""{"identity":"wecom:{{PushBodies.Customer(person)}}","channel":"wecom","purpose":"marketing","action":"grant","notice":"privacy-v3","source":"load-test","proof":"load-test"}"""
                    )
                    .Append('\n');
            using var content = new StringContent(lines.ToString(), Encoding.UTF8, new MediaTypeHeaderValue("application/x-ndjson"));
            using var answer = await gateway.Admin.Http.PostAsync(new Uri("/api/consents", UriKind.Relative), content);
            if (!answer.IsSuccessStatusCode)
                throw new InvalidOperationException($"seeding: {(int)answer.StatusCode} {await answer.Content.ReadAsStringAsync()}");
        }
    }

    private static void Report(List<(Round Bare, Round Judged)> measured, int requests, int connections)
    {
        var table = new Table().AddColumns("", "min", "median", "max");
        Row(table, "bare YARP, CPU µs a request", measured.Select(pair => pair.Bare.CpuPerRequest.TotalMicroseconds), "0");
        Row(table, "gateway, CPU µs a request", measured.Select(pair => pair.Judged.CpuPerRequest.TotalMicroseconds), "0");
        Row(table, "ratio, round by round", measured.Select(pair => pair.Judged.CpuPerRequest / pair.Bare.CpuPerRequest), "0.00");
        Row(table, "bare YARP, requests/s", measured.Select(pair => pair.Bare.RequestsPerSecond), "0");
        Row(table, "gateway, requests/s", measured.Select(pair => pair.Judged.RequestsPerSecond), "0");
        Row(table, "gateway, p50 ms", measured.Select(pair => pair.Judged.Median.TotalMilliseconds), "0.0");
        Row(table, "gateway, p99 ms", measured.Select(pair => pair.Judged.P99.TotalMilliseconds), "0.0");
        AnsiConsole.Write(table);
        AnsiConsole.WriteLine(
            $"{measured.Count} rounds of {requests} pushes of {PushBodies.Length} bytes to {PushBodies.RecipientsPerPush} people, {connections} connections, {Environment.ProcessorCount} cores"
        );
    }

    private static void Row(Table table, string what, IEnumerable<double> values, string format)
    {
        var sorted = values.Order().ToArray();
        table.AddRow(
            new[] { what }
                .Concat(
                    new[] { sorted[0], sorted[sorted.Length / 2], sorted[^1] }.Select(value =>
                        value.ToString(format, CultureInfo.InvariantCulture)
                    )
                )
                .ToArray()
        );
    }
}
