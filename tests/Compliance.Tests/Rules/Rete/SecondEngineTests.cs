using System.Collections.Immutable;
using Compliance.Policies.Cases;
using Compliance.Policies.Cases.Written;
using Compliance.Policies.Loading;
using Compliance.Rules;
using Compliance.Rules.Decisions;
using Compliance.Rules.Facts;
using Compliance.Rules.Messages;
using Compliance.Rules.PolicySets;
using Compliance.Rules.Rete;
using Compliance.TestKit;
using Compliance.Tests.Policies;
using Xunit.Abstractions;

namespace Compliance.Tests.Rules.Rete;

/// <summary>Two engines, written apart from each other, decide every case alike; and where one is made to decide otherwise, that is told.</summary>
public sealed class SecondEngineTests(ITestOutputHelper output)
{
    private const int Mutations = 5_000;

    private static readonly SecondEngine Second = new();
    private static readonly Lazy<PolicyLoadResult> Packs = new(() =>
        PolicyFolder.Load(Path.Combine(Repository.Root, "policies", "packs"), PacksFolder.Clock)
    );

    private static PolicySet Set => Packs.Value.Set!;

    private static ImmutableArray<PlacedCase> Cases => CaseFiles.Read(Packs.Value).Cases;

    [Fact]
    public void Every_case_comes_out_the_same_under_both()
    {
        var told = Cases.SelectMany(placed => Told(placed.Case.Case, CaseRunner.Compare(placed, Set, Given.Engine, Second))).ToArray();
        Assert.Empty(told);
        output.WriteLine($"{Cases.Length} cases of {Set.Rules.Length} rules through both engines, {told.Length} differences");
    }

    [Fact]
    public void Five_thousand_mutations_come_out_the_same_under_both()
    {
        // A batch of ten thousand is compared as it is.
        var cases = Cases.Where(placed => CaseRunner.InputOf(placed.Case).Message.Recipients.Length <= 20).ToArray();
        string[] texts = [.. cases.SelectMany(placed => Texts(CaseRunner.InputOf(placed.Case).Message)).Distinct(StringComparer.Ordinal)];
        var count = LongForm.IsOn ? Mutations * 20 : Mutations;
        var seen = new Dictionary<string, int>(StringComparer.Ordinal);
        var told = new List<string>();
        for (var i = 0; i < count; i++)
        {
            var placed = cases[i % cases.Length].Case;
            var (given, known) = CaseRunner.InputOf(placed);
            var (message, facts, answer) = new CaseMutation(new Random(i), texts).Of(given, known);
            told.AddRange(
                Told($"{placed.Case}, mutation {i}", EngineDifference.Between(Given.Engine, Second, message, facts, Set, answer))
            );
            Count(seen, Given.Engine.Draft(message, facts, Set).Settle(Grants.None));
        }
        Assert.Empty(told.Take(20));
        Write($"{count} mutations of {cases.Length} cases through both engines, {told.Count} differences", seen);
        // Equal answers prove something only where there was something to decide.
        string[] wanted =
        [
            "Permit",
            "Partial",
            "Deny",
            "remedy RetryAt",
            "remedy Review",
            "remedy Evidence",
            "time to retry",
            "rewritten",
            "two categories",
            "denied as a whole",
        ];
        Assert.Empty(wanted.Except(seen.Keys));
    }

    /// <summary>What the packs have little of: rules in shadow, rules for some people only, rules that may be passed over, that begin or end, that break.</summary>
    [Fact]
    public void Sets_of_any_rules_decide_any_message_the_same_under_both()
    {
        var sets = LongForm.IsOn ? 1_000 : 60;
        var seen = new Dictionary<string, int>(StringComparer.Ordinal);
        var told = new List<string>();
        for (var i = 0; i < sets; i++)
        {
            var random = new Random(i);
            var set = new AnySet(random).Build();
            var mutation = new CaseMutation(
                random,
                ["最低价", "回复13900000001", "见 brand.com/a", "验证码1234", "拒收请回复R", "满100减20"]
            );
            for (var n = 0; n < 25; n++)
            {
                var given = Given.Sms(recipients: random.Next(0, 4)) with { Declared = (Category)random.Next(4) };
                var (message, facts, answer) = mutation.Of(given, given.AllAgreed());
                told.AddRange(Told($"set {i}, message {n}", EngineDifference.Between(Given.Engine, Second, message, facts, set, answer)));
                Count(seen, Given.Engine.Draft(message, facts, set).Settle(Grants.None));
            }
        }
        Assert.Empty(told.Take(20));
        Write($"{sets * 25} messages under {sets} sets through both engines, {told.Count} differences", seen);
        Assert.Empty(new[] { "Permit", "Partial", "Deny", "degraded", "shadow", "broke", "rewritten", "time to retry" }.Except(seen.Keys));
    }

    [Fact]
    public void A_rule_that_only_one_of_them_knows_is_told_with_case_and_place()
    {
        var placed = Cases.First(placed => placed.Case.Fails == "minors-marketing");
        var without = new Mutant(
            (message, facts, set) => Second.Draft(message, facts, set.Without(set.Rules.First(rule => rule.Id == "minors-marketing")))
        );
        var told = CaseRunner.Compare(placed, Set, Given.Engine, without);
        Assert.Contains(
            told,
            difference =>
                difference is { Rule: "minors-marketing", Other: null }
                && difference.What.StartsWith("recipients[0].rules", StringComparison.Ordinal)
        );
        Assert.Contains(told, difference => difference.What == "effect");
    }

    [Theory]
    [InlineData("08:30", "retryAt")]
    [InlineData("21:00", "remedy", "retryAt")] // The hours cover the day: there is no time to retry, and nothing helps.
    public void Another_time_to_retry_or_remedy_is_told(string until, params string[] what)
    {
        var set = Given.Set(Given.ConsentRule, Given.Quiet());
        var message = Given.Sms() with { At = Given.Noon.AddHours(11) };
        var mutant = new Mutant((one, facts, _) => Second.Draft(one, facts, Given.Set(Given.ConsentRule, Given.Quiet(to: until))));
        var told = EngineDifference.Between(Given.Engine, mutant, message, message.AllAgreed(), set, _ => false);
        Assert.Equal(what, told.Select(difference => difference.What).Order(StringComparer.Ordinal));
    }

    private static IEnumerable<string> Told(string name, ImmutableArray<EngineDifference> differences) =>
        differences.Select(difference => $"{name}: {difference.Rule} {difference.What}: {difference.One} | {difference.Other}");

    private static void Count(Dictionary<string, int> seen, Decision decision)
    {
        foreach (var met in Met(decision))
            seen[met] = seen.GetValueOrDefault(met) + 1;
    }

    private void Write(string headline, Dictionary<string, int> seen)
    {
        output.WriteLine(headline);
        foreach (var (met, times) in seen.OrderBy(pair => pair.Key, StringComparer.Ordinal))
            output.WriteLine($"{times} {met}");
    }

    private static IEnumerable<string> Texts(Message message) =>
        message.Contents.SelectMany(content => content.Fields).Select(field => field.Text);

    private static IEnumerable<string> Met(Decision decision)
    {
        yield return $"{decision.Effect}";
        yield return $"remedy {decision.Remedy}";
        if (decision.RetryAt is not null)
            yield return "time to retry";
        if (decision.Contents.Any(content => !content.Rewrites.IsEmpty))
            yield return "rewritten";
        if (decision.Contents.Any(content => content.Category is not null))
            yield return "two categories";
        if (!decision.Denied.IsEmpty)
            yield return "denied as a whole";
        if (!decision.Degraded.IsEmpty)
            yield return "degraded";
        if (!decision.Shadow.IsEmpty)
            yield return "shadow";
        if (!decision.Faults.IsEmpty)
            yield return "broke";
    }

    private sealed class Mutant(Func<Message, KnownFacts, PolicySet, Draft> draft) : IEngine
    {
        public Draft Draft(Message message, KnownFacts facts, PolicySet set) => draft(message, facts, set);
    }
}
