using Compliance.TestKit.Gateways;

namespace Compliance.SystemTests.RealClients;

/// <summary>Three people, the second of whom has withdrawn, and what must be true of a push to them whatever client sent it.</summary>
public sealed record ThreeRecipients(Scene Scene, Person First, Person Withdrawn, Person Third)
{
    public string Phones => string.Join(',', First.Phone, Withdrawn.Phone, Third.Phone);

    public static async Task<ThreeRecipients> CreateAsync(Scene scene) =>
        new(scene, await scene.ConsentingPersonAsync(), await scene.WithdrawnPersonAsync(), await scene.ConsentingPersonAsync());

    /// <summary>The vendor saw exactly the two, rightly signed; the audit shows all three and why one was removed.</summary>
    public async Task CheckAsync(Func<Person, string> identity, params string[] onTheWire)
    {
        var push = Assert.Single(Scene.Vendor.Pushes, push => push.Recipients.Any(onTheWire.Contains));
        Assert.Null(push.Flaw);
        Assert.Equal(onTheWire, push.Recipients);

        var found = await Scene.Admin.DecisionsAsync([
            .. new[] { Withdrawn, First, Third }.Select(person => "identity=" + Uri.EscapeDataString(identity(person))),
        ]);
        var id = Assert.Single(found[0]);
        Assert.All(found, ids => Assert.Equal([id], ids));
        var decision = await Scene.Admin.DecisionAsync(id);
        Explanation.Of(decision).Counts(asked: 3, sent: 2, removed: 1).Names("consent-marketing").Says("个人信息保护法", "15");
    }
}
