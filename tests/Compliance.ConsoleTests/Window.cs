using System.Text.RegularExpressions;
using Compliance.TestKit;
using Microsoft.Playwright;

namespace Compliance.ConsoleTests;

/// <summary>A browser window that remembers what must never happen: a dialog, an error on its console, a request to another address.</summary>
public sealed class Window : IAsyncDisposable
{
    private readonly IBrowserContext _context;
    private readonly List<string> _wrong = [];

    private Window(IBrowserContext context, IPage page) => (_context, Page) = (context, page);

    public IPage Page { get; }

    public static async Task<Window> OpenAsync(IBrowser browser, Uri address, int width, int height, string? state)
    {
        var context = await browser.NewContextAsync(
            new()
            {
                BaseURL = address.ToString(),
                ViewportSize = new() { Width = width, Height = height },
                Locale = "zh-CN",
                TimezoneId = "Asia/Shanghai",
                StorageState = state,
            }
        );
        context.SetDefaultTimeout(15_000);
        var window = new Window(context, await context.NewPageAsync());
        window.Page.Dialog += (_, dialog) =>
        {
            window._wrong.Add($"dialog: {dialog.Message}");
            _ = dialog.DismissAsync();
        };
        // A refusal is an answer: the browser's own line about its status is no mistake of the page.
        window.Page.Console += (_, message) =>
        {
            if (message.Type is "error" && !message.Text.StartsWith("Failed to load resource", StringComparison.Ordinal))
                window._wrong.Add($"console: {message.Text}");
        };
        window.Page.PageError += (_, error) => window._wrong.Add($"script: {error}");
        window.Page.Request += (_, request) =>
        {
            if (new Uri(request.Url) is { Scheme: "http" or "https" } to && to.Authority != address.Authority)
                window._wrong.Add($"request to {request.Url}");
        };
        return window;
    }

    public Task GoAsync(string path) => Page.GotoAsync(path);

    public async Task AcceptAsync(string link, string name, string password)
    {
        await Page.GotoAsync(link);
        await Page.FillAsync("[name=name]", name);
        await Page.FillAsync("[name=password]", password);
        await Page.FillAsync("[name=again]", password);
        await Page.GetByRole(AriaRole.Button, new() { Name = "保存并登录" }).ClickAsync();
        await Page.WaitForURLAsync(new Regex("/console$"));
    }

    public async Task SignInAsync(string name, string password)
    {
        await Page.GotoAsync("/console/sign-in");
        await Page.FillAsync("[name=name]", name);
        await Page.FillAsync("[name=password]", password);
        await TurnAsync(() => Page.GetByRole(AriaRole.Button, new() { Name = "登录", Exact = true }).ClickAsync());
    }

    public async Task SearchAsync(string line)
    {
        await Page.FillAsync("#line", line);
        await Page.PressAsync("#line", "Escape");
        await TurnAsync(() => Page.PressAsync("#line", "Enter"));
    }

    /// <summary>Types without sending.</summary>
    public async Task SearchTypedAsync(string line)
    {
        await GoAsync("/console/decisions");
        await Page.FillAsync("#line", line);
    }

    /// <summary>Does what leads to another page and waits until that one stands.</summary>
    public async Task TurnAsync(Func<Task> act)
    {
        await Page.EvaluateAsync("window.left = false");
        await act();
        await Eventually.TrueAsync(HasTurnedAsync, "another page stands");
    }

    public Task<string> StateAsync() => _context.StorageStateAsync();

    /// <summary>Asked from outside: a wait inside the page would evaluate text, which the policy for content forbids.</summary>
    private async Task<bool> HasTurnedAsync()
    {
        try
        {
            return await Page.EvaluateAsync<bool>("window.left === undefined && document.readyState === 'complete'");
        }
        catch (PlaywrightException)
        {
            // The page went away while it was asked.
            return false;
        }
    }

    /// <summary>Kept as the tests' output, for people's eyes.</summary>
    public async Task<string> PictureAsync(string name)
    {
        var path = Path.Combine(Repository.Root, "TestResults", "screenshots", $"{name}.png");
        // As tall as the page, so that what sticks to an edge stands there and not in the middle.
        var (width, height) = (Page.ViewportSize!.Width, Page.ViewportSize.Height);
        await Page.SetViewportSizeAsync(width, Math.Max(height, await Page.EvaluateAsync<int>("document.documentElement.scrollHeight")));
        await Page.ScreenshotAsync(new() { Path = path });
        await Page.SetViewportSizeAsync(width, height);
        return path;
    }

    /// <summary>No dialog, no error, no violation of the policy for content, nothing asked of another address.</summary>
    public void AssertClean() => Assert.Empty(_wrong);

    public async ValueTask DisposeAsync() => await _context.DisposeAsync();
}
