using Microsoft.AspNetCore.Mvc;

namespace Compliance.Gateway.Admin;

internal static class LineEndpoints
{
    private const long Largest = 1L << 30;

    /// <summary>Takes one JSON object or NDJSON, and says so in the OpenAPI document. The declared type is not insisted on: curl declares a form, and a bare 415 would tell nobody why.</summary>
    public static RouteHandlerBuilder AcceptsLines<T>(this RouteHandlerBuilder builder)
        where T : notnull =>
        builder
            .Accepts<T>("application/json", "application/x-ndjson", "*/*")
            .Produces<Stored>()
            .Produces<LineAnswer>(StatusCodes.Status200OK, "application/x-ndjson")
            .ProducesProblem(StatusCodes.Status400BadRequest)
            .WithMetadata(new RequestSizeLimitAttribute(Largest));
}
