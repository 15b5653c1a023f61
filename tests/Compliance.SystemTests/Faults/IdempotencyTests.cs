using Compliance.TestKit;
using Compliance.TestKit.Callers;
using Compliance.TestKit.Gateways;
using Compliance.TestKit.Vendors;

namespace Compliance.SystemTests.Faults;

/// <summary>One Idempotency-Key of one sender sends once, whatever happens in between.</summary>
[Collection(MorningCollection.Name)]
public sealed class IdempotencyTests(MorningScene fixture) : IAsyncLifetime
{
    private readonly (string Name, string Value) _key = ("Idempotency-Key", $"order-{Guid.NewGuid():N}");
    private readonly Scene _scene = fixture.Scene;
    private readonly HttpClient _http = new();

    public Task InitializeAsync() => _scene.Vendor.RecoverAsync();

    public Task DisposeAsync()
    {
        _http.Dispose();
        return Task.CompletedTask;
    }

    [Theory]
    [MemberData(nameof(Channels.All), MemberType = typeof(Channels))]
    public async Task A_repetition_hears_what_the_first_one_heard(string channel)
    {
        Person[] people = [await _scene.ConsentingPersonAsync(), await _scene.WithdrawnPersonAsync()];
        var first = await Channels.PushAsync(_scene, channel, people, _key);
        var again = await Channels.PushAsync(_scene, channel, people, _key);
        Assert.Equal(
            (first.Status, first.Text, first.DecisionId, first.Decision, first.Removed),
            (again.Status, again.Text, again.DecisionId, again.Decision, again.Removed)
        );
        Assert.Equal(1, Sent(people));
    }

    [Fact]
    public async Task Twenty_at_once_send_once()
    {
        Person[] people = [await _scene.ConsentingPersonAsync()];
        var answers = await Task.WhenAll(Enumerable.Range(0, 20).Select(_ => Channels.PushAsync(_scene, "wecom", people, _key)));
        Assert.Equal(1, Sent(people));
        Assert.Contains(answers, answer => answer.Status == 200);
        Assert.All(
            answers,
            answer =>
                Assert.True(
                    answer.Status == 200
                        || (
                            answer.Status == 409
                            && answer.Headers.ContainsKey("retry-after")
                            && answer.Text.Contains("[idempotency-in-flight", StringComparison.Ordinal)
                        ),
                    $"{answer.Status} {answer.Text}"
                )
        );
        Assert.Single(answers.Where(answer => answer.Status == 200).Select(answer => answer.DecisionId).Distinct());
    }

    [Fact]
    public async Task The_same_key_with_another_message_is_refused()
    {
        Person[] people = [await _scene.ConsentingPersonAsync()],
            others = [await _scene.ConsentingPersonAsync()];
        var first = await Channels.PushAsync(_scene, "wecom", people, _key);
        var other = await Channels.PushAsync(_scene, "wecom", others, _key);
        Assert.Equal(409, other.Status);
        Channels.AssertRefusedOrFailed("wecom", other, "idempotency-other-body");
        Assert.Equal(first.DecisionId, other.DecisionId);
        Assert.Equal((1, 0), (Sent(people), Sent(others)));
    }

    [Fact]
    public async Task After_a_kill_while_the_vendor_answers_the_key_names_its_decision_and_sends_nothing()
    {
        Person[] people = [await _scene.ConsentingPersonAsync()],
            signed = [await _scene.ConsentingPersonAsync()],
            answered = [await _scene.ConsentingPersonAsync()],
            refused = [Person.New()];
        var signing = _scene.Clock.GetUtcNow();
        Assert.Equal("permit", (await SignedAsync(answered, signing)).Decision);
        Assert.Equal("deny", (await SignedAsync(refused, signing)).Decision);
        var gate = new TaskCompletionSource();
        _scene.Vendor.Behaviour = new VendorBehaviour.WaitFor(gate.Task);
        var cut = Channels.PushAsync(_scene, "wecom", people, _key);
        var cutToo = SignedAsync(signed, signing);
        await Eventually.TrueAsync(() => Sent(people) == 1 && Sent(signed) == 1, "the vendor has the pushes");
        await _scene.Gateway.KillAsync();
        await Assert.ThrowsAnyAsync<HttpRequestException>(() => cut);
        await Assert.ThrowsAnyAsync<HttpRequestException>(() => cutToo);
        gate.SetResult();
        _scene.Vendor.Behaviour = new VendorBehaviour.Accept();
        await _scene.Gateway.StartAsync();
        var again = await Channels.PushAsync(_scene, "wecom", people, _key);
        Assert.Equal(409, again.Status);
        Channels.AssertRefusedOrFailed("wecom", again, "idempotency-in-doubt");
        Assert.Equal("unknown", Explanation.Of(await _scene.Admin.DecisionAsync(again.DecisionId)).Outcome);
        Assert.Equal(1, Sent(people));

        // The same bytes under the same signature, cut off by the same kill, answered before it, and of a push that was refused.
        Assert.Contains("signature-used", (await SignedAsync(signed, signing)).Text, StringComparison.Ordinal);
        Assert.Contains("signature-used", (await SignedAsync(answered, signing)).Text, StringComparison.Ordinal);
        Assert.Equal((1, 1), (Sent(signed), Sent(answered)));
        Assert.DoesNotContain("signature-used", (await SignedAsync(refused, signing)).Text, StringComparison.Ordinal);
    }

    /// <summary>The very bytes whenever it is called with the same time.</summary>
    private async Task<PushAnswer> SignedAsync(Person[] people, DateTimeOffset at)
    {
        var calls = new SignedCalls(_scene.Gateway.Push, _scene.Gateway.Sender, _scene.Gateway.SenderKey, new StoppedClock(at));
        using var request = calls.Tc3("2021-01-11", PushCaller.TencentBody([.. people.Select(person => person.E164)], ["王女士", "春茶"]));
        using var answer = await _http.SendAsync(request);
        return await PushAnswer.ReadAsync(answer);
    }

    /// <summary>The consent may come a minute later, and nobody gets anything twice.</summary>
    [Fact]
    public async Task What_was_refused_is_judged_anew_under_its_key()
    {
        var person = await _scene.WithdrawnPersonAsync();
        Assert.Equal("deny", (await Channels.PushAsync(_scene, "tencent-sms", [person], _key)).Decision);
        _scene.Clock.MoveBy(TimeSpan.FromSeconds(2));
        await _scene.Admin.GrantAsync(person.PhoneIdentity, "sms");
        Assert.Equal("permit", (await Channels.PushAsync(_scene, "tencent-sms", [person], _key)).Decision);
        Assert.Equal("permit", (await Channels.PushAsync(_scene, "tencent-sms", [person], _key)).Decision);
        Assert.Equal(1, Sent([person]));
    }

    [Fact]
    public async Task A_push_that_never_left_may_be_repeated_under_its_key()
    {
        Person[] people = [await _scene.ConsentingPersonAsync()];
        await _scene.Vendor.GoDownAsync();
        Channels.AssertRefusedOrFailed("wecom", await Channels.PushAsync(_scene, "wecom", people, _key), "vendor-unreached");
        await _scene.Vendor.StartAsync();
        Channels.AssertAccepted("wecom", await Channels.PushAsync(_scene, "wecom", people, _key));
    }

    private sealed class StoppedClock(DateTimeOffset at) : TimeProvider
    {
        public override DateTimeOffset GetUtcNow() => at;
    }

    private int Sent(Person[] people) =>
        _scene.Vendor.Pushes.Count(push =>
            people.Any(person => push.Recipients.Intersect([person.Customer, person.E164, person.Phone]).Any())
        );
}
