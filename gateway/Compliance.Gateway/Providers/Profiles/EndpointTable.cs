namespace Compliance.Gateway.Providers.Profiles;

/// <summary>A profile's endpoints, ready to be looked up.</summary>
internal sealed class EndpointTable(ChannelProfile profile)
{
    private readonly List<Endpoint> _endpoints = [.. profile.Endpoints.Select(endpoint => new Endpoint(endpoint, BodyShape.Of(endpoint)))];

    public ChannelProfile Profile { get; } = profile;

    /// <summary>By the raw path: another spelling of it is another path.</summary>
    public Endpoint? ByPath(InboundRequest request) =>
        HttpMethods.IsPost(request.Method) ? _endpoints.Find(endpoint => endpoint.Profile.Path == request.Path) : null;

    public Endpoint? ByAction(string? action, string? version) =>
        _endpoints.Find(endpoint => endpoint.Profile.Name == action && endpoint.Profile.Version == version);

    public sealed record Endpoint(EndpointProfile Profile, BodyShape Shape);
}
