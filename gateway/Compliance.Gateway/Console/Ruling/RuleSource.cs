using Compliance.Policies.Archive;

namespace Compliance.Gateway.Console.Ruling;

/// <summary>A rule as legal wrote it, out of the archived files of its revision.</summary>
/// <param name="File">Relative to the packs folder.</param>
/// <param name="Line">Of its first line, from 1.</param>
internal sealed record RuleSource(string File, int Line, string Yaml)
{
    /// <returns>Null: the revision isn't kept, or the rule is the gateway's own.</returns>
    public static RuleSource? Find(PolicyArchive archive, string revision, string pack, string id)
    {
        var root = Path.Combine(archive.Folder, revision);
        var rules = Path.Combine(root, pack, "rules");
        if (!Directory.Exists(rules))
            return null;
        foreach (var file in Directory.EnumerateFiles(rules, "*.yaml", SearchOption.AllDirectories).Order(StringComparer.Ordinal))
        {
            var lines = System.IO.File.ReadAllLines(file);
            var first = Array.FindIndex(lines, line => line.StartsWith("- ", StringComparison.Ordinal) && IdOf(line) == id);
            if (first < 0)
                continue;
            var next = Array.FindIndex(lines, first + 1, line => line.StartsWith("- ", StringComparison.Ordinal));
            return new RuleSource(
                Path.GetRelativePath(root, file).Replace('\\', '/'),
                first + 1,
                string.Join('\n', lines[first..(next < 0 ? lines.Length : next)]).TrimEnd()
            );
        }

        return null;
    }

    private static string? IdOf(string line) =>
        line[2..].TrimStart() is var rest && rest.StartsWith("rule:", StringComparison.Ordinal)
            ? rest[5..].Split('#')[0].Trim().Trim('"', '\'')
            : null;
}
