using System.Text.Json;
using Compliance.Gateway.Admin.Decisions;
using Compliance.Gateway.Model;
using Compliance.Gateway.Providers.Sandbox;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authorization;

namespace Compliance.Gateway.Admin;

/// <summary>The admin listener's API: every call by key and role, every read of a person and every act in the audit trail.</summary>
internal static class AdminApi
{
    public static IServiceCollection AddAdmin(this IServiceCollection services)
    {
        services.AddOptions<AdminKeyOptions>().BindConfiguration(GatewayOptions.Section);
        services.AddSingleton<AdminKeys>();
        services.AddSingleton<IApprovers>(provider => provider.GetRequiredService<AdminKeys>());
        services.AddSingleton<AccessLog>();
        services.AddSingleton<FourEyes>();
        services.AddSingleton<ApprovalDesk>();
        services.AddSingleton<SubjectDesk>();
        services.AddSingleton<IApprovedAct, ErasePerson>();
        services.AddSingleton<IApprovedAct, MergePeople>();
        services.AddSingleton<CheckDesk>();
        services.AddSingleton<RuleBook>();
        services.AddSingleton<DecisionExplainer>();
        services.AddSingleton<DecisionDesk>();
        // No default scheme: pushes pass the same middleware, and their Authorization header is not for us to read.
        AppContext.SetSwitch("Microsoft.AspNetCore.Authentication.SuppressAutoDefaultScheme", true);
        services.AddAuthentication().AddScheme<AuthenticationSchemeOptions, AdminKeyHandler>(AdminKeyHandler.SchemeName, null);
        services.AddAuthorization();
        services.ConfigureHttpJsonOptions(json => AdminJson.Configure(json.SerializerOptions));
        services.AddOpenApi("v1");
        return services;
    }

    /// <summary>Wants authentication and authorization in the pipeline.</summary>
    public static void MapAdmin(this IEndpointRouteBuilder app)
    {
        var api = app.MapGroup("")
            .WithMetadata(new AnswersOn(Listener.Admin))
            .RequireAuthorization(new AuthorizeAttribute { AuthenticationSchemes = AdminKeyHandler.SchemeName })
            .AddEndpointFilter<AdminCallFilter>()
            .AddEndpointFilterFactory(KnownQuery.Only);
        api.MapSubjectsApi();
        api.MapApprovalsApi();
        api.MapConsentsApi();
        api.MapSuppressionsApi();
        api.MapTemplatesApi();
        api.MapDecisionsApi();
        api.MapEvidenceApi();
        api.MapCheckApi();
        api.MapPoliciesApi();
        api.MapHaltsApi();
        api.MapLogApi();
        api.MapSandboxDeliveries().AllowRoles(Roles.Operator);
        app.MapOpenApi("/openapi/{documentName}.json").WithMetadata(new AnswersOn(Listener.Admin)).AllowAnonymous();
    }
}
