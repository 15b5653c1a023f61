using Compliance.SystemTests.Faults;
using Compliance.TestKit.Gateways;

namespace Compliance.SystemTests.NothingGetsPast;

/// <summary><c>Partial: refuse</c>: for channels whose answer has no place for the removed, a sender may ask for all or nothing.</summary>
public sealed class AllOrNothingTests
{
    [Fact]
    public async Task One_who_may_not_be_sent_to_refuses_all_and_the_caller_hears_which()
    {
        await using var scene = await Scene.SetAsync(
            new GatewayLaunch { Settings = new() { ["Compliance:Senders:crm:Partial"] = "refuse" } }
        );
        Person[] people = [await scene.ConsentingPersonAsync(), await scene.WithdrawnPersonAsync()];
        foreach (var channel in Channels.Names)
        {
            var answer = await Channels.PushAsync(scene, channel, people);
            Assert.Equal("deny", answer.Decision);
            if (channel == "aliyun-sms")
                Assert.Contains("第 2 个接收方", answer.Text, StringComparison.Ordinal);
            Assert.Empty(scene.Vendor.Pushes);
        }

        foreach (var channel in Channels.Names)
            Channels.AssertAccepted(channel, await Channels.PushAsync(scene, channel, [people[0]]));
        // A row too many of somebody who gets it is no reason to send nobody anything.
        foreach (var channel in Channels.Names)
        {
            var fresh = await scene.ConsentingPersonAsync();
            Assert.Equal("permit", (await Channels.PushAsync(scene, channel, [fresh, fresh])).Decision);
        }
    }
}
