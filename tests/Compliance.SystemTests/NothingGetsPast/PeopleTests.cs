using System.Net;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json.Nodes;
using Compliance.TestKit.Callers;
using Compliance.TestKit.Gateways;

namespace Compliance.SystemTests.NothingGetsPast;

/// <summary>Whoever said no, by whatever name, on whatever channel, gets nothing; and who is asked about is whom the provider would send to.</summary>
[Collection(MorningCollection.Name)]
public sealed class PeopleTests(MorningScene morning)
{
    private const string Text = "您好，今年的春茶已经到店";

    private Scene Scene => morning.Scene;

    private Task<PushAnswer> TencentAsync(params string[] phones) => Scene.Caller.TencentAsync(phones, ["王女士", "春茶"]);

    private Task<PushAnswer> AliyunAsync(params string[] phones) => Scene.Caller.AliyunAsync(phones, "王女士");

    private Task<PushAnswer> PushAsync(string channel, params string[] numbers) =>
        channel == "tencent-sms" ? TencentAsync(numbers) : AliyunAsync(numbers);

    private async Task<HttpResponseMessage> PostAsync(string path, string body) =>
        await Scene.Admin.Http.PostAsync(new Uri(path, UriKind.Relative), new StringContent(body, Encoding.UTF8, "application/json"));

    private async Task ConsentAsync(string action, string identity, string channel, string? at = null)
    {
        using var answer = await Scene.Admin.Http.PostAsJsonAsync(
            "/api/consents",
            new
            {
                identity,
                channel,
                purpose = "marketing",
                action,
                proof = "form-1",
                at,
            }
        );
        Assert.True(answer.IsSuccessStatusCode, await answer.Content.ReadAsStringAsync());
    }

    /// <summary>Whoever of these reached a vendor since the count.</summary>
    private List<string> SentSince(int before) => [.. Scene.Vendor.Pushes.Skip(before).SelectMany(push => push.Recipients)];

    /// <summary>Nothing of it reaches the vendor, the caller hears deny, and the record says so of each.</summary>
    private async Task AssertNobodyAsync(Func<Task<PushAnswer>> push)
    {
        var before = Scene.Vendor.Pushes.Count;
        var answer = await push();
        Assert.Equal("deny", answer.Decision);
        Assert.Empty(SentSince(before));
        var recipients = (await Scene.Admin.DecisionAsync(answer.DecisionId))["recipients"]!.AsArray();
        Assert.All(recipients, recipient => Assert.Equal("deny", (string)recipient!["effect"]!));
    }

    private async Task AssertSentAsync(Func<Task<PushAnswer>> push, params string[] expected)
    {
        var before = Scene.Vendor.Pushes.Count;
        var answer = await push();
        Assert.Equal(expected, SentSince(before));
        var recipients = (await Scene.Admin.DecisionAsync(answer.DecisionId))["recipients"]!.AsArray();
        Assert.Equal(expected.Length, recipients.Count(recipient => (string)recipient!["effect"]! == "permit"));
    }

    [Theory]
    [InlineData("sms", "tencent-sms", "aliyun-sms")]
    [InlineData("sms", "aliyun-sms", "tencent-sms")]
    [InlineData("sms", "sms", "aliyun-sms")]
    [InlineData("tencent-sms", "aliyun-sms", "tencent-sms")]
    public async Task A_withdrawal_holds_for_the_whole_family(string granted, string withdrawn, string sent)
    {
        var person = Person.New();
        await ConsentAsync("grant", person.PhoneIdentity, granted);
        await AssertSentAsync(() => PushAsync(sent, person.E164), person.E164);
        await ConsentAsync("withdraw", person.PhoneIdentity, withdrawn);
        await AssertNobodyAsync(() => PushAsync(sent, person.E164));
    }

    [Fact]
    public async Task A_grant_opens_only_what_it_names()
    {
        var person = Person.New();
        await ConsentAsync("withdraw", person.PhoneIdentity, "sms");
        await ConsentAsync("grant", person.PhoneIdentity, "tencent-sms");
        await AssertNobodyAsync(() => AliyunAsync(person.E164));
        await AssertSentAsync(() => TencentAsync(person.E164), person.E164);
    }

    [Theory]
    [InlineData("phone:+86 0{0}")]
    [InlineData("phone:00{0}")]
    [InlineData("phone:+8686{0}")]
    [InlineData("phone:0086{0}")]
    [InlineData("phone:86{0}")]
    [InlineData("phone:0{0}")]
    [InlineData("phone:＋８６{0}")]
    [InlineData("phone:（+86）{0}")]
    [InlineData("phone:+86\u00a0{0}")]
    [InlineData("phone:+86\u200b{0}")]
    [InlineData("phone:+86-{0}")]
    [InlineData("PHONE:+86{0}")]
    [InlineData("phone:+86{0}x")]
    public async Task A_withdrawal_never_misses_whatever_spelling_is_taken(string spelling)
    {
        var person = Person.New();
        await ConsentAsync("grant", person.PhoneIdentity, "sms");
        using var answer = await Scene.Admin.Http.PostAsJsonAsync(
            "/api/consents",
            new
            {
                identity = spelling.Replace("{0}", person.Phone, StringComparison.Ordinal),
                channel = "sms",
                purpose = "marketing",
                action = "withdraw",
            }
        );
        if (answer.StatusCode == HttpStatusCode.BadRequest)
        {
            var said = await answer.Content.ReadAsStringAsync();
            Assert.DoesNotContain(person.Phone, said, StringComparison.Ordinal);
            Assert.False(string.IsNullOrWhiteSpace((string?)JsonNode.Parse(said)!["detail"]));
            return;
        }

        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        await AssertNobodyAsync(() => TencentAsync(person.E164));
    }

    [Fact]
    public async Task A_withdrawal_told_later_counts_although_it_claims_an_earlier_time()
    {
        var person = Person.New();
        var granted = Scene.Clock.GetUtcNow().AddMinutes(-10);
        await ConsentAsync("grant", person.PhoneIdentity, "sms", granted.ToString("O"));
        await ConsentAsync("withdraw", person.PhoneIdentity, "sms", granted.AddMinutes(-1).ToString("O"));
        await AssertNobodyAsync(() => TencentAsync(person.E164));
        await ConsentAsync("grant", person.PhoneIdentity, "sms", granted.ToString("O"));
        await AssertNobodyAsync(() => TencentAsync(person.E164));
        await Task.Delay(20);
        await ConsentAsync("grant", person.PhoneIdentity, "sms");
        await AssertSentAsync(() => TencentAsync(person.E164), person.E164);
    }

    [Fact]
    public async Task Within_one_import_the_claimed_times_decide()
    {
        var (again, gone) = (Person.New(), Person.New());
        string Line(Person person, string action, int day) =>
            $$"""{"identity":"{{person.PhoneIdentity}}","channel":"sms","purpose":"marketing","action":"{{action}}","proof":"form-1","at":"2026-11-0{{day}}T10:00:00+08:00"}""";
        using var answer = await PostAsync(
            "/api/consents",
            $"{Line(again, "grant", 3)}\n{Line(again, "withdraw", 2)}\n{Line(gone, "withdraw", 3)}\n{Line(gone, "grant", 2)}\n"
        );
        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        await AssertSentAsync(() => TencentAsync(again.E164, gone.E164), again.E164);
    }

    [Fact]
    public async Task Another_named_persons_phone_hands_over_nothing()
    {
        var (owner, taker) = (await Scene.ConsentingPersonAsync(), Person.New());
        using var answer = await PostAsync(
            "/api/subjects",
            $$"""{"subject":"{{taker.Subject}}","identities":["{{taker.PhoneIdentity}}","{{owner.PhoneIdentity}}"]}"""
        );
        var said = await answer.Content.ReadAsStringAsync();
        Assert.Equal(HttpStatusCode.Conflict, answer.StatusCode);
        Assert.DoesNotContain(owner.Phone, said, StringComparison.Ordinal);
        await AssertNobodyAsync(() => TencentAsync(taker.E164));
        await AssertSentAsync(() => TencentAsync(owner.E164), owner.E164);
    }

    [Fact]
    public async Task A_minor_is_not_made_of_age_by_the_way()
    {
        var person = await Scene.ConsentingPersonAsync();
        // Of age this year: under age until the year ends.
        await Scene.Admin.PostAsync("/api/subjects", new { subject = person.Subject, birthYear = 2008 });
        await AssertNobodyAsync(() => TencentAsync(person.E164));
        await Scene.Admin.PostAsync("/api/subjects", new { subject = person.Subject, birthYear = 1990 });
        await AssertNobodyAsync(() => TencentAsync(person.E164));
        await Scene.Admin.PostAsync(
            "/api/subjects",
            new
            {
                subject = person.Subject,
                birthYear = 2007,
                source = "id-check-1",
            }
        );
        await AssertSentAsync(() => TencentAsync(person.E164), person.E164);
    }

    [Fact]
    public async Task Erasing_a_person_keeps_the_suppression_of_every_identity()
    {
        var person = await Scene.ConsentingPersonAsync();
        await Scene.Admin.PostAsync("/api/suppressions", new { identity = person.PhoneIdentity, reason = "complaint" });
        using var erased = await Scene.Admin.Http.DeleteAsync(
            new Uri($"/api/subjects/{Uri.EscapeDataString("subject:" + person.Subject)}?reason=pipl-47", UriKind.Relative)
        );
        Assert.Equal(HttpStatusCode.OK, erased.StatusCode);
        await ConsentAsync("grant", person.PhoneIdentity, "sms");
        await ConsentAsync("grant", person.CustomerIdentity, "wecom");
        await AssertNobodyAsync(() => TencentAsync(person.E164));
        await AssertNobodyAsync(() => Scene.Caller.WecomAsync(Text, [person.Customer]));
    }

    [Theory]
    [InlineData("tencent-sms", "+86{0}|{0}|0086{0}|86{0}")]
    [InlineData("aliyun-sms", "{0}|+86{0}|86{0}|+{0}")]
    public async Task One_number_in_four_spellings_gets_the_text_once(string channel, string spellings)
    {
        var person = await Scene.ConsentingPersonAsync();
        var numbers = spellings.Replace("{0}", person.Phone, StringComparison.Ordinal).Split('|');
        var before = Scene.Vendor.Pushes.Count;
        var answer = await PushAsync(channel, numbers);
        Assert.Equal([numbers[0]], SentSince(before));
        Assert.Equal(("permit", 0), (answer.Decision, answer.Removed));
        if (channel == "tencent-sms")
        {
            var rows = answer.Json["Response"]!["SendStatusSet"]!.AsArray();
            Assert.Equal([true, false, false, false], rows.Select(row => (string)row!["Code"]! == "Ok"));
            Assert.All(rows.Skip(1), row => Assert.DoesNotContain("Blacklist", (string)row!["Code"]!, StringComparison.Ordinal));
        }
    }

    [Fact]
    public async Task A_customer_named_twice_gets_the_text_once_and_is_not_called_a_failure()
    {
        var person = await Scene.ConsentingPersonAsync();
        var before = Scene.Vendor.Pushes.Count;
        var answer = await Scene.Caller.WecomAsync(Text, [person.Customer, person.Customer]);
        Assert.Equal([person.Customer], SentSince(before));
        Assert.Empty(answer.Json["fail_list"]?.AsArray() ?? []);
        // Nobody went without it.
        Assert.Equal(("permit", 0), (answer.Decision, answer.Removed));
        var counts = (await Scene.Admin.DecisionAsync(answer.DecisionId))["counts"]!;
        Assert.Equal((1, 1, 0), ((int)counts["asked"]!, (int)counts["sent"]!, (int)counts["removed"]!));
        var stranger = await Scene.Caller.WecomAsync(Text, [person.Customer, Person.New().Customer, person.Customer]);
        Assert.Equal(("partial", 1), (stranger.Decision, stranger.Removed));
    }

    [Fact]
    public async Task Two_phones_of_one_person_get_the_text_once()
    {
        var (person, second) = (await Scene.ConsentingPersonAsync(), Person.New());
        await Scene.Admin.SubjectAsync(person.Subject, second.PhoneIdentity);
        await AssertSentAsync(() => TencentAsync(person.E164, second.E164), person.E164);
    }

    [Theory]
    [InlineData("aliyun-sms", "+1")]
    [InlineData("aliyun-sms", "001")]
    [InlineData("tencent-sms", "1")]
    [InlineData("tencent-sms", "001")]
    public async Task A_foreign_number_in_a_form_that_the_provider_reads_otherwise_is_refused(string channel, string prefix)
    {
        var number = $"212555{Random.Shared.Next(1000, 9999)}";
        await ConsentAsync("grant", $"phone:+1{number}", "sms");
        await AssertNobodyAsync(() => PushAsync(channel, prefix + number));
    }

    [Fact]
    public async Task On_Aliyun_a_lone_plus_before_eleven_digits_is_the_mainland_number()
    {
        var person = await Scene.WithdrawnPersonAsync();
        await AssertNobodyAsync(() => AliyunAsync("+" + person.Phone));
        var granted = await Scene.ConsentingPersonAsync();
        await AssertSentAsync(() => AliyunAsync("+" + granted.Phone), "+" + granted.Phone);
    }

    [Fact]
    public async Task A_cap_counts_with_the_person_over_what_was_one_identity_each()
    {
        var person = Person.New();
        await ConsentAsync("grant", person.PhoneIdentity, "sms");
        var other = Person.New();
        await ConsentAsync("grant", other.PhoneIdentity, "sms");
        await AssertSentAsync(() => TencentAsync(person.E164), person.E164);
        await AssertSentAsync(() => TencentAsync(other.E164), other.E164);
        // Nobody named either before: they are one person from now on, who has had two today.
        await Scene.Admin.SubjectAsync(person.Subject, person.PhoneIdentity, other.PhoneIdentity);
        await AssertNobodyAsync(() => TencentAsync(person.E164));
        await AssertNobodyAsync(() => AliyunAsync(other.Phone));
    }
}
