using System.CommandLine;
using System.Diagnostics;
using System.Globalization;
using System.Text.RegularExpressions;
using Compliance.TestKit;
using Compliance.TestKit.Callers;
using Compliance.TestKit.Gateways;
using Compliance.TestKit.Seeding;

namespace Compliance.LoadTests.Pages;

/// <summary>What an officer waits for once the log is large: whole answers of the console's pages, over HTTP, after real traffic through the front door.</summary>
internal static partial class ConsoleCommand
{
    private const string Password = "load test of the console";

    public static Command Create()
    {
        var decisions = new Option<int>("--decisions") { DefaultValueFactory = _ => 100_000 };
        var times = new Option<int>("--times")
        {
            DefaultValueFactory = _ => 20,
            Description = "each page is asked for that often, after twice to warm up",
        };
        var command = new Command(
            "console",
            "first page, searches, a story and an export of the console once the log holds that many decisions"
        )
        {
            decisions,
            times,
        };
        command.SetAction((parsed, _) => RunAsync(parsed.GetValue(decisions), parsed.GetValue(times)));
        return command;
    }

    private static async Task<int> RunAsync(int decisions, int times)
    {
        await using var gateway = await GatewayProcess.StartNewAsync(new GatewayLaunch { Settings = { ["Compliance:Sandbox"] = "true" } });
        await Eventually.TrueAsync(() => Link().IsMatch(gateway.Output), "the first link is printed");
        using var http = new HttpClient(new HttpClientHandler { UseCookies = true }) { BaseAddress = gateway.AdminAddress };
        await SignInAsync(http, Link().Match(gateway.Output).Groups[1].Value);
        await Templates.RegisterAsync(gateway.Admin);
        var customers = await Customers.RegisterAsync(gateway.Admin, 20_000);
        using var caller = new PushCaller(gateway.Push, gateway.SenderKey);
        var begun = Stopwatch.GetTimestamp();
        await new Traffic(caller, customers).PushAsync(0, decisions);
        var took = Stopwatch.GetElapsedTime(begun);
        Console.WriteLine(
            string.Create(
                CultureInfo.InvariantCulture,
                $"{decisions} pushes through the front door in {took.TotalSeconds:n0} s ({decisions / took.TotalSeconds:n0}/s)"
            )
        );

        await PageAsync(http, times, "first page", "");
        await PageAsync(http, times, "a common rule", "规则:consent-marketing");
        await PageAsync(http, times, "four conditions", "渠道:wecom 结果:部分 最近7天 -活动:618预热");
        await PageAsync(http, times, "one of two campaigns", "活动:会员日,春茶上新 类别:营销");
        await PageAsync(http, times, "nothing found", "活动:没有 最近7天");
        var person = await PersonAsync(http, customers[5].Phone);
        await MeasureAsync(http, times, "a person", person);
        var story = Story().Match(await http.GetStringAsync(person)).Value;
        await MeasureAsync(http, times, "a decision's story", story.Replace("&amp;", "&", StringComparison.Ordinal));
        await MeasureAsync(http, times, "overview", "/console");
        return 0;
    }

    private static Task PageAsync(HttpClient http, int times, string what, string line) =>
        MeasureAsync(http, times, what, line.Length == 0 ? "/console/decisions" : $"/console/decisions?q={Uri.EscapeDataString(line)}");

    private static async Task MeasureAsync(HttpClient http, int times, string what, string path)
    {
        var taken = new List<double>();
        var count = "";
        for (var i = -2; i < times; i++)
        {
            var begun = Stopwatch.GetTimestamp();
            var text = await http.GetStringAsync(new Uri(path, UriKind.Relative));
            if (i >= 0)
                taken.Add(Stopwatch.GetElapsedTime(begun).TotalMilliseconds);
            count = Count().Match(text).Groups[1].Value;
        }

        taken.Sort();
        Console.WriteLine(
            string.Create(
                CultureInfo.InvariantCulture,
                $"{what}: p50 {taken[taken.Count / 2]:n0} ms, longest {taken[^1]:n0} ms{(count.Length == 0 ? "" : $" ({count})")}"
            )
        );
    }

    /// <summary>The address that a search for a person leads to: it names him encrypted.</summary>
    private static async Task<string> PersonAsync(HttpClient http, string phone)
    {
        using var answer = await PostAsync(http, "/console/decisions", new() { ["line"] = phone });
        return answer.RequestMessage!.RequestUri!.PathAndQuery;
    }

    private static async Task SignInAsync(HttpClient http, string link)
    {
        using var answer = await PostAsync(
            http,
            "/console/welcome",
            new()
            {
                ["Token"] = link[(link.IndexOf('#') + 1)..],
                ["Name"] = "officer",
                ["password"] = Password,
                ["again"] = Password,
            }
        );
        answer.EnsureSuccessStatusCode();
    }

    private static async Task<HttpResponseMessage> PostAsync(HttpClient http, string path, Dictionary<string, string> fields)
    {
        var page = await http.GetStringAsync(new Uri(path, UriKind.Relative));
        using var form = new FormUrlEncodedContent(fields);
        using var request = new HttpRequestMessage(HttpMethod.Post, path) { Content = form };
        request.Headers.Add("Console-Token", FormToken().Match(page).Groups[1].Value);
        var answer = await http.SendAsync(request);
        return answer.IsSuccessStatusCode ? answer : throw new HttpRequestException($"{path}: {(int)answer.StatusCode}");
    }

    [GeneratedRegex(@"(http\S+/console/welcome#\S+)")]
    private static partial Regex Link();

    [GeneratedRegex("name=\"form-token\" content=\"([^\"]+)\"")]
    private static partial Regex FormToken();

    [GeneratedRegex("<strong>([^<]+个决定)</strong>")]
    private static partial Regex Count();

    [GeneratedRegex("/console/decisions/[0-9a-f]{32}[^\"]*")]
    private static partial Regex Story();
}
