using System.Collections.Immutable;
using Compliance.Rules.Decisions;

namespace Compliance.Rules.Wording;

/// <summary>The flags column of one row, on top of the defaults above it.</summary>
internal sealed record WordFlags
{
    private static readonly Dictionary<string, string> KindsOfFlag = new()
    {
        ["category"] = "term defaults suggest",
        ["industry"] = "term defaults",
        ["except"] = "term defaults cue",
        ["context"] = "cue",
        ["needs"] = "term defaults",
        ["risk"] = "term defaults",
        ["suggest"] = "defaults",
        ["clause"] = "exception",
        ["then"] = "exception",
        ["parts"] = "exception",
        ["unscoped"] = "exception",
        ["side"] = "cue",
        ["reach"] = "cue",
        ["part"] = "cue",
    };

    public string Category { get; init; } = "";

    public ImmutableArray<string> Industry { get; init; } = [];

    public ImmutableArray<string> Except { get; init; } = [];

    public ImmutableArray<string> Needs { get; init; } = [];

    public bool Risk { get; init; }

    public string? Suggestion { get; init; }

    public string Clause { get; init; } = "";

    public Severity? Then { get; init; }

    public ImmutableArray<string> Parts { get; init; } = [];

    public bool Unscoped { get; init; }

    public CueSide Side { get; init; }

    public bool WholeSentence { get; init; }

    public string Part { get; init; } = "";

    /// <returns>Null when a flag is wrong; then <paramref name="problem"/> says where in the column and why.</returns>
    public static WordFlags? Read(string kind, string column, WordFlags defaults, out (int At, string What, string Mend) problem)
    {
        problem = default;
        var rowKind = kind is "block" or "evidence" or "review" or "warn" ? "term" : kind;
        var flags = rowKind == "term" ? defaults : new WordFlags();
        var at = 0;
        foreach (var word in column.Split(' '))
        {
            var here = at;
            at += word.Length + 1;
            if (word.Length == 0)
                continue;
            var name = word.Split('=', 2)[0];
            if (!KindsOfFlag.TryGetValue(name, out var kinds) || !kinds.Split(' ').Contains(rowKind))
            {
                problem = (
                    here,
                    $"类型 {kind} 没有标记“{name}”",
                    "可用："
                        + string.Join("、", KindsOfFlag.Where(pair => pair.Value.Split(' ').Contains(rowKind)).Select(pair => pair.Key))
                );
                return null;
            }
            if (flags.With(name, name.Length < word.Length ? word[(name.Length + 1)..] : "") is not { } next)
            {
                problem = (
                    here,
                    $"标记“{word}”的值不对",
                    "risk、unscoped 不带值；then=pass|warn|review|evidence；side=before|after；reach=sentence；其余写成 名=值"
                );
                return null;
            }
            flags = next;
        }
        if (rowKind == "term" && flags.Category.Length == 0)
            problem = (0, "没有类别", "在上方加一行 defaults 写明 category=…，或在本行写 category=…");
        if (rowKind == "suggest" && flags.Category.Length == 0)
            problem = (0, "没有写是哪一类词的建议", "写明 category=…，与那些词的类别一样");
        if (rowKind == "cue" && flags.Except.IsEmpty)
            problem = (0, "没有写是哪个例外或者语境的线索", "写明 except=例外编号，或者 context=语境编号");
        return problem.What is null ? flags : null;
    }

    private WordFlags? With(string name, string value) =>
        (name, value) switch
        {
            ("risk", "") => this with { Risk = true },
            ("risk", "no") => this with { Risk = false },
            ("unscoped", "") => this with { Unscoped = true },
            ("except", "none") => this with { Except = [] },
            (_, "") => null,
            ("category", _) => this with { Category = value },
            ("industry", _) => this with { Industry = [.. value.Split(',')] },
            ("except", _) => this with { Except = [.. value.Split(',')] },
            ("context", _) => this with { Except = [.. Except, .. value.Split(',')] },
            ("needs", "none") => this with { Needs = [] },
            ("needs", _) => this with { Needs = [.. value.Split(',')] },
            ("suggest", _) => this with { Suggestion = value },
            ("clause", _) => this with { Clause = value },
            ("then", "pass") => this with { Then = null },
            ("then", "warn") => this with { Then = Severity.Warn },
            ("then", "review") => this with { Then = Severity.Review },
            ("then", "evidence") => this with { Then = Severity.Evidence },
            ("parts", _) => this with { Parts = [.. value.Split(',')] },
            ("side", "before") => this with { Side = CueSide.Before },
            ("side", "after") => this with { Side = CueSide.After },
            ("reach", "sentence") => this with { WholeSentence = true },
            ("part", _) => this with { Part = value },
            _ => null,
        };
}
