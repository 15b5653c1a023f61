using System.Reflection;
using System.Reflection.Metadata;
using System.Reflection.PortableExecutable;
using System.Runtime.CompilerServices;

namespace Compliance.Tests.House;

public sealed class NamesTests
{
    private static readonly string[] Banned = ["Manager", "Helper", "Helpers", "Util", "Utils", "Utilities", "Service", "Base", "Impl"];

    private static readonly Assembly[] Rooms =
    [
        .. new[]
        {
            "Compliance.Rules",
            "Compliance.Rules.Rete",
            "Compliance.Policies",
            "Compliance.Audit",
            "Compliance.Gateway",
            "policyctl",
            "auditctl",
        }.Select(Assembly.Load),
    ];

    private static readonly Type[] Types =
    [
        .. Rooms
            .SelectMany(room => room.GetTypes())
            .Where(type =>
                type.Namespace?.StartsWith("Compliance.", StringComparison.Ordinal) == true
                && type.GetCustomAttribute<CompilerGeneratedAttribute>() is null
                && !type.Name.Contains('<')
            ),
    ];

    [Fact]
    public void No_type_hides_behind_a_word_without_meaning() =>
        Assert.Empty(
            Types.Where(type => Banned.Any(suffix => type.Name.EndsWith(suffix, StringComparison.Ordinal))).Select(type => type.FullName)
        );

    [Fact]
    public void No_type_is_named_like_a_namespace()
    {
        var words = Types.Select(type => type.Namespace!).Distinct().SelectMany(space => space.Split('.')).ToHashSet();
        Assert.Empty(Types.Where(type => !type.IsNested && words.Contains(type.Name)).Select(type => type.FullName));
    }

    [Fact]
    public void Classes_are_sealed_unless_something_derives_from_them()
    {
        var parents = Types
            .Select(type => type.BaseType)
            .Where(parent => parent is not null)
            .Select(parent => parent!.IsGenericType ? parent.GetGenericTypeDefinition() : parent)
            .ToHashSet();
        Assert.Empty(
            Types
                .Where(type => type is { IsClass: true, IsAbstract: false, IsSealed: false } && !parents.Contains(type))
                .Select(type => type.FullName)
        );
    }

    /// <summary>Rules are pure: what they would need for a clock, a file, a socket or a thread is not even mentioned in the assembly.</summary>
    [Fact]
    public void Rules_mention_no_clock_no_file_no_network_and_no_task()
    {
        // The folding tables are resources of the assembly itself, and come as a stream.
        string[] embedded = ["Stream", "StreamReader", "TextReader"];
        string[] impure = ["System.IO", "System.Net", "System.Threading.Tasks", "System.Data", "Microsoft"];
        using var file = new PEReader(File.OpenRead(Rooms[0].Location));
        var metadata = file.GetMetadataReader();
        var mentioned = metadata
            .TypeReferences.Select(metadata.GetTypeReference)
            .Select(type => (Space: metadata.GetString(type.Namespace), Name: metadata.GetString(type.Name)))
            .Where(type =>
                type.Name is "TimeProvider" or "Stopwatch"
                || impure.Any(space => type.Space == space || type.Space.StartsWith(space + ".", StringComparison.Ordinal))
            );
        Assert.Empty(
            mentioned
                .Where(type => type.Space != "Microsoft.CodeAnalysis" && !(type.Space == "System.IO" && embedded.Contains(type.Name)))
                .Select(type => $"{type.Space}.{type.Name}")
        );
    }
}
