using System.Collections.Immutable;
using System.Globalization;
using Compliance.Rules;
using Compliance.Rules.Decisions;
using Compliance.Rules.Facts;
using Compliance.Rules.Messages;
using Compliance.Rules.PolicySets;

namespace Compliance.Policies.Cases;

/// <summary>One thing that two engines decide differently.</summary>
/// <param name="Rule">Whose doing it is, where it is one's.</param>
/// <param name="What">Where it stands, e.g. <c>recipients[0].rules[1]</c>.</param>
/// <param name="One">Null where the first engine says nothing there.</param>
/// <param name="Other">Likewise of the second one.</param>
public sealed record EngineDifference(string? Rule, string What, string? One, string? Other)
{
    /// <summary>All that two engines decide differently of one message: also times, remedies, slots and the order of everything.</summary>
    public static ImmutableArray<EngineDifference> Between(
        IEngine one,
        IEngine other,
        Message message,
        KnownFacts facts,
        PolicySet set,
        Func<Demand, bool?> answer
    )
    {
        var said = Lines(CaseRun.Decide(one, message, facts, set, answer));
        var answered = Lines(CaseRun.Decide(other, message, facts, set, answer));
        if (said.SequenceEqual(answered))
            return [];
        var (first, second) = (said.ToDictionary(line => line.What), answered.ToDictionary(line => line.What));
        return
        [
            .. from what in first.Keys.Union(second.Keys, StringComparer.Ordinal)
            let mine = first.GetValueOrDefault(what)
            let theirs = second.GetValueOrDefault(what)
            where mine != theirs
            select new EngineDifference(mine?.Rule ?? theirs?.Rule, what, mine?.ToString(), theirs?.ToString()),
        ];
    }

    private static List<Line> Lines((Draft Draft, Grants Grants, Decision Decision) made)
    {
        var decision = made.Decision;
        List<Line> lines =
        [
            new("effect", null, $"{decision.Effect}"),
            new("category", null, $"{decision.Category}"),
            new("purpose", null, decision.Purpose),
            new("remedy", null, $"{decision.Remedy}"),
            new("retryAt", null, Time(decision.RetryAt)),
            new("revision", null, decision.Revision),
        ];
        Add(lines, "degraded", decision.Degraded, rule => (rule, "passed over"));
        Add(lines, "demands", made.Draft.Demands, Slot);
        Add(lines, "held", decision.Held, Slot);
        Add(lines, "release", decision.Release, Slot);
        Add(lines, "denied", decision.Denied, Hit);
        Add(lines, "shadow", decision.Shadow, hit => (hit.Rule.Id, $"{hit.Recipient} {hit.Reason}"));
        for (var i = 0; i < decision.Recipients.Length; i++)
        {
            var recipient = decision.Recipients[i];
            lines.Add(new($"recipients[{i}]", recipient.LawfulBasis?.Rule.Id, $"{recipient.Effect} {recipient.LawfulBasis?.Reason}"));
            Add(lines, $"recipients[{i}].rules", recipient.Determining, Hit);
        }
        for (var i = 0; i < decision.Contents.Length; i++)
            Add(lines, $"contents[{i}]", decision.Contents[i]);
        return lines;
    }

    private static void Add(List<Line> lines, string what, ContentDecision content)
    {
        lines.Add(new($"{what}.category", null, $"{content.Category}"));
        Add(lines, $"{what}.rules", content.Determining, Hit);
        Add(
            lines,
            $"{what}.findings",
            content.Findings,
            found =>
                (
                    found.Rule.Id,
                    $"{found.Severity} {found.Field}:{found.Start}+{found.Length} {found.Term} {found.Suggestion} {found.Evidence}"
                )
        );
        Add(
            lines,
            $"{what}.obligations",
            content.Obligations,
            duty => (duty.Rule.Id, $"{duty.Kind} {duty.Field}:{duty.Start}+{duty.Length} {duty.What}")
        );
        Add(lines, $"{what}.rewrites", content.Rewrites, rewrite => (null, $"{rewrite.Field} {rewrite.Text ?? "dropped"}"));
    }

    private static void Add<T>(List<Line> lines, string what, ImmutableArray<T> items, Func<T, (string? Rule, string Says)> told)
    {
        for (var i = 0; i < items.Length; i++)
        {
            var (rule, says) = told(items[i]);
            lines.Add(new($"{what}[{i}]", rule, says));
        }
    }

    private static (string? Rule, string Says) Hit(RuleHit hit) => (hit.Rule.Id, $"{hit.Reason} {Time(hit.Until)}");

    private static (string? Rule, string Says) Slot(Demand demand) =>
        (
            demand.Rule,
            $"{demand.Recipient} {demand.Counter} {demand.Said} {demand.Window} {Time(demand.WindowStart)} {demand.Max} {demand.Shadow}"
        );

    private static string Time(DateTimeOffset? time) => time?.ToUniversalTime().ToString("O", CultureInfo.InvariantCulture) ?? "";

    private sealed record Line(string What, string? Rule, string Says)
    {
        public override string ToString() => Rule is null ? Says : $"{Rule}: {Says}";
    }
}
