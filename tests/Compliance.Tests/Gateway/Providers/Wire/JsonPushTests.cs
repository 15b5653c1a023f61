using System.Text;
using Compliance.Gateway.Providers;
using Compliance.Gateway.Providers.Profiles;
using Compliance.Gateway.Providers.Wire;
using Compliance.Rules.Messages;

namespace Compliance.Tests.Gateway.Providers.Wire;

/// <summary>Two lists that a provider intersects: without one of them, the other alone names more people than both.</summary>
public sealed class JsonPushTests
{
    private const string Body = """{"alias":["a1","a2"],"tag":["t1"],"alert":"a"}""";

    [Fact]
    public void A_list_is_never_emptied_while_another_stays()
    {
        var push = Read(mayBecomeEmpty: false);
        Assert.Throws<InvalidOperationException>(() => Rewrite(push, [0, 1]));
        Assert.Throws<InvalidOperationException>(() => Rewrite(push, [2]));
        Assert.Equal("""{"alias":["a2"],"tag":["t1"],"alert":"a"}""", Rewrite(push, [0]));
    }

    [Fact]
    public void Where_the_profile_says_that_an_empty_list_is_nobody_it_may_become_empty() =>
        Assert.Equal("""{"alias":[],"tag":["t1"],"alert":"a"}""", Rewrite(Read(mayBecomeEmpty: true), [0, 1]));

    [Fact]
    public void A_place_that_a_profile_names_twice_is_no_profile() =>
        Assert.Throws<InvalidOperationException>(() =>
            BodyShape.Of(
                new EndpointProfile
                {
                    Name = "push",
                    Path = "/",
                    Ids = ["a"],
                    Texts = [new TextProfile { At = "a" }],
                }
            )
        );

    [Theory]
    [InlineData("wecom")]
    [InlineData("tencent-sms")]
    [InlineData("aliyun-sms")]
    public void Every_profile_loads_and_its_places_are_unique(string id)
    {
        var profile = ChannelProfile.Load<Channel>(id);
        Assert.Equal(id, profile.Id);
        Assert.All(profile.Endpoints, endpoint => BodyShape.Of(endpoint));
    }

    private static JsonPush Read(bool mayBecomeEmpty)
    {
        RecipientProfile List(string at) =>
            new()
            {
                At = at,
                Kind = RecipientKind.Person,
                Identity = "x:{}",
                MayBecomeEmpty = mayBecomeEmpty,
            };
        var profile = new EndpointProfile
        {
            Name = "push",
            Path = "/",
            Recipients = [List("alias[]"), List("tag[]")],
            Texts = [new TextProfile { At = "alert" }],
        };
        return JsonPushReader.Read(Encoding.UTF8.GetBytes(Body), profile, BodyShape.Of(profile), "a").Push!;
    }

    private static string Rewrite(JsonPush push, int[] denied)
    {
        var parsed = new ParsedPush
        {
            Endpoint = "push",
            Family = "push",
            Account = "default",
            Recipients = push.Recipients,
            Contents = [new MessageContent { Fields = push.Fields }],
            Wire = push,
        };
        return push.Rewrite(parsed.Decide(denied)).Text();
    }
}
