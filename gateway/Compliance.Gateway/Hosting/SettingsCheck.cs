using Compliance.Policies.Binding;

namespace Compliance.Gateway.Hosting;

/// <summary>
/// Compares a section with its shape. The binder would pass over a name that it doesn't know, and stop at the first value that it can't read;
/// here each is told. MUST NOT repeat a value that may be a secret.
/// </summary>
internal sealed class SettingsCheck(SettingShape.Section shape, string section)
{
    private readonly List<string> _errors = [];
    private readonly List<string> _unreadable = [];
    private readonly string[] _known = [.. shape.Paths(section)];

    public IReadOnlyList<string> Errors => _errors;

    public void Check(IConfiguration configuration)
    {
        CheckNames(configuration);
        Check(configuration.GetSection(section), shape);
    }

    /// <summary>What is left when everything told is taken out: it binds, so that the values can be judged as well.</summary>
    public IConfiguration Readable(IConfiguration configuration) =>
        new ConfigurationBuilder()
            .AddInMemoryCollection(
                configuration.AsEnumerable().Where(pair => pair.Value is not null && !_unreadable.Exists(Holds(pair.Key)))
            )
            .Build()
            .GetSection(section);

    private static Predicate<string> Holds(string key) =>
        path =>
            key.StartsWith(path, StringComparison.OrdinalIgnoreCase)
            && (key.Length == path.Length || key[path.Length] == ConfigurationPath.KeyDelimiter[0]);

    private void Check(IConfigurationSection at, SettingShape shape)
    {
        var children = at.GetChildren().ToList();
        if (shape is not SettingShape.Value && at.Value is { Length: > 0 })
            Tell(
                at,
                shape is SettingShape.Items
                    ? $"is a list: write {at.Path}:0 (in JSON, in brackets)"
                    : "is a section and has no value of its own"
            );
        switch (shape)
        {
            case SettingShape.Value when children.Count > 0:
                Tell(at, "is one value and has nothing below it");
                break;
            case SettingShape.Value value:
                CheckValue(at, value);
                break;
            case SettingShape.Items items:
                foreach (var child in children)
                {
                    if (int.TryParse(child.Key, out _))
                        Check(child, items.Each);
                    else
                        Tell(child, $"is in a list: write {at.Path}:0 (in JSON, in brackets)");
                }

                break;
            case SettingShape.Named named:
                foreach (var child in children)
                {
                    if (child.Value is { Length: > 0 } || child.GetChildren().Any())
                        Check(child, named.Each);
                    else
                        Tell(child, "is empty: give it its settings or leave it out");
                }

                break;
            case SettingShape.Section known:
                foreach (var child in children)
                {
                    if (known.Settings.TryGetValue(child.Key, out var inner))
                        Check(child, inner);
                    else
                        Tell(child, $"is no setting: the nearest is {Nearest(at, child.Key, known)} (all of them: --help)");
                }

                break;
        }
    }

    private void CheckValue(IConfigurationSection at, SettingShape.Value value)
    {
        if (at.Value is null)
            Tell(at, "is null: give it a value or leave it out");
        else if (!value.Reads(at.Value))
            Tell(at, $"is '{at.Value}', which is not {Kind(value.Type)}");
    }

    /// <summary>A name beside it, or else one that stands elsewhere: <c>Compliance:BodyBytes</c> is meant for <c>Limits</c>.</summary>
    private string Nearest(IConfigurationSection at, string written, SettingShape.Section known)
    {
        var beside = known.Settings.Keys.MinBy(name => Suggestion.Distance(written, name))!;
        if (Suggestion.Distance(written, beside) <= Math.Max(2, written.Length / 2))
            return $"{at.Path}:{beside}";
        return _known.MinBy(path => Suggestion.Distance(written, LastName(path)))!;
    }

    /// <summary>The section's own name, misspelt, and the single underscore, which the environment does not take for a colon.</summary>
    private void CheckNames(IConfiguration configuration)
    {
        foreach (var root in configuration.GetChildren().Where(root => !root.Key.Equals(section, StringComparison.OrdinalIgnoreCase)))
        {
            if (Suggestion.Distance(root.Key, section) <= 2)
                Tell(root, $"is not read: the nearest is {section}");
            else if (
                root.Key.StartsWith($"{section}_", StringComparison.OrdinalIgnoreCase)
                && Named(root.Key[(section.Length + 1)..]) is { } meant
            )
                Tell(root, $"is not read: write {section}__{meant}, with two underscores between names");
        }
    }

    private string? Named(string words) =>
        shape.Settings.Keys.FirstOrDefault(name =>
            words.Equals(name, StringComparison.OrdinalIgnoreCase) || words.StartsWith($"{name}_", StringComparison.OrdinalIgnoreCase)
        );

    private void Tell(IConfigurationSection at, string what)
    {
        _errors.Add($"{at.Path} {what}");
        _unreadable.Add(at.Path);
    }

    private static string LastName(string path) => path[(path.LastIndexOf(':') + 1)..];

    private static string Kind(Type type) =>
        (Nullable.GetUnderlyingType(type) ?? type) switch
        {
            var number when number == typeof(int) => "a whole number",
            var number when number == typeof(double) => "a number",
            var flag when flag == typeof(bool) => "true or false",
            var span when span == typeof(TimeSpan) => "a time span (00:00:10 is ten seconds)",
            var other => other.Name,
        };
}
