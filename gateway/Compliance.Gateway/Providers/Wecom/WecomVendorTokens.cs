using System.Collections.Concurrent;
using System.Text.Json;
using Compliance.Gateway.Credentials;
using Compliance.Gateway.Model;
using Compliance.Gateway.Providers.Wire;
using Compliance.Gateway.Stores.VendorTokens;

namespace Compliance.Gateway.Providers.Wecom;

/// <summary>The gateway's own access tokens at WeCom, one an account, fetched when first needed and kept until shortly before their end.</summary>
internal sealed class WecomVendorTokens(IVendorTokenStore tokens) : IDisposable
{
    private const string Channel = "wecom";
    private const int LongestReply = 65_536;

    private static readonly TimeSpan Margin = TimeSpan.FromMinutes(5);

    private readonly HttpClient _http = OwnCalls.Client();

    /// <summary>Of many pushes at once one fetches.</summary>
    private readonly ConcurrentDictionary<string, SemaphoreSlim> _gates = [];

    /// <summary>One of the two is null.</summary>
    public async ValueTask<(string? Token, Refusal? Refusal)> Get(VendorAccount account, TimeProvider time, CancellationToken cancel)
    {
        if (await tokens.FindAsync(Channel, account.Name, time.GetUtcNow()) is { } kept)
            return (kept, null);
        var gate = _gates.GetOrAdd(account.Name, _ => new SemaphoreSlim(1, 1));
        try
        {
            await gate.WaitAsync(cancel);
        }
        catch (OperationCanceledException)
        {
            return (null, Failed("timeout"));
        }

        try
        {
            if (await tokens.FindAsync(Channel, account.Name, time.GetUtcNow()) is { } fetched)
                return (fetched, null);
            var (token, lifetime, error) = await Fetch(account, time, cancel);
            if (token is null)
                return (null, Failed(error));
            var until = time.GetUtcNow() + (lifetime > 2 * Margin ? lifetime - Margin : lifetime / 2);
            await tokens.PutAsync(Channel, account.Name, token, until);
            return (token, null);
        }
        finally
        {
            gate.Release();
        }
    }

    /// <summary>The vendor refused the account's token: the next push fetches another.</summary>
    public ValueTask DropAsync(VendorAccount account) => tokens.DropAsync(Channel, account.Name);

    public void Dispose() => _http.Dispose();

    private async Task<(string? Token, TimeSpan Lifetime, string Error)> Fetch(
        VendorAccount account,
        TimeProvider time,
        CancellationToken cancel
    )
    {
        var query = $"corpid={PercentEncoding.Encode(account.Id)}&corpsecret={PercentEncoding.Encode(account.Secret.Reveal())}";
        using var request = new HttpRequestMessage(HttpMethod.Get, new Uri(account.Address, $"/cgi-bin/gettoken?{query}"));
        request.Headers.Host = account.Host;
        using var timeout = new CancellationTokenSource(account.Timeout, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(timeout.Token, cancel);
        try
        {
            using var response = await _http.SendAsync(request, either.Token);
            var bytes = await response.Content.ReadAsByteArrayAsync(either.Token);
            var encodings = string.Join(',', response.Content.Headers.ContentEncoding);
            using var document = JsonDocument.Parse(EncodedBody.Decode(encodings, bytes, LongestReply) ?? default);
            var reply = document.RootElement;
            return reply.TryGetProperty("access_token", out var token) && token.GetString() is { Length: > 0 } value
                ? (value, TimeSpan.FromSeconds(reply.TryGetProperty("expires_in", out var seconds) ? seconds.GetInt32() : 7200), "")
                : (
                    null,
                    default,
                    reply.TryGetProperty("errcode", out var code) ? $"errcode {code.GetRawText()}" : $"http-{(int)response.StatusCode}"
                );
        }
        catch (Exception broken) when (broken is HttpRequestException or JsonException or InvalidOperationException or FormatException)
        {
            return (null, default, broken.GetType().Name);
        }
        catch (OperationCanceledException)
        {
            // Its own time, or that of the push which waits for it: the push has not left.
            return (null, default, "timeout");
        }
    }

    private static Refusal Failed(string error) =>
        Refusal.Of(RefusalKind.VendorFailed, "vendor-token", "网关未能取得企业微信的 access_token", error) with
        {
            RetryAfter = TimeSpan.FromSeconds(30),
        };
}
