using System.Text.Encodings.Web;
using System.Text.Unicode;
using Compliance.Gateway.Console.Accounts;
using Compliance.Gateway.Console.Counting;
using Compliance.Gateway.Console.Exports;
using Compliance.Gateway.Console.Filtering;
using Compliance.Gateway.Model;
using Microsoft.AspNetCore.Antiforgery;
using Microsoft.AspNetCore.Authentication.Cookies;
using Microsoft.AspNetCore.Authorization;
using Microsoft.Extensions.Options;
using Microsoft.Extensions.WebEncoders;

namespace Compliance.Gateway.Console;

/// <summary>The officers' pages. Everything hangs on the console's own endpoints: a push passes none of it.</summary>
internal static class ConsoleSite
{
    public static IServiceCollection AddConsole(this IServiceCollection services)
    {
        services.AddSingleton<Assets>();
        services.AddSingleton<LogCheck>();
        services.AddSingleton<PersonTokens>();
        services.AddSingleton<FilterVocabulary>();
        services.AddSingleton<ExportDesk>();
        services.AddAccounts();
        services.AddLocalization();
        services
            .AddRazorPages(pages => pages.RootDirectory = "/Console/Pages")
            .AddMvcOptions(mvc =>
            {
                mvc.Filters.Add<ConsolePageFilter>();
                mvc.Filters.Add<ConsoleFailureFilter>();
            });
        // Chinese stays readable in the markup; what HTML could take for markup is encoded all the same.
        services.Configure<WebEncoderOptions>(encoder => encoder.TextEncoderSettings = new TextEncoderSettings(UnicodeRanges.All));
        services.AddAuthentication().AddCookie(ConsoleSession.SchemeName);
        services.AddSingleton<IConfigureOptions<CookieAuthenticationOptions>, ConsoleCookies>();
        services.AddSingleton<IConfigureOptions<AntiforgeryOptions>, ConsoleCookies>();
        return services;
    }

    /// <summary>Wants authentication and authorization in the pipeline.</summary>
    public static void MapConsole(this IEndpointRouteBuilder app)
    {
        var admin = new AnswersOn(Listener.Admin);
        app.MapAssets().WithMetadata(admin);
        app.MapGet("/", () => TypedResults.LocalRedirect("/console")).AllowAnonymous().ExcludeFromDescription().WithMetadata(admin);
        app.MapRazorPages()
            .RequireAuthorization(new AuthorizeAttribute { AuthenticationSchemes = ConsoleSession.SchemeName })
            .WithMetadata(admin);
    }
}
