using System.Net;
using System.Text.RegularExpressions;

namespace Compliance.Tests.Gateway.Console;

/// <summary>What a browser would send: cookies, and with a form the token that stands in the page.</summary>
internal sealed partial record Browser(Uri Address)
{
    private readonly HttpClient _http = new(new HttpClientHandler { AllowAutoRedirect = false, CookieContainer = new CookieContainer() })
    {
        BaseAddress = Address,
    };

    public string? Account { get; init; }

    public Task<HttpResponseMessage> GetAsync(string path, params (string Name, string Value)[] headers)
    {
        var request = new HttpRequestMessage(HttpMethod.Get, path);
        request.Headers.Add("Accept", "text/html");
        foreach (var (name, value) in headers)
            request.Headers.TryAddWithoutValidation(name, value);
        return _http.SendAsync(request);
    }

    public async Task<string> TextAsync(string path)
    {
        using var answer = await GetAsync(path);
        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        return await answer.Content.ReadAsStringAsync();
    }

    /// <param name="page">Where the form stands; its token is sent along.</param>
    public async Task<HttpResponseMessage> SubmitAsync(string page, string action, params (string Name, string Value)[] fields) =>
        await PostAsync(action, [.. fields, ("form-token", TokenIn(await TextAsync(page)))]);

    public Task<HttpResponseMessage> PostAsync(string action, params (string Name, string Value)[] fields)
    {
        var request = new HttpRequestMessage(HttpMethod.Post, action)
        {
            Content = new FormUrlEncodedContent(fields.Select(field => KeyValuePair.Create(field.Name, field.Value))),
        };
        request.Headers.Add("Accept", "text/html");
        return _http.SendAsync(request);
    }

    public Task<HttpResponseMessage> SignInAsync(string name, string password) =>
        SubmitAsync("/console/sign-in", "/console/sign-in", ("name", name), ("password", password));

    /// <summary>Whether a page opens, or leads to the sign-in page.</summary>
    public async Task<bool> IsSignedInAsync()
    {
        using var answer = await GetAsync("/console/check");
        return answer.StatusCode == HttpStatusCode.OK;
    }

    public static string TokenIn(string page) => Token().Match(page).Groups[1].Value;

    [GeneratedRegex("name=\"form-token\" content=\"([^\"]+)\"")]
    private static partial Regex Token();
}
