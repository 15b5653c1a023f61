using Compliance.TestKit.Callers;
using Compliance.TestKit.Gateways;
using Compliance.TestKit.Vendors;

namespace Compliance.SystemTests.NothingGetsPast;

/// <summary>A caller that repeats errcode -1 up to five times by itself, as the library of most Java systems does: whatever becomes of a push, the vendor sees it once.</summary>
[Collection(MorningCollection.Name)]
public sealed class JavaRuleTests(MorningScene fixture)
{
    private readonly Scene _scene = fixture.Scene;

    [Theory]
    [InlineData("accepted", 0)]
    [InlineData("closed", null)]
    [InlineData("reset", null)]
    [InlineData("500", null)]
    [InlineData("busy", null)]
    [InlineData("refused", 45009)]
    public async Task The_vendor_sees_a_push_once(string situation, int? concluded)
    {
        var person = await _scene.ConsentingPersonAsync();
        _scene.Vendor.BehaviourFor[person.Customer] = situation switch
        {
            "closed" => new VendorBehaviour.CloseUnanswered(),
            "reset" => new VendorBehaviour.Reset(),
            "500" => new VendorBehaviour.Fail(500),
            "busy" => new VendorBehaviour.Fail(200, """{"errcode":-1,"errmsg":"system busy"}"""),
            "refused" => new VendorBehaviour.Refuse(),
            _ => new VendorBehaviour.Accept(),
        };
        using var caller = new RepeatingCaller(_scene.Gateway.Push, "ww-any-corp", _scene.Gateway.SenderKey);
        var code = await caller.SendAsync(PushCaller.WecomBody("王女士您好，今年的春茶已经到店", [person.Customer]));
        Assert.Equal(concluded ?? code, code);
        Assert.True(concluded == 0 || code != 0, $"{situation} was concluded as sent");
        Assert.Equal(1, caller.Attempts);
        Assert.Single(_scene.Vendor.Pushes, push => push.Recipients.Contains(person.Customer));
    }

    /// <summary>Nothing of it was sent, and the same push may be sent again: whether the caller does is its own affair.</summary>
    [Fact]
    public async Task A_refusal_of_ours_is_not_repeated_either()
    {
        var person = await _scene.WithdrawnPersonAsync();
        using var caller = new RepeatingCaller(_scene.Gateway.Push, "ww-any-corp", _scene.Gateway.SenderKey);
        Assert.NotEqual(0, await caller.SendAsync(PushCaller.WecomBody("王女士您好，今年的春茶已经到店", [person.Customer])));
        Assert.Equal(1, caller.Attempts);
        Assert.DoesNotContain(_scene.Vendor.Pushes, push => push.Recipients.Contains(person.Customer));
    }
}
