using Microsoft.Extensions.Options;

namespace Compliance.Gateway.Hosting;

internal static class ConfigurationErrors
{
    /// <summary>What is wrong with the settings, whether one section says so or several; null when the exception is about something else.</summary>
    public static IEnumerable<string>? Of(Exception thrown) =>
        thrown switch
        {
            OptionsValidationException one => one.Failures,
            AggregateException several when several.InnerExceptions.All(inner => inner is OptionsValidationException) => several
                .InnerExceptions.Cast<OptionsValidationException>()
                .SelectMany(inner => inner.Failures),
            _ => null,
        };
}
