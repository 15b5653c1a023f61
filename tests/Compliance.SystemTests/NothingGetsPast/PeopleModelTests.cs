using System.Diagnostics;
using System.Globalization;
using System.Text;
using System.Text.Json;
using Compliance.TestKit.Callers;
using Compliance.TestKit.Gateways;
using FsCheck;
using FsCheck.Fluent;
using Xunit.Abstractions;

namespace Compliance.SystemTests.NothingGetsPast;

/// <summary>
/// Random people, consents and pushes over all three channels, against a model that knows nothing of the gateway: on the wire stands exactly who may be sent
/// to, and the record says what left. Each run has people of its own, so that many are made at the same time. How many in all,
/// <c>COMPLIANCE_PEOPLE_RUNS</c> says (<c>tests/people-model.sh</c>).
/// </summary>
public sealed class PeopleModelTests(MorningScene morning, ITestOutputHelper output) : IClassFixture<MorningScene>
{
    private const int ShortForm = 1_000;
    private const int RecordEvery = 10;

    /// <summary>A run waits for disks and answers nearly all of its time.</summary>
    private const int AtOnce = 20;

    private const int TellEvery = 1_000;

    private readonly Scene _scene = morning.Scene;
    private readonly AdminClient _admin = morning.Scene.Admin;
    private readonly long _began = Stopwatch.GetTimestamp();
    private int _runs,
        _done;

    [Fact]
    public void Nobody_is_sent_to_whom_the_model_denies_and_the_record_says_what_left()
    {
        var runs = int.Parse(
            Environment.GetEnvironmentVariable("COMPLIANCE_PEOPLE_RUNS") ?? ShortForm.ToString(CultureInfo.InvariantCulture),
            CultureInfo.InvariantCulture
        );
        Check.One(
            Config.QuickThrowOnFailure.WithMaxTest((runs + AtOnce - 1) / AtOnce),
            Prop.ForAll(PeopleModel.Several(AtOnce), several => Task.WhenAll(several.Select(RunAsync)).GetAwaiter().GetResult())
        );
        // Each run took what reached its own people: nobody else was sent to.
        Assert.Empty(_scene.Vendor.Pushes);
    }

    private async Task RunAsync(ModelRun run)
    {
        var people = run.BirthYears.Select(_ => Person.New()).ToArray();
        await LinesAsync(
            "/api/subjects",
            people.Select(
                (person, i) =>
                    (object)
                        new
                        {
                            subject = person.Subject,
                            identities = new[] { person.PhoneIdentity, person.CustomerIdentity },
                            birthYear = run.BirthYears[i] == 0 ? (int?)null : run.BirthYears[i],
                        }
            )
        );
        var now = _scene.Clock.GetUtcNow();
        foreach (var import in run.Imports)
        {
            await LinesAsync("/api/consents", import.Select(told => Line(told, people[told.Person], now)));
            // The next body is received later, by the milliseconds in which receipts are kept.
            await Task.Delay(2);
        }

        var permitted = PeopleModel.Permitted(run, now.ToOffset(TimeSpan.FromHours(8)).Year);
        var withRecord = Interlocked.Increment(ref _runs) % RecordEvery == 0;
        for (var i = 0; i < run.Pushes.Count; i++)
            await PushAsync(run, run.Pushes[i], permitted[i].Rows, permitted[i].Twice, people, withRecord);
        if (Interlocked.Increment(ref _done) is var done && done % TellEvery == 0)
            output.WriteLine($"{done:n0} runs in {Stopwatch.GetElapsedTime(_began).TotalSeconds:n0} s");
    }

    private async Task PushAsync(ModelRun run, ModelPush push, List<int> permitted, int twice, Person[] people, bool withRecord)
    {
        string[] written =
        [
            .. push.Rows.Select(row =>
                push.Channel == "wecom"
                    ? people[row.Person].Customer
                    : PeopleModel.Spellings[row.Spelling].Replace("{0}", people[row.Person].Phone, StringComparison.Ordinal)
            ),
        ];
        (string, string)[] headers = push.Label is null ? [] : [("Compliance-Category", push.Label)];
        var answer = push.Channel switch
        {
            "wecom" => await _scene.Caller.WecomAsync("您好，今年的春茶已经到店", written, headers),
            "tencent-sms" => await _scene.Caller.TencentAsync(written, ["王女士", "春茶"], headers),
            _ => await _scene.Caller.AliyunAsync(written, "王女士", headers),
        };
        var left = _scene.Vendor.Take(one => one.Recipients.Any(IsOurs)).SelectMany(one => one.Recipients).ToList();
        var expected = permitted.ConvertAll(row => written[row]);
        var told =
            $"{run}\n{push.Channel}: asked {string.Join(' ', written)}\nmodel: {string.Join(' ', expected)}\nleft: {string.Join(' ', left)}\n{answer.Text}";
        Assert.True(expected.SequenceEqual(left), told);
        Assert.True(answer.Removed == written.Length - left.Count - twice, told);
        if (!withRecord)
            return;
        var recorded = (await _admin.DecisionAsync(answer.DecisionId))["recipients"]!.AsArray();
        var recordedRows = recorded
            .Select((row, at) => (row, at))
            .Where(one => (string)one.row!["effect"]! == "permit")
            .Select(one => one.at);
        Assert.True(permitted.SequenceEqual(recordedRows), told);

        bool IsOurs(string recipient) =>
            people.Any(person => recipient == person.Customer || recipient.EndsWith(person.Phone, StringComparison.Ordinal));
    }

    private static object Line(ToldConsent told, Person person, DateTimeOffset now) =>
        new
        {
            identity = PeopleModel.Name(person.Subject, person.Phone, person.Customer, told.Name),
            channel = told.Channel,
            purpose = "marketing",
            action = told.Granted ? "grant" : "withdraw",
            proof = "form-1",
            at = told.HoursAgo == 0 ? null : now.AddHours(-told.HoursAgo).ToString("O"),
        };

    private async Task LinesAsync(string path, IEnumerable<object> lines)
    {
        using var answer = await _admin.Http.PostAsync(
            new Uri(path, UriKind.Relative),
            new StringContent(
                string.Join('\n', lines.Select(line => JsonSerializer.Serialize(line, JsonSerializerOptions.Web))),
                Encoding.UTF8,
                "application/x-ndjson"
            )
        );
        var text = await answer.Content.ReadAsStringAsync();
        Assert.True(answer.IsSuccessStatusCode && !text.Contains("\"ok\":false", StringComparison.Ordinal), text);
    }
}
