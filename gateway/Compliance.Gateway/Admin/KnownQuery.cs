using System.Reflection;

namespace Compliance.Gateway.Admin;

/// <summary>
/// A query holds what the call's handler takes, each once, and nothing else. A filter with a typing error would otherwise filter nothing,
/// and its reader would take everybody's decisions for one person's.
/// </summary>
internal static class KnownQuery
{
    public static EndpointFilterDelegate Only(EndpointFilterFactoryContext call, EndpointFilterDelegate next)
    {
        var known = call.MethodInfo.GetParameters().SelectMany(Names).ToHashSet(StringComparer.OrdinalIgnoreCase);
        return context => Problem(context.HttpContext.Request, known) is { } fault ? new(Problems.Invalid(fault)) : next(context);
    }

    private static Fault? Problem(HttpRequest request, HashSet<string> known)
    {
        var names = known.Where(name => !request.RouteValues.ContainsKey(name)).ToList();
        foreach (var (name, values) in request.Query)
        {
            // The name is not repeated: a mistyped query may well be a person's number.
            if (names.Find(one => one.Equals(name, StringComparison.OrdinalIgnoreCase)) is not { } same)
                return new Fault(
                    "$query",
                    "有不认识的查询参数",
                    names.Count == 0 ? "此接口没有查询参数。" : $"可用：{string.Join("、", names)}。"
                );
            if (values.Count > 1)
                return new Fault(same, "同一查询参数出现多次", "每个参数只写一次。");
        }

        return null;
    }

    /// <summary>Simple values come from the route or the query; what else a handler takes is a service, the body or the call itself.</summary>
    private static IEnumerable<string> Names(ParameterInfo parameter) =>
        parameter.GetCustomAttribute<AsParametersAttribute>() is not null
            ? parameter
                .ParameterType.GetProperties(BindingFlags.Public | BindingFlags.Instance)
                .Select(property => CamelCase(property.Name))
        : IsSimple(Nullable.GetUnderlyingType(parameter.ParameterType) ?? parameter.ParameterType) ? [parameter.Name!]
        : [];

    private static bool IsSimple(Type type) => type == typeof(string) || type.IsPrimitive || type.IsEnum;

    private static string CamelCase(string name) => char.ToLowerInvariant(name[0]) + name[1..];
}
