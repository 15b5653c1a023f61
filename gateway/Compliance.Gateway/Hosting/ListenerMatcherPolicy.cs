using Compliance.Gateway.Model;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.AspNetCore.Routing.Matching;

namespace Compliance.Gateway.Hosting;

/// <summary>
/// Keeps the push and the admin side apart by the connection's listener, never by the Host header, which a caller chooses.
/// </summary>
internal sealed class ListenerMatcherPolicy : MatcherPolicy, IEndpointSelectorPolicy
{
    public override int Order => -10_000;

    public bool AppliesToEndpoints(IReadOnlyList<Endpoint> endpoints) => true;

    public Task ApplyAsync(HttpContext httpContext, CandidateSet candidates)
    {
        var mark = httpContext.Features.Get<ListenerMark>();
        for (var i = 0; i < candidates.Count; i++)
        {
            var answers = candidates[i].Endpoint.Metadata.GetMetadata<AnswersOn>();
            if (mark is null || answers is null || !answers.Listeners.Contains(mark.Listener))
                candidates.SetValidity(i, false);
        }

        return Task.CompletedTask;
    }
}
