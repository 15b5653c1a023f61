using Compliance.Policies.Loading;
using Compliance.Rules;
using Compliance.Rules.Decisions;
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

    private static bool Lifted(string sentence, Category declared)
    {
        var message = Given.Sms(sentence) with { Channel = "wecom", Family = "wecom", Declared = declared, Recipients = [] };
        return Evaluator.Check(message, Given.Facts(), Core.Value).Category.Effective == Category.Marketing;
    }

    private static string[] Sentences(string set) =>
        [.. File.ReadLines(Path.Combine(Repository.Root, "tests/Compliance.Tests/Rules/Categories/Sets", $"{set}.tsv")).Skip(1)];
}
