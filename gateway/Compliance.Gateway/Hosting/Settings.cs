using System.Collections.Immutable;
using System.Text.Json;
using Compliance.Gateway.Admin;
using Compliance.Gateway.Credentials;
using Compliance.Gateway.Model;
using Compliance.Gateway.Observability;
using Microsoft.Extensions.Configuration.Json;
using Microsoft.Extensions.FileProviders;
using Microsoft.Extensions.Options;

namespace Compliance.Gateway.Hosting;

/// <summary>The settings as they were given, and everything that is wrong with them: an operator mends it in one go.</summary>
internal sealed record Settings(IConfigurationRoot Configuration, ImmutableArray<string> Errors)
{
    /// <summary>Who reads section Compliance. What none of these types has a property for is no setting.</summary>
    private static readonly Part[] Parts =
    [
        Part.Of(given => new GatewayOptionsValidation(given)),
        Part.Of(given => new CredentialValidation(given)),
        Part.Of(given => new AdminKeyValidation(given)),
    ];

    public static SettingShape.Section Shape { get; } = SettingShape.Of(Parts.Select(part => part.Options));

    /// <summary>A later source wins: the program's folder, the working folder, the environment, the command line.</summary>
    public static Settings Read(string[] args)
    {
        var errors = CommandLine.Errors(args).ToList();
        var builder = new ConfigurationBuilder();
        foreach (var folder in new[] { AppContext.BaseDirectory, Directory.GetCurrentDirectory() })
            AddFiles(builder, folder, errors);
        builder.AddEnvironmentVariables();
        if (errors.Count == 0)
            builder.AddCommandLine(args);
        var configuration = builder.Build();
        return new Settings(configuration, [.. errors.Distinct(), .. Check(configuration)]);
    }

    public static IEnumerable<string> Check(IConfigurationRoot configuration)
    {
        var shape = new SettingsCheck(Shape, GatewayOptions.Section);
        shape.Check(configuration);
        var readable = shape.Readable(configuration);
        IEnumerable<string> all =
        [
            .. shape.Errors,
            .. Parts.SelectMany(part => part.Errors(configuration, readable)),
            .. Logs.Errors(configuration),
        ];
        return all.Distinct();
    }

    private static void AddFiles(ConfigurationBuilder builder, string folder, List<string> errors)
    {
        var environment =
            Environment.GetEnvironmentVariable("ASPNETCORE_ENVIRONMENT")
            ?? Environment.GetEnvironmentVariable("DOTNET_ENVIRONMENT")
            ?? Environments.Production;
        foreach (var name in new[] { "appsettings.json", $"appsettings.{environment}.json" })
            builder.Add(
                new JsonConfigurationSource
                {
                    FileProvider = new PhysicalFileProvider(folder),
                    Path = name,
                    Optional = true,
                    OnLoadException = broken =>
                    {
                        errors.Add($"{Path.Combine(folder, name)} {Why(broken.Exception)}");
                        broken.Ignore = true;
                    },
                }
            );
    }

    private static string Why(Exception broken)
    {
        for (var inner = broken; inner is not null; inner = inner.InnerException)
        {
            if (inner is JsonException { LineNumber: { } line } json)
                return $"is no JSON: look at line {line + 1}, column {json.BytePositionInLine + 1}";
        }

        return $"can't be read: {broken.GetBaseException().Message}";
    }

    private sealed record Part(Type Options, Func<IConfigurationRoot, IConfiguration, IEnumerable<string>> Errors)
    {
        public static Part Of<T>(Func<IConfigurationRoot, IValidateOptions<T>> validation)
            where T : class, new() =>
            new(typeof(T), (given, readable) => validation(given).Validate(null, readable.Get<T>() ?? new T()).Failures ?? []);
    }
}
