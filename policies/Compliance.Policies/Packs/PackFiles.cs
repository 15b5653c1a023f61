using Compliance.Policies.Files;

namespace Compliance.Policies.Packs;

/// <summary>The files of one pack by their path within it.</summary>
internal sealed class PackFiles
{
    public const string Header = "pack.yaml";
    public const string Laws = "laws.yaml";
    public const string Evidence = "evidence.yaml";
    public const string Purposes = "purposes.yaml";
    public const string RulesFolder = "rules/";
    public const string WordsFolder = "words/";
    public const string CasesFolder = "cases/";

    private readonly Dictionary<string, PolicyFile> _files;

    public PackFiles(string pack, IEnumerable<PolicyFile> files)
    {
        Pack = pack;
        this._files = files.ToDictionary(file => file.Path[(pack.Length + 1)..], StringComparer.Ordinal);
    }

    public string Pack { get; }

    public PolicyFile? Find(string path) => _files.GetValueOrDefault(path);

    public IEnumerable<PolicyFile> Under(string folder) =>
        _files
            .Where(file => file.Key.StartsWith(folder, StringComparison.Ordinal))
            .OrderBy(file => file.Key, StringComparer.Ordinal)
            .Select(file => file.Value);

    /// <summary>Whether a file of a pack is read at all, by its path within the pack.</summary>
    public static bool IsRead(string path) =>
        path is Header or Laws or Evidence or Purposes
        || (path.StartsWith(RulesFolder, StringComparison.Ordinal) || path.StartsWith(CasesFolder, StringComparison.Ordinal))
            && path.EndsWith(".yaml", StringComparison.Ordinal)
        || path.StartsWith(WordsFolder, StringComparison.Ordinal) && path.EndsWith(".tsv", StringComparison.Ordinal);
}
