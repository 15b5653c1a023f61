using Compliance.Policies.Loading;
using Compliance.Rules;
using Compliance.Rules.Decisions;
using Compliance.Rules.Facts;
using Compliance.Rules.Messages;
using Compliance.Rules.PolicySets;
using Compliance.TestKit;

namespace Compliance.Tests.Rules.Categories;

/// <summary>Core's guard over notices that must stay what they are and promotions that call themselves notices.</summary>
public sealed class GuardSetTests
{
    private static readonly Lazy<PolicySet> Core = new(() =>
        PolicyFolder.Load(Path.Combine(Repository.Root, "policies", "packs"), TimeProvider.System).Set!
    );

    [Fact]
    public void Honest_notices_stay_what_they_are()
    {
        string[] lifted = [.. Sentences("notices").Where(sentence => Lifted(sentence, Category.Service))];
        Assert.True(lifted.Length == 0, string.Join('\n', lifted));
    }

    [Fact]
    public void Promotions_in_the_words_of_a_notice_are_marketing()
    {
        var sentences = Sentences("disguised");
        var through = sentences.Where(sentence => !Lifted(sentence, Category.Transaction)).ToArray();
        Assert.True(through.Length * 20 <= sentences.Length, string.Join('\n', through));
    }

    /// <summary>Each value in a registered template: names of goods and places, what has become of an order; and campaigns in their place.</summary>
    [Theory]
    [InlineData("honest", 0)]
    [InlineData("disguised", 5)]
    public void Values_are_read_for_what_they_say(string kind, int percentWrong)
    {
        var rows = Sentences("values").Select(row => row.Split('\t')).Where(row => row[0] == kind).ToArray();
        var wrong = rows.Where(row =>
            LiftedByValues(Enum.Parse<Category>(row[1], true), row[2], row[3].Split('|')) != (kind == "disguised")
        );
        string[] lines = [.. wrong.Select(row => $"{row[2]} <- {row[3]}")];
        Assert.True(lines.Length * 100 <= rows.Length * percentWrong, string.Join('\n', lines));
    }

    private static bool LiftedByValues(Category category, string template, string[] values)
    {
        var message = Given.Sms() with
        {
            Declared = category,
            TemplateId = "t1",
            Recipients = [],
            Contents = [Given.Variables([.. values.Select((value, i) => ($"{i + 1}", value))])],
        };
        var facts = Given.Facts() with { Template = Fact.Known(Given.Template(template, category)) };
        return Evaluator.Check(message, facts, Core.Value).Category.Effective == Category.Marketing;
    }

    private static bool Lifted(string sentence, Category declared)
    {
        var message = Given.Sms(sentence) with { Channel = "wecom", Family = "wecom", Declared = declared, Recipients = [] };
        return Evaluator.Check(message, Given.Facts(), Core.Value).Category.Effective == Category.Marketing;
    }

    private static string[] Sentences(string set) =>
        [.. File.ReadLines(Path.Combine(Repository.Root, "tests/Compliance.Tests/Rules/Categories/Sets", $"{set}.tsv")).Skip(1)];
}
