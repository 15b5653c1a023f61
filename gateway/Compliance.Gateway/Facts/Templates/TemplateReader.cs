using Compliance.Gateway.Credentials;
using Compliance.Gateway.Providers;
using Compliance.Gateway.Providers.Wire;

namespace Compliance.Gateway.Facts.Templates;

/// <summary>Asks a provider for a template, as the account and with its credential. Whatever goes wrong is a value.</summary>
internal sealed class TemplateReader(TimeProvider clock) : IDisposable
{
    private const int LongestReply = 1 << 20;

    private readonly HttpClient _http = OwnCalls.Client();

    public async Task<TemplateReading> ReadAsync(Channel channel, VendorAccount account, string id, CancellationToken cancel)
    {
        var provider = (IProviderTemplates)channel;
        TemplateReading reading = new TemplateReading.Gone("no such template");
        using var timeout = new CancellationTokenSource(account.Timeout, clock);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(timeout.Token, cancel);
        try
        {
            foreach (var read in provider.TemplateReads(id))
            {
                reading = await channel.Sign(read, account, clock, either.Token) is Signing.Signed signed
                    ? provider.ReadTemplate(id, await SendAsync(signed.Request, account, either.Token))
                    : new TemplateReading.NotTold("unsigned");
                if (reading is not TemplateReading.Gone)
                    break;
            }

            return reading;
        }
        catch (Exception broken) when (broken is HttpRequestException or IOException)
        {
            return new TemplateReading.NotTold(broken.GetType().Name);
        }
        catch (OperationCanceledException)
        {
            return new TemplateReading.NotTold("timeout");
        }
    }

    public void Dispose() => _http.Dispose();

    private async Task<VendorResponse> SendAsync(OutboundRequest read, VendorAccount account, CancellationToken cancel)
    {
        var target = read.RawQuery.Length == 0 ? read.Path : $"{read.Path}?{read.RawQuery}";
        using var request = new HttpRequestMessage(
            new HttpMethod(read.Method),
            // The signature covers these very characters: no canonicalisation.
            new Uri(
                account.Address.GetLeftPart(UriPartial.Authority) + target,
                new UriCreationOptions { DangerousDisablePathAndQueryCanonicalization = true }
            )
        )
        {
            Content = new ReadOnlyMemoryContent(read.Body),
        };
        request.Headers.Host = account.Host;
        foreach (var (name, value) in read.Headers)
            if (!request.Headers.TryAddWithoutValidation(name, value))
                request.Content.Headers.TryAddWithoutValidation(name, value);
        using var response = await _http.SendAsync(request, cancel);
        var encodings = string.Join(',', response.Content.Headers.ContentEncoding);
        var body = EncodedBody.Decode(encodings, await response.Content.ReadAsByteArrayAsync(cancel), LongestReply);
        return new VendorResponse((int)response.StatusCode, new HeaderDictionary(), body ?? default);
    }
}
