namespace Compliance.Gateway.Providers;

/// <summary>What a provider's folder brings: its channels, and their twins in the sandbox. Found by this type, so that nobody lists the folders.</summary>
internal interface IProvider
{
    void AddTo(IServiceCollection services);
}
