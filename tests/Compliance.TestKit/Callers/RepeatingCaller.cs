using System.Text.Json.Nodes;

namespace Compliance.TestKit.Callers;

/// <summary>
/// A WeCom caller that repeats as WxJava does, the library that most Java systems use: errcode -1 up to five times, and after an errcode that says
/// that the token is over, once more with a new token. Its pauses are left out; they change nothing.
/// </summary>
public sealed class RepeatingCaller(Uri push, string corp, string key) : IDisposable
{
    private const int Busy = -1;
    private const int MostRepeats = 5;

    private static readonly int[] TokenOver = [40001, 40014, 42001];

    private readonly HttpClient _http = new() { BaseAddress = push, Timeout = TimeSpan.FromSeconds(60) };
    private string? _token;

    /// <summary>Requests that it made of its last call.</summary>
    public int Attempts { get; private set; }

    /// <summary>What it concludes in the end: the reply's errcode.</summary>
    public async Task<int> SendAsync(object body)
    {
        Attempts = 0;
        var mayFetch = true;
        var repeats = 0;
        while (true)
        {
            _token ??= await TokenAsync();
            Attempts++;
            using var answer = await _http.PostAsync(
                new Uri($"/wecom/cgi-bin/externalcontact/add_msg_template?access_token={_token}", UriKind.Relative),
                new StringContent(System.Text.Json.JsonSerializer.Serialize(body), System.Text.Encoding.UTF8, "application/json")
            );
            var code = (int)JsonNode.Parse(await answer.Content.ReadAsStringAsync())!["errcode"]!;
            if (TokenOver.Contains(code) && mayFetch)
                (_token, mayFetch) = (null, false);
            else if (code != Busy || repeats++ == MostRepeats)
                return code;
        }
    }

    public void Dispose() => _http.Dispose();

    private async Task<string> TokenAsync()
    {
        var reply = JsonNode.Parse(
            await _http.GetStringAsync(
                new Uri(
                    $"/wecom/cgi-bin/gettoken?corpid={Uri.EscapeDataString(corp)}&corpsecret={Uri.EscapeDataString(key)}",
                    UriKind.Relative
                )
            )
        )!;
        return (string?)reply["access_token"] ?? throw new InvalidOperationException($"no token: {reply.ToJsonString()}");
    }
}
