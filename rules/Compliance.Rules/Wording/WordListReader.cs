using System.Collections.Immutable;
using Compliance.Rules.Decisions;

namespace Compliance.Rules.Wording;

/// <summary>
/// Reads <c>words/*.tsv</c>: UTF-8, one row a line, columns by TAB: phrase, kind, flags, suggestion. Lines starting with <c>//</c> are comments.
/// <list type="bullet">
/// <item>Kind <c>block</c>, <c>evidence</c>, <c>review</c> or <c>warn</c>: a term. <c>allow</c>: an everyday phrase. <c>word</c>: an everyday
/// word that no term may cut. <c>scope</c>: belongs to the span of a term of this
/// file right behind it (全网). <c>exception</c>, <c>context</c>: the phrase is its id. <c>cue</c>: a sign of the exception or context in its flags. <c>homophones</c>: the phrase is one character, the flags are
/// characters written for it. <c>suggest</c>: for terms of its category in which one of its words stands, what to write instead. <c>group</c>: the phrase is a name, the flags are its words by <c>|</c>. <c>defaults</c>: its flags hold for all terms below.</item>
/// <item>Flags, separated by spaces. Term: <c>category=…</c>, <c>industry=a,b</c>, <c>except=id,id</c>, <c>needs=id,id+id</c> (counts only near a cue of one of these contexts; + = of both), <c>risk</c> (also found respelled). Exception: <c>clause=6(1)</c>,
/// <c>then=pass|warn|review|evidence</c>, <c>parts=time,source</c>, <c>unscoped</c> (not where a scope belongs to the term). Cue: <c>except=id</c> or <c>context=id</c>, <c>side=before|after</c>, <c>reach=sentence</c>, <c>part=time</c>.</item>
/// <item>Phrase: <c>(甲|乙)</c> is a choice, <c>(甲|乙)?</c> may be missing, <c>#</c> is a number, <c>…</c> is up to six characters of the same clause, <c>……</c>
/// up to fourteen of the same sentence; <c>&lt;名&gt;</c> in brackets stands for the words of a group above: <c>(治|医)(&lt;疾病&gt;)</c>.</item>
/// </list>
/// </summary>
public static class WordListReader
{
    private static readonly string[] Kinds =
    [
        "block",
        "evidence",
        "review",
        "warn",
        "allow",
        "word",
        "scope",
        "exception",
        "context",
        "cue",
        "homophones",
        "group",
        "suggest",
        "defaults",
    ];

    /// <param name="name">Path that the list goes by.</param>
    /// <param name="text">The file's decoded text.</param>
    /// <returns>Every row that could be read, and a diagnostic for each that could not.</returns>
    public static WordListFile Parse(string name, string text)
    {
        var rows = new Rows();
        var number = 0;
        foreach (var line in text.AsSpan().TrimStart('\uFEFF').EnumerateLines())
        {
            number++;
            if (!line.IsWhiteSpace() && !line.StartsWith("//"))
                Read(line.ToString().Split('\t'), number, rows);
        }
        var list = new WordList
        {
            Name = name,
            Entries = rows.Suggested(),
            Allowed = rows.Allowed.ToImmutable(),
            Whole = rows.Whole.ToImmutable(),
            Exceptions = rows.Exceptions.ToImmutable(),
            Cues = rows.Cues.ToImmutable(),
            Scopes = rows.Scopes.ToImmutable(),
            Homophones = rows.Homophones.ToImmutable(),
        };
        return new WordListFile(list, rows.Diagnostics.ToImmutable());
    }

    private static void Read(string[] columns, int line, Rows rows)
    {
        if (columns.Length is < 2 or > 4)
        {
            rows.Report(line, 1, $"有 {columns.Length} 列", "用 TAB 分成 2 至 4 列：词语、类型、标记、建议");
            return;
        }
        var kind = columns[1].Trim();
        var kindAt = columns[0].Length + 2;
        var flagsAt = kindAt + columns[1].Length + 1;
        if (!Kinds.Contains(kind))
        {
            rows.Report(line, kindAt, $"不认识的类型“{kind}”", "类型是 " + string.Join("、", Kinds) + " 之一");
            return;
        }
        var phrase = columns[0].Trim();
        if (kind == "homophones")
        {
            if (phrase.Length != 1 || columns.Length < 3 || columns[2].Trim().Length == 0)
                rows.Report(line, 1, "谐音字写得不对", "第一列一个字，第三列它的谐音字");
            else
                rows.Homophones.Add(new(phrase[0], columns[2].Trim()));
            return;
        }
        if (kind == "group")
        {
            if (
                phrase.Length == 0
                || columns.Length < 3
                || columns[2].Trim().Length == 0
                || !rows.Groups.TryAdd(phrase, Named(columns[2].Trim(), rows.Groups))
            )
                rows.Report(line, 1, "词组写得不对，或者已经写过", "第一列是名称，第三列是它的词，用 | 分开");
            return;
        }
        if (WordFlags.Read(kind, columns.Length > 2 ? columns[2] : "", rows.Defaults, out var problem) is not { } flags)
        {
            rows.Report(line, flagsAt + problem.At, problem.What, problem.Mend);
            return;
        }
        if (kind == "defaults")
        {
            rows.Defaults = flags;
            return;
        }
        phrase = Named(phrase, rows.Groups);
        if (kind is not ("exception" or "context") && !PhraseParser.IsSound(phrase, out var wrong))
        {
            rows.Report(line, wrong.At + 1, $"“{phrase}”{wrong.What}", wrong.Mend);
            return;
        }
        var suggestion = columns.Length > 3 && columns[3].Trim() is { Length: > 0 } written ? written : null;
        if (kind != "suggest")
            rows.Add(phrase, kind, flags, suggestion, line);
        else if (suggestion is null || PhraseParser.LiteralsOf(phrase) is not { } words)
            rows.Report(line, 1, "建议写得不对", "第一列写成 (甲|乙)，不用占位；第四列是建议");
        else
            rows.Suggestions.Add(new(flags.Category, words, suggestion, line));
    }

    /// <summary>The phrase with the words of its groups; a name that no row above gives stays and is reported.</summary>
    private static string Named(string phrase, Dictionary<string, string> groups)
    {
        for (var open = phrase.IndexOf('<'); open >= 0; open = phrase.IndexOf('<', open + 1))
            if (phrase.IndexOf('>', open) is > 0 and var close && groups.TryGetValue(phrase[(open + 1)..close], out var words))
                phrase = phrase[..open] + words + phrase[(close + 1)..];
        return phrase;
    }

    private sealed class Rows
    {
        private readonly HashSet<(string Phrase, string Kind)> _seen = [];

        /// <summary>Lines of terms with a suggestion of their own.</summary>
        private readonly HashSet<int> _withOwn = [];

        public ImmutableArray<WordEntry>.Builder Entries { get; } = ImmutableArray.CreateBuilder<WordEntry>();

        public ImmutableArray<string>.Builder Allowed { get; } = ImmutableArray.CreateBuilder<string>();

        public ImmutableArray<string>.Builder Whole { get; } = ImmutableArray.CreateBuilder<string>();

        public ImmutableArray<WordException>.Builder Exceptions { get; } = ImmutableArray.CreateBuilder<WordException>();

        public ImmutableArray<WordCue>.Builder Cues { get; } = ImmutableArray.CreateBuilder<WordCue>();

        public ImmutableArray<string>.Builder Scopes { get; } = ImmutableArray.CreateBuilder<string>();

        public ImmutableArray<Homophones>.Builder Homophones { get; } = ImmutableArray.CreateBuilder<Homophones>();

        public ImmutableArray<WordDiagnostic>.Builder Diagnostics { get; } = ImmutableArray.CreateBuilder<WordDiagnostic>();

        public List<WordSuggestion> Suggestions { get; } = [];

        public Dictionary<string, string> Groups { get; } = [];

        public WordFlags Defaults { get; set; } = new();

        /// <summary>The terms with what is suggested for their category; a row's own suggestion goes before.</summary>
        public ImmutableArray<WordEntry> Suggested()
        {
            var categories = Entries.Select(entry => entry.Category).ToHashSet();
            foreach (var stray in Suggestions.Where(suggestion => !categories.Contains(suggestion.Category)))
                Report(
                    stray.Line,
                    1,
                    $"本文件没有类别是“{stray.Category}”的词，这条建议用不上",
                    "改 category=…，或者把这一行移到那些词的文件里"
                );
            var byCategory = Suggestions.ToLookup(suggestion => suggestion.Category);
            return
            [
                .. Entries.Select(entry =>
                    _withOwn.Contains(entry.Line) || !byCategory.Contains(entry.Category)
                        ? entry
                        : entry with
                        {
                            Suggestions = [.. byCategory[entry.Category]],
                        }
                ),
            ];
        }

        public void Report(int line, int column, string what, string mend) => Diagnostics.Add(new(line, column, what, mend));

        public void Add(string phrase, string kind, WordFlags flags, string? suggestion, int line)
        {
            if (kind != "cue" && !_seen.Add((phrase, kind is "allow" or "word" or "scope" or "exception" or "context" ? kind : "term")))
            {
                Report(line, 1, $"“{phrase}”在本文件中已经写过", "删去其中一行");
                return;
            }
            switch (kind)
            {
                case "allow":
                    Allowed.Add(phrase);
                    break;
                case "word":
                    Whole.Add(phrase);
                    break;
                case "scope":
                    Scopes.Add(phrase);
                    break;
                case "exception" or "context":
                    Exceptions.Add(
                        new()
                        {
                            Id = phrase,
                            Clause = flags.Clause,
                            Then = flags.Then,
                            Parts = flags.Parts,
                            Unscoped = flags.Unscoped,
                        }
                    );
                    break;
                case "cue":
                    foreach (var exception in flags.Except)
                        Cues.Add(
                            new()
                            {
                                Phrase = phrase,
                                Exception = exception,
                                Side = flags.Side,
                                Part = flags.Part,
                                WholeSentence = flags.WholeSentence,
                                Line = line,
                            }
                        );
                    break;
                default:
                    if (suggestion is not null)
                        _withOwn.Add(line);
                    Entries.Add(
                        new()
                        {
                            Term = phrase,
                            Category = flags.Category,
                            Severity = Enum.Parse<Severity>(kind, ignoreCase: true),
                            Industries = flags.Industry,
                            HighRisk = flags.Risk,
                            Exceptions = flags.Except,
                            Needs = flags.Needs,
                            Suggestion = suggestion ?? flags.Suggestion,
                            Line = line,
                        }
                    );
                    break;
            }
        }
    }
}
