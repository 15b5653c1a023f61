using System.Collections.Immutable;
using System.Globalization;
using System.Text.RegularExpressions;
using Compliance.Policies.Files;
using Compliance.Policies.Packs;
using Compliance.Rules.PolicySets;

namespace Compliance.Policies.Analysis;

/// <summary>Every basis against the packs' law tables: law, version in force, article.</summary>
internal static partial class LawAnalysis
{
    public static void Run(ImmutableArray<WrittenRule> rules, ImmutableArray<LawRecord> laws, DateOnly today, Diagnostics diagnostics)
    {
        if (laws.IsEmpty)
            return;
        var byName = laws.ToLookup(law => law.Law, StringComparer.Ordinal);
        foreach (var written in rules)
            for (var i = 0; i < written.Rule.Basis.Length; i++)
                Check(written, i, byName, today, diagnostics);
    }

    private static void Check(WrittenRule written, int index, ILookup<string, LawRecord> byName, DateOnly today, Diagnostics diagnostics)
    {
        var basis = written.Rule.Basis[index];
        var key = $"basis[{index}]";
        var versions = byName[basis.Law].ToArray();
        if (versions.Length == 0)
        {
            diagnostics.Warn(
                written,
                $"{key}.law",
                "unknown-law",
                $"法律表（laws.yaml）中没有“{basis.Law}”。",
                "核对名称；确有此法的，在 laws.yaml 中加一项。"
            );
            return;
        }
        var cited = basis.Version is null ? Newest(versions) : versions.FirstOrDefault(law => Written(law.Version) == basis.Version);
        if (cited is null)
            diagnostics.Warn(
                written,
                $"{key}.version",
                "unknown-law-version",
                $"法律表中没有“{basis.Law}”的 {basis.Version} 版本。",
                $"已有的版本：{string.Join("、", versions.Select(law => Written(law.Version)))}。"
            );
        else if (cited.Until < today && written.Rule.Effective.To is null)
            diagnostics.Warn(
                written,
                $"{key}.version",
                "law-superseded",
                $"引用的“{basis.Law}”{Written(cited.Version)} 版本已于 {Written(cited.Until.Value)} 之后失效，规则仍在执行。",
                "改引现行版本，或者给规则写上 effective.to。"
            );
        if (cited?.Articles is { } articles)
            CheckArticle(written, $"{key}.article", basis, articles, diagnostics);
    }

    private static void CheckArticle(WrittenRule written, string key, LawBasis basis, int articles, Diagnostics diagnostics)
    {
        var form = ArticleForm().Match(basis.Article);
        if (!form.Success)
            diagnostics.Warn(
                written,
                key,
                "article-form",
                $"条款“{basis.Article}”的写法不对。",
                "写成 \"13\"、\"9(3)\" 或者 \"24(2)(1)\"：条号在前，款、项放在括号里。"
            );
        else if (int.Parse(form.Groups["article"].ValueSpan, CultureInfo.InvariantCulture) > articles)
            diagnostics.Warn(
                written,
                key,
                "no-such-article",
                $"“{basis.Law}”一共 {articles} 条，没有第 {form.Groups["article"].Value} 条。",
                "核对条号。"
            );
    }

    private static LawRecord Newest(LawRecord[] versions) => versions.MaxBy(law => law.Version)!;

    private static string Written(DateOnly date) => date.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);

    [GeneratedRegex(@"^(?<article>[1-9][0-9]{0,3})(\([1-9][0-9]?\))*$", RegexOptions.ExplicitCapture)]
    private static partial Regex ArticleForm();
}
