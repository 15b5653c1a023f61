using System.CommandLine;
using Compliance.Policies.Cli.Output;
using Compliance.Rules.Decisions;
using Compliance.Rules.PolicySets;
using Compliance.Rules.Wording;

namespace Compliance.Policies.Cli.Commands;

/// <summary>How well the word lists do on sentences that somebody has labelled, or how much of a clean text they block.</summary>
internal static class ScoreCommand
{
    public static Command Create(Screen screen, TimeProvider clock)
    {
        var folder = Arguments.Folder();
        var file = new Argument<FileInfo>("sentences")
        {
            Description = ".tsv：标注过的句子（text、label、category、evasion、expected_span）；其他：每行一句，都当作没有问题的",
        }.AcceptExistingOnly();
        var json = Arguments.Json();
        var command = new Command("score", "用语词表的准确率：标注集上的精确率、召回率，或者正常文案的误拦率") { folder, file, json };
        command.SetAction(parsed =>
        {
            var asJson = parsed.GetValue(json);
            if (LoadedSet.From(parsed.GetRequiredValue(folder), asJson, screen, clock) is not { } set)
                return ExitCodes.Diagnosed;
            var sentences = parsed.GetRequiredValue(file);
            var text = File.ReadAllText(sentences.FullName);
            var matcher = WordMatcher.Build([.. set.Rules.OfType<WordingRule>().SelectMany(rule => rule.Lists)]);
            if (sentences.Extension == ".tsv")
                Score(WordingScore.Of(matcher, LabelledSentence.Parse(text)), asJson, screen);
            else
                Blocked(matcher, text.Split('\n', StringSplitOptions.RemoveEmptyEntries), asJson, screen);
            return ExitCodes.Well;
        });
        return command;
    }

    private static void Score(WordingScore score, bool json, Screen screen)
    {
        if (json)
        {
            screen.Json(score);
            return;
        }
        foreach (var mistake in score.Mistakes)
            screen.Line(mistake);
        screen.Line(score.ToString());
    }

    private static void Blocked(WordMatcher matcher, string[] lines, bool json, Screen screen)
    {
        var blocked = new List<object>();
        var hits = new List<WordHit>();
        foreach (var line in lines)
        {
            hits.Clear();
            matcher.Scan(line, null, hits);
            foreach (var hit in hits.Where(hit => hit.Severity == Severity.Block).Take(1))
            {
                blocked.Add(
                    new
                    {
                        text = line,
                        hit.Start,
                        hit.Length,
                        hit.Term,
                        matcher.Entries[hit.Entry].Category,
                    }
                );
                if (!json)
                    screen.Line($"{hit.Term}：{line}");
            }
        }
        if (json)
            screen.Json(new { lines = lines.Length, blocked });
        else
            screen.Line($"{lines.Length} 句中拦下 {blocked.Count} 句（{100.0 * blocked.Count / Math.Max(1, lines.Length):0.00}%）");
    }
}
