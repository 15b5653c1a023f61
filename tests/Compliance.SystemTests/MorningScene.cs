using Compliance.TestKit.Gateways;

namespace Compliance.SystemTests;

/// <summary>One gateway for a class of tests, at 10:00 in Beijing. Each test brings people of its own.</summary>
public sealed class MorningScene : IAsyncLifetime
{
    public Scene Scene { get; private set; } = null!;

    public async Task InitializeAsync() => Scene = await Scene.SetAsync();

    public async Task DisposeAsync() => await Scene.DisposeAsync();
}
