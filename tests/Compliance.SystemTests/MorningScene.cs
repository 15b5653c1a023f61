using Compliance.TestKit.Gateways;

namespace Compliance.SystemTests;

/// <summary>One gateway at 10:00 in Beijing for all classes that ask nothing special of theirs. Each test brings people of its own.</summary>
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

[CollectionDefinition(Name)]
public sealed class MorningCollection : ICollectionFixture<MorningScene>
{
    public const string Name = "morning";
}
