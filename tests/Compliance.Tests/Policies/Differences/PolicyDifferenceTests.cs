using Compliance.Policies.Differences;
using Compliance.Rules.PolicySets;

namespace Compliance.Tests.Policies.Differences;

public sealed class PolicyDifferenceTests
{
    private static readonly string Consent = PacksFolder.Rule("consent-marketing", PacksFolder.Consent);

    private static readonly string Words = PacksFolder.Rule("words", "kind: wording\nwords: [words/a.tsv]\nthen: deny");

    private const string List = "-\tdefaults\tcategory=absolute\n最佳\tblock\n";

    [Fact]
    public void Equal_sets_differ_in_nothing() => Assert.True(PolicyDifference.Between(Set(Consent), Set(Consent + "\n")).IsEmpty);

    [Fact]
    public void Names_added_and_removed_rules()
    {
        var difference = PolicyDifference.Between(Set(Consent), Set(Words));
        Assert.Equal("words", Assert.Single(difference.Added).Id);
        Assert.Equal("consent-marketing", Assert.Single(difference.Removed).Id);
    }

    [Fact]
    public void Names_each_key_with_its_old_and_new_value()
    {
        var cap = PacksFolder.Rule("cap", "kind: frequency-cap\ncap: { max: 2, window: calendar-day }\nthen: remove");
        var change = Assert.Single(
            PolicyDifference.Between(Set(cap), Set(cap.Replace("max: 2", "max: 3").Replace("1033", "1032"))).Changed
        );
        Assert.Equal(
            [
                new KeyDifference("basis", "[law: 民法典，article: 1033]", "[law: 民法典，article: 1032]"),
                new KeyDifference("cap.max", "2", "3"),
            ],
            change.Keys.ToArray()
        );
    }

    [Fact]
    public void Names_the_words_that_a_list_gained_and_lost()
    {
        var change = Assert.Single(PolicyDifference.Between(Set(Words), Set(Words, List.Replace("最佳", "至尊"))).Changed);
        Assert.Equal(["至尊（block）"], change.WordsAdded.ToArray());
        Assert.Equal(["最佳（block）"], change.WordsRemoved.ToArray());
    }

    private static PolicySet Set(string rules, string list = List)
    {
        using var packs = new PacksFolder().Write("shop/words/a.tsv", list).Write("shop/rules/a.yaml", rules);
        return packs.Load().Set!;
    }
}
