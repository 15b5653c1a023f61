using System.Net;
using System.Text.Json.Nodes;
using Compliance.Gateway.Admin;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;

namespace Compliance.Tests.Gateway.Admin;

public sealed class RoleMatrixTests : AdminTests
{
    /// <summary>Who may call what, in one place: a change of a right is a change here. The administrator may call everything.</summary>
    private const string Matrix = """
        POST /api/subjects: officer privacy sender
        DELETE /api/subjects/{identity}: privacy
        DELETE /api/subjects/{identity}/identities/{other}: officer privacy
        POST /api/consents: officer privacy sender
        GET /api/subjects/{identity}/consents: auditor legal officer privacy
        POST /api/suppressions: officer privacy sender
        POST /api/suppressions/lift: officer privacy
        POST /api/templates: legal officer
        GET /api/templates: auditor legal officer operator
        GET /api/decisions: auditor legal officer privacy
        GET /api/decisions/{id}: auditor legal officer privacy
        GET /api/decisions/{id}/proof: auditor legal officer privacy
        GET /api/evidence: legal
        POST /api/check: auditor legal officer operator privacy sender
        GET /api/policies: auditor legal officer operator privacy
        POST /api/policies/reload: legal operator
        POST /api/halts: legal officer operator
        GET /api/halts: auditor legal officer operator
        DELETE /api/halts/{id}: legal officer
        GET /api/approvals: legal officer privacy
        POST /api/approvals/{id}: legal officer privacy
        DELETE /api/approvals/{id}: legal officer privacy
        GET /log/checkpoint: auditor legal officer operator privacy
        GET /log/log.vkey: auditor legal officer operator privacy
        GET /log/tile/{**path}: auditor legal officer operator privacy
        GET /sandbox/deliveries: operator
        """;

    private static readonly Dictionary<string, string> Parameters = new()
    {
        ["{identity}"] = "phone%3A%2B8613900000001",
        ["{id}"] = new string('0', 32),
        ["{**path}"] = "0/000",
    };

    private IEnumerable<RouteEndpoint> Endpoints =>
        Bench
            .Get<EndpointDataSource>()
            .Endpoints.OfType<RouteEndpoint>()
            .Where(endpoint => endpoint.Metadata.GetMetadata<IAllowAnonymous>() is null);

    [Fact]
    public void Every_endpoint_names_its_roles_as_approved()
    {
        var found = Endpoints.Select(endpoint =>
        {
            var roles = endpoint.Metadata.GetOrderedMetadata<IAuthorizeData>().Select(data => data.Roles).OfType<string>().Last();
            var names = roles.Split(',').Where(role => role != Roles.Administrator).Order(StringComparer.Ordinal);
            return $"{endpoint.Metadata.GetMetadata<HttpMethodMetadata>()!.HttpMethods[0]} {endpoint.RoutePattern.RawText}: {string.Join(' ', names)}";
        });
        Assert.Equal(Matrix.Split('\n', StringSplitOptions.TrimEntries).Order(StringComparer.Ordinal), found.Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task Each_role_gets_in_where_the_matrix_says_and_nowhere_else()
    {
        foreach (var line in Matrix.Split('\n', StringSplitOptions.TrimEntries))
        {
            var (call, allowed) = (
                line[..line.LastIndexOf(": ", StringComparison.Ordinal)].Split(' '),
                line[(line.LastIndexOf(": ", StringComparison.Ordinal) + 2)..].Split(' ')
            );
            foreach (var role in Roles.All)
            {
                using var answer = await CallAsync(call[0], call[1], role);
                Assert.True(
                    (answer.StatusCode == HttpStatusCode.Forbidden) == !(role == Roles.Administrator || allowed.Contains(role)),
                    $"{role}: {line} gave {answer.StatusCode}"
                );
            }

            using var nobody = await CallAsync(call[0], call[1], null);
            Assert.Equal(HttpStatusCode.Unauthorized, nobody.StatusCode);
        }
    }

    [Fact]
    public async Task A_refused_role_hears_which_ones_are_needed()
    {
        using var answer = await Bench.As(Roles.Sender).GetAsync("/api/evidence");
        Assert.Equal("application/problem+json", answer.Content.Headers.ContentType!.MediaType);
        Assert.Contains("legal", (string)JsonNode.Parse(await answer.Content.ReadAsStringAsync())!["detail"]!, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("Bearer wrong-key-0123456789abcdef")]
    [InlineData("Basic YWRtaW46YWRtaW4=")]
    [InlineData("Bearer ")]
    public async Task A_wrong_key_is_no_key(string header)
    {
        var client = Bench.As(null);
        client.DefaultRequestHeaders.TryAddWithoutValidation("Authorization", header);
        using var answer = await client.GetAsync("/api/policies");
        Assert.Equal(HttpStatusCode.Unauthorized, answer.StatusCode);
        Assert.Equal("Bearer", answer.Headers.WwwAuthenticate.Single().Scheme);
        Assert.Equal("application/problem+json", answer.Content.Headers.ContentType!.MediaType);
    }

    [Fact]
    public async Task The_first_runs_key_file_is_the_administrators()
    {
        var client = Bench.As(null);
        client.DefaultRequestHeaders.TryAddWithoutValidation(
            "Authorization",
            $"Bearer {(await File.ReadAllTextAsync(Bench.At("keys", "admin"))).Trim()}"
        );
        using var answer = await client.GetAsync("/api/halts");
        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
    }

    [Fact]
    public async Task The_description_needs_no_key_and_names_every_call()
    {
        var text = await Bench.As(null).GetStringAsync("/openapi/v1.json");
        var paths = JsonNode.Parse(text)!["paths"]!.AsObject().Select(path => path.Key).ToList();
        foreach (var endpoint in Endpoints)
            Assert.Contains(endpoint.RoutePattern.RawText!.Replace("{**path}", "{path}", StringComparison.Ordinal), paths);
    }

    private Task<HttpResponseMessage> CallAsync(string method, string pattern, string? role)
    {
        var path = Parameters.Aggregate(
            pattern,
            (text, parameter) => text.Replace(parameter.Key, parameter.Value, StringComparison.Ordinal)
        );
        return Bench.As(role).SendAsync(new HttpRequestMessage(new HttpMethod(method), path));
    }
}
