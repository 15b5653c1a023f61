using Compliance.TestKit.Gateways;

namespace Compliance.SystemTests;

/// <summary>One gateway for a class of tests, at 10:00 in Beijing. Each test brings people of its own.</summary>
public sealed class MorningScene : IAsyncLifetime
{
    public Scene Scene { get; private set; } = null!;

    /// <summary>A first push pays for what .NET compiles on first use, so that no test's client runs into its time limit.</summary>
    public async Task InitializeAsync()
    {
        Scene = await Scene.SetAsync();
        await Scene.Caller.TencentAsync([Person.New().E164], ["王女士", "春茶"]);
    }

    public async Task DisposeAsync() => await Scene.DisposeAsync();
}
