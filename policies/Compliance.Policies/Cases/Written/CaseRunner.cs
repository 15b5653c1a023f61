using System.Collections.Immutable;
using Compliance.Policies.Binding;
using Compliance.Rules;
using Compliance.Rules.Consent;
using Compliance.Rules.Decisions;
using Compliance.Rules.Facts;
using Compliance.Rules.Messages;
using Compliance.Rules.PolicySets;

namespace Compliance.Policies.Cases.Written;

/// <summary>Runs written cases against a set: what they expect, and what the set did.</summary>
public static class CaseRunner
{
    public static CaseVerdict Run(PlacedCase placed, PolicySet set, IEngine engine)
    {
        var decision = Decide(placed.Case, set, engine);
        var recorded = CaseDecision.Of(decision);
        var touched = Touched(recorded);
        var bases = recorded
            .Recipients.Select(recipient => recipient.Basis?.Rule)
            .OfType<string>()
            .ToImmutableSortedSet(StringComparer.Ordinal);
        return new CaseVerdict(placed, recorded, [.. Faults(placed.Case, recorded, touched, bases, set)], touched, bases);
    }

    /// <summary>What a second engine decides differently.</summary>
    public static ImmutableArray<EngineDifference> Compare(PlacedCase placed, PolicySet set, IEngine one, IEngine other)
    {
        var (message, facts) = InputOf(placed.Case);
        return EngineDifference.Between(one, other, message, facts, set, AnswerOf(placed.Case));
    }

    /// <summary>What is judged of a written case: its message and facts, with everything that it leaves out.</summary>
    public static (Message Message, KnownFacts Facts) InputOf(WrittenCase @case) => CaseBuilder.Build(@case);

    /// <summary>What can be said of a written text before anybody is to receive it. Who writes a text does not write the signature: it is taken for given.</summary>
    public static ContentCheck Check(WrittenMessage message, PolicySet set)
    {
        var signed = message with { Signature = message.Signature ?? message.Brand };
        var (built, facts) = CaseBuilder.Build(
            new WrittenCase
            {
                Case = "check",
                Title = "check",
                Message = signed,
            }
        );
        return Evaluator.Check(built, facts, set);
    }

    private static Decision Decide(WrittenCase @case, PolicySet set, IEngine engine)
    {
        var (message, facts) = InputOf(@case);
        return CaseRun.Decide(engine, message, facts, set, AnswerOf(@case)).Decision;
    }

    /// <summary>The counters as the case has them.</summary>
    private static Func<Demand, bool?> AnswerOf(WrittenCase @case)
    {
        var people = CaseBuilder.People(@case);
        return demand => people[demand.Recipient].UsedUp.Contains(demand.Rule);
    }

    /// <summary>Rules of the packs that left a trace; what the gateway notes by itself is not legal's to test.</summary>
    private static ImmutableSortedSet<string> Touched(CaseDecision decision) =>
        RuleTrace
            .Of(decision)
            .Where(rule => !rule.StartsWith(GatewayRule.BuiltIn + "/", StringComparison.Ordinal))
            .ToImmutableSortedSet(StringComparer.Ordinal);

    private static IEnumerable<string> Faults(
        WrittenCase @case,
        CaseDecision decision,
        ImmutableSortedSet<string> touched,
        ImmutableSortedSet<string> bases,
        PolicySet set
    )
    {
        if (@case.Fails is { } fails)
        {
            if (!touched.Contains(fails))
                yield return $"应当命中“{fails}”，没有命中。{Seen(decision, touched)}";
            else if (touched.Count > 1)
                yield return $"应当只有“{fails}”起作用，还有：{string.Join("、", touched.Remove(fails))}。";
            if (Refuses(fails, set) && RuleTrace.IsPermit(decision))
                yield return $"“{fails}”应当拒绝，消息却全部通过了。";
        }
        if (@case.Passes is { } passes)
        {
            if (touched.Contains(passes))
                yield return $"不应当命中“{passes}”，却命中了。";
            if (!RuleTrace.IsPermit(decision))
                yield return $"应当全部通过。{Seen(decision, touched)}";
            else if (set.Rules.Any(rule => rule is ConsentRule && rule.Id == passes) && !bases.Contains(passes))
                yield return $"应当由“{passes}”找到合法性基础，实际是：{string.Join("、", bases)}。";
        }
        foreach (var fault in Differences(@case.Expect, decision))
            yield return fault;
    }

    /// <summary>Whether the rule's outcome keeps somebody from getting the message.</summary>
    private static bool Refuses(string id, PolicySet set) =>
        set.Rules.FirstOrDefault(rule => rule.Id == id)
            is { Mode: RuleMode.Enforce, Then: Outcome.Deny or Outcome.Remove or Outcome.Evidence or Outcome.Review };

    private static IEnumerable<string> Differences(WrittenExpectation expect, CaseDecision decision)
    {
        if (expect.Effect is { } effect && effect != decision.Effect)
            yield return $"effect 应为 {EnumNames<DecisionEffect>.Of(effect)}，实为 {EnumNames<DecisionEffect>.Of(decision.Effect)}。";
        if (!expect.Recipients.IsEmpty && !expect.Recipients.SequenceEqual(decision.Recipients.Select(recipient => recipient.Effect)))
            yield return $"recipients 应为 {Names(expect.Recipients)}，实为 {Names(decision.Recipients.Select(recipient => recipient.Effect))}。";
        if (expect.Category is { } category && category != decision.Category.Effective)
            yield return $"category 应为 {EnumNames<Category>.Of(category)}，实为 {EnumNames<Category>.Of(decision.Category.Effective)}。";
        if (expect.Remedy is { } remedy && remedy != decision.Remedy)
            yield return $"remedy 应为 {EnumNames<Remedy>.Of(remedy)}，实为 {EnumNames<Remedy>.Of(decision.Remedy)}。";
        if (expect.RetryAt is { } retryAt && retryAt != decision.RetryAt)
            yield return $"retry_at 应为 {Time(retryAt)}，实为 {Time(decision.RetryAt)}。";
        var rewritten = decision.Contents.SelectMany(content => content.Rewrites).FirstOrDefault()?.Text;
        if (expect.Text is { } text && text != rewritten)
            yield return $"text 应为“{text}”，实为“{rewritten ?? "（没有改写）"}”。";
        if (!expect.Degraded.IsEmpty && !expect.Degraded.SequenceEqual(decision.Degraded))
            yield return $"degraded 应为 {string.Join("、", expect.Degraded)}，实为 {string.Join("、", decision.Degraded)}。";
    }

    private static string Seen(CaseDecision decision, ImmutableSortedSet<string> touched) =>
        $"结果是 {EnumNames<DecisionEffect>.Of(decision.Effect)}，起作用的规则：{(touched.IsEmpty ? "无" : string.Join("、", touched))}。";

    private static string Names(IEnumerable<Effect> effects) => string.Join("、", effects.Select(EnumNames<Effect>.Of));

    private static string Time(DateTimeOffset? time) =>
        time?.ToOffset(TimeSpan.FromHours(8)).ToString("yyyy-MM-dd HH:mm", System.Globalization.CultureInfo.InvariantCulture) ?? "（没有）";
}
