using Compliance.TestKit;
using Compliance.TestKit.Callers;
using Compliance.TestKit.Gateways;
using Compliance.TestKit.Vendors;

namespace Compliance.SystemTests.Faults;

/// <summary>A vendor that fails in every way that a vendor can; it is well again before each test.</summary>
[Collection(MorningCollection.Name)]
public sealed class VendorTests(MorningScene fixture) : IAsyncLifetime
{
    private readonly Scene _scene = fixture.Scene;

    public Task InitializeAsync() => _scene.Vendor.RecoverAsync();

    public Task DisposeAsync() => Task.CompletedTask;

    [Theory]
    [MemberData(nameof(Channels.All), MemberType = typeof(Channels))]
    public async Task A_vendor_that_is_down_gives_back_the_slot_and_may_be_tried_again(string channel)
    {
        var person = await _scene.ConsentingPersonAsync();
        Channels.AssertAccepted(channel, await Channels.PushAsync(_scene, channel, [person]));
        await _scene.Vendor.GoDownAsync();
        for (var attempt = 0; attempt < 3; attempt++)
        {
            var answer = await Channels.PushAsync(_scene, channel, [person]);
            Channels.AssertRefusedOrFailed(channel, answer, "vendor-unreached");
            await OutcomeAsync(answer, "failed");
        }

        // Three failures have used none of the day's two messages.
        await _scene.Vendor.StartAsync();
        Channels.AssertAccepted(channel, await Channels.PushAsync(_scene, channel, [person]));
    }

    [Theory]
    [MemberData(nameof(Channels.All), MemberType = typeof(Channels))]
    public async Task A_vendor_that_reads_everything_and_closes_gets_the_bytes_once(string channel) =>
        await UnknownOutcomeAsync(channel, new VendorBehaviour.CloseUnanswered(), "vendor-no-answer");

    [Theory]
    [MemberData(nameof(Channels.All), MemberType = typeof(Channels))]
    public async Task A_vendor_that_resets_the_connection_gets_the_bytes_once(string channel) =>
        await UnknownOutcomeAsync(channel, new VendorBehaviour.Reset(), "vendor-no-answer");

    [Theory]
    [MemberData(nameof(Channels.All), MemberType = typeof(Channels))]
    public async Task A_vendor_that_never_answers_is_given_up_after_its_time(string channel)
    {
        var gate = new TaskCompletionSource();
        await UnknownOutcomeAsync(channel, new VendorBehaviour.WaitFor(gate.Task), "vendor-no-answer");
        gate.SetResult();
    }

    [Theory]
    [MemberData(nameof(Channels.All), MemberType = typeof(Channels))]
    public async Task A_bare_failure_of_the_vendor_is_told_in_the_providers_shape(string channel) =>
        await UnknownOutcomeAsync(channel, new VendorBehaviour.Fail(502), "vendor-unreadable");

    [Theory]
    [MemberData(nameof(Channels.All), MemberType = typeof(Channels))]
    public async Task A_refusal_of_the_vendor_reaches_the_caller_and_gives_back_the_slot(string channel)
    {
        var person = await _scene.ConsentingPersonAsync();
        _scene.Vendor.Behaviour = new VendorBehaviour.Refuse();
        for (var attempt = 0; attempt < 3; attempt++)
        {
            var answer = await Channels.PushAsync(_scene, channel, [person]);
            Assert.Equal("permit", answer.Decision);
            Assert.Contains(
                channel switch
                {
                    "wecom" => "45009",
                    "tencent-sms" => "LimitExceeded.AppDailyLimit",
                    _ => "isv.BUSINESS_LIMIT_CONTROL",
                },
                answer.Text,
                StringComparison.Ordinal
            );
            await OutcomeAsync(answer, "refused");
        }

        _scene.Vendor.Behaviour = new VendorBehaviour.Accept();
        Channels.AssertAccepted(channel, await Channels.PushAsync(_scene, channel, [person]));
    }

    [Theory]
    [InlineData("wecom")]
    [InlineData("tencent-sms")]
    public async Task What_the_vendor_refused_and_what_the_gateway_removed_stand_in_one_reply(string channel)
    {
        Person[] people =
        [
            await _scene.ConsentingPersonAsync(),
            await _scene.WithdrawnPersonAsync(),
            await _scene.ConsentingPersonAsync(),
            await _scene.ConsentingPersonAsync(),
        ];
        _scene.Vendor.Behaviour = new VendorBehaviour.RefuseSome(Channels.OnTheWire(channel, people[2]));
        var answer = await Channels.PushAsync(_scene, channel, people);
        Assert.Equal("partial", answer.Decision);
        if (channel == "wecom")
        {
            Assert.Equal(
                [people[1].Customer, people[2].Customer],
                answer.Json["fail_list"]!.AsArray().Select(id => (string)id!).Order(StringComparer.Ordinal)
            );
        }
        else
        {
            var rows = answer.Json["Response"]!["SendStatusSet"]!.AsArray();
            Assert.Equal(people.Select(person => person.E164), rows.Select(row => (string)row!["PhoneNumber"]!));
            Assert.Equal(
                ["Ok", "FailedOperation.PhoneNumberInBlacklist", "LimitExceeded.PhoneNumberDailyLimit", "Ok"],
                rows.Select(row => (string)row!["Code"]!)
            );
        }
    }

    /// <summary>The caller's impatience must not lose the vendor's answer.</summary>
    [Theory]
    [MemberData(nameof(Channels.All), MemberType = typeof(Channels))]
    public async Task A_caller_that_hangs_up_loses_nothing(string channel)
    {
        var person = await _scene.ConsentingPersonAsync();
        var gate = new TaskCompletionSource();
        _scene.Vendor.Behaviour = new VendorBehaviour.WaitFor(gate.Task);
        using var hangUp = new CancellationTokenSource();
        using var http = new HttpClient { BaseAddress = _scene.Gateway.Push };
        using var request = Channels.Raw(channel, new ByteArrayContent(Channels.Body(channel, person, "王女士")));
        request.Headers.Add("Compliance-Key", _scene.Gateway.SenderKey);
        var sent = http.SendAsync(request, hangUp.Token);
        await Eventually.TrueAsync(
            () => _scene.Vendor.Pushes.Any(push => push.Recipients.Contains(Channels.OnTheWire(channel, person))),
            "the vendor has the push"
        );
        await hangUp.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => sent);
        gate.SetResult();
        await Eventually.TrueAsync(
            async () => Explanation.Of(await DecisionOfAsync(channel, person)).Outcome == "accepted",
            "the vendor's answer is recorded"
        );
    }

    /// <summary>Nobody can know what a silent vendor did: told so, never sent again, the slot stays taken.</summary>
    private async Task UnknownOutcomeAsync(string channel, VendorBehaviour behaviour, string reason)
    {
        // A connection that was used before: the HTTP client under the gateway would repeat a request on it by itself.
        var warm = await _scene.ConsentingPersonAsync();
        Channels.AssertAccepted(channel, await Channels.PushAsync(_scene, channel, [warm]));
        var person = await _scene.ConsentingPersonAsync();
        _scene.Vendor.Behaviour = behaviour;
        var answer = await Channels.PushAsync(_scene, channel, [person]);
        Channels.AssertRefusedOrFailed(channel, answer, reason);
        await OutcomeAsync(answer, "unknown");
        Assert.Single(_scene.Vendor.Pushes, push => push.Recipients.Contains(Channels.OnTheWire(channel, person)));

        _scene.Vendor.Behaviour = new VendorBehaviour.Accept();
        if (channel == "wecom")
            return;
        Channels.AssertAccepted(channel, await Channels.PushAsync(_scene, channel, [person]));
        Channels.AssertRefusedInTheProvidersShape(channel, await Channels.PushAsync(_scene, channel, [person]), "cap-sms-daily");
    }

    private async Task OutcomeAsync(PushAnswer answer, string outcome) =>
        Assert.Equal(outcome, Explanation.Of(await _scene.Admin.DecisionAsync(answer.DecisionId)).Outcome);

    private async Task<System.Text.Json.Nodes.JsonObject> DecisionOfAsync(string channel, Person person)
    {
        var found = await _scene.Admin.DecisionsAsync("identity=" + Uri.EscapeDataString(Channels.Identity(channel, person)));
        return await _scene.Admin.DecisionAsync(found[0]);
    }
}
