using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Compliance.TestKit.Callers;

/// <summary>The admin API as an officer's script would call it; an answer other than 2xx is an exception that quotes it.</summary>
public sealed class AdminClient(Uri address, string key)
{
    private readonly HttpClient _http = new()
    {
        BaseAddress = address,
        DefaultRequestHeaders = { Authorization = new AuthenticationHeaderValue("Bearer", key) },
    };

    public HttpClient Http => _http;

    public Task SubjectAsync(string subject, params string[] identities) =>
        PostAsync(
            "/api/subjects",
            new
            {
                subject,
                identities,
                birthYear = 1990,
                timeZone = "Asia/Shanghai",
            }
        );

    public Task GrantAsync(string identity, string channel, string purpose = "marketing") =>
        ConsentAsync("grant", identity, channel, purpose);

    public Task WithdrawAsync(string identity, string channel, string purpose = "marketing") =>
        ConsentAsync("withdraw", identity, channel, purpose);

    public Task TemplateAsync(string channel, string id, string text, string category, string signature) =>
        PostAsync(
            "/api/templates",
            new
            {
                channel,
                id,
                text,
                category,
                signature,
            }
        );

    public async Task<JsonObject> DecisionAsync(string id) => (await GetAsync($"/api/decisions/{id}"))!.AsObject();

    /// <summary>Ids, newest first, once the index covers what the log had signed at the time of the call.</summary>
    public async Task<IReadOnlyList<string>> DecisionsAsync(string query) => (await DecisionsAsync([query]))[0];

    /// <summary>The same for several queries, and the wait for the index once.</summary>
    public async Task<IReadOnlyList<string>[]> DecisionsAsync(IReadOnlyList<string> queries)
    {
        var size = await SignedSizeAsync();
        var found = new List<IReadOnlyList<string>>();
        foreach (var query in queries)
        {
            JsonNode page = null!;
            await Eventually.TrueAsync(
                async () => (long)(page = (await GetAsync("/api/decisions?" + query))!)["indexedTo"]! >= size,
                "the index has caught up"
            );
            found.Add([.. page["items"]!.AsArray().Select(item => (string)item!["id"]!)]);
        }

        return [.. found];
    }

    /// <summary>Once everything has its signature: the checkpoint is the same twice, further apart than the log signs.</summary>
    private async Task<long> SignedSizeAsync()
    {
        var last = "";
        await Eventually.TrueAsync(
            async () =>
            {
                await Task.Delay(300);
                var before = last;
                last = await _http.GetStringAsync(new Uri("/log/checkpoint", UriKind.Relative));
                return last == before;
            },
            "the checkpoint stands still",
            TimeSpan.FromSeconds(120)
        );
        return long.Parse(last.Split('\n')[1], System.Globalization.CultureInfo.InvariantCulture);
    }

    public async Task<JsonNode?> GetAsync(string path)
    {
        using var answer = await _http.GetAsync(new Uri(path, UriKind.Relative));
        return await ReadAsync(answer, path);
    }

    public async Task<JsonNode?> PostAsync(string path, object body)
    {
        using var answer = await _http.PostAsJsonAsync(path, body, JsonSerializerOptions.Web);
        return await ReadAsync(answer, path);
    }

    private Task ConsentAsync(string action, string identity, string channel, string purpose) =>
        PostAsync(
            "/api/consents",
            new
            {
                identity,
                channel,
                purpose,
                action,
                notice = "privacy-v3",
                source = "app-checkbox",
                proof = "test",
            }
        );

    private static async Task<JsonNode?> ReadAsync(HttpResponseMessage answer, string path)
    {
        var text = await answer.Content.ReadAsStringAsync();
        if (!answer.IsSuccessStatusCode)
            throw new HttpRequestException($"{path}: {(int)answer.StatusCode} {text}");
        return text.Length == 0 ? null : JsonNode.Parse(text);
    }
}
