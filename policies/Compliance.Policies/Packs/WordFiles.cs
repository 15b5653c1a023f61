using Compliance.Policies.Binding;
using Compliance.Policies.Files;
using Compliance.Policies.Yaml;
using Compliance.Rules.Wording;

namespace Compliance.Policies.Packs;

/// <summary>The word lists of one pack, each read once however many rules name it.</summary>
internal sealed class WordFiles(PackFiles files, Diagnostics diagnostics)
{
    private readonly Dictionary<string, WordList?> _read = new(StringComparer.Ordinal);

    /// <param name="name">As the rule writes it, relative to the pack.</param>
    public WordList? Find(string name, Node at, BoundFile rule)
    {
        if (_read.TryGetValue(name, out var known))
            return known;
        if (!name.StartsWith(PackFiles.WordsFolder, StringComparison.Ordinal) || files.Find(name) is not { } file)
        {
            rule.Error(at, "no-such-file", $"规则包中没有词表文件“{name}”。", "写成 words/文件名.tsv，文件放在本包的 words 目录下。");
            return null;
        }
        return _read[name] = Read(file);
    }

    /// <summary>Once all rules are read: a file that none of them names does nothing.</summary>
    public void TellUnused()
    {
        foreach (var file in files.Under(PackFiles.WordsFolder).Where(file => !_read.ContainsKey(file.Path[(files.Pack.Length + 1)..])))
            diagnostics.Warning(
                file.Path,
                0,
                0,
                "unused-words",
                "没有规则用到这个词表，里面的词不起作用。",
                $"在 {files.Pack}/rules 下某条 kind: wording 的规则里写 words: [..., {file.Path[(files.Pack.Length + 1)..]}]。"
            );
    }

    private WordList? Read(PolicyFile file)
    {
        if (FileText.Decode(file, diagnostics) is not { } text)
            return null;
        var list = WordListReader.Parse(file.Path, text);
        foreach (var fault in list.Diagnostics)
            diagnostics.Error(file.Path, fault.Line, fault.Column, "word-list", fault.What, fault.Mend);
        Industries(list.List, file.Path);
        return list.List;
    }

    /// <summary>A mistyped industry would silently switch the terms off: an error, once for each name, at the first term that has it.</summary>
    private void Industries(WordList list, string path)
    {
        foreach (
            var unknown in list
                .Entries.SelectMany(entry => entry.Industries, (entry, industry) => (entry.Line, industry))
                .Where(named => !KnownIndustries.All.Contains(named.industry))
                .DistinctBy(named => named.industry)
        )
            diagnostics.Error(
                path,
                unknown.Line,
                0,
                "unknown-industry",
                $"没有“{unknown.industry}”这个行业（写在这一行，或者上方的 defaults）。",
                Suggestion.For(unknown.industry, KnownIndustries.All)
            );
    }
}
