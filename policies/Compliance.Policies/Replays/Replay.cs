using System.Collections.Immutable;
using Compliance.Policies.Cases;
using Compliance.Rules;
using Compliance.Rules.Decisions;
using Compliance.Rules.PolicySets;

namespace Compliance.Policies.Replays;

/// <summary>
/// Recorded decisions made again under a set. Under the revision of the record the decision must come out the same;
/// under another one the differences are what the candidate would change.
/// </summary>
public static class Replay
{
    public static ReplayedCase Run(CaseV1 recorded, PolicySet set, IEngine engine)
    {
        var answers = recorded.Grants.ToLookup(grant => (grant.Recipient, grant.Rule));
        var assumed = 0;
        var decision = CaseRun
            .Decide(
                engine,
                recorded.Message,
                recorded.Facts,
                set,
                demand =>
                {
                    var answer = answers[(demand.Recipient, demand.Rule)].FirstOrDefault(grant => grant.Window == demand.Window);
                    if (answer is null)
                        assumed++;
                    return answer is null ? false : answer.Refused;
                }
            )
            .Decision;
        var after = CaseDecision.Of(decision);
        return new ReplayedCase
        {
            Recorded = recorded,
            After = after,
            Identical = recorded.Erased.IsEmpty && RuleTrace.Fingerprint(recorded.Decision) == RuleTrace.Fingerprint(after),
            SameRevision = recorded.Decision.Revision == set.Revision,
            SameEngine = recorded.Engine == EngineVersion.Current,
            AssumedGrants = assumed,
            Changes = [.. Changes(recorded, after)],
        };
    }

    /// <summary>Recipients for whom something is decided otherwise; whose row was erased is left out.</summary>
    private static IEnumerable<RecipientChange> Changes(CaseV1 recorded, CaseDecision after)
    {
        for (var i = 0; i < after.Recipients.Length; i++)
        {
            if (recorded.Erased.Contains(i))
                continue;
            var (was, becomes) = (recorded.Decision.Recipients[i].Effect, after.Recipients[i].Effect);
            var (before, now) = (RulesOf(recorded.Decision, recorded, i), RulesOf(after, recorded, i));
            if (was != becomes || !before.SetEquals(now))
                yield return new RecipientChange(i, was, becomes, now.Except(before), before.Except(now));
        }
    }

    /// <summary>Every rule that left a trace on this recipient: on him, on his text or on the whole message.</summary>
    private static ImmutableSortedSet<string> RulesOf(CaseDecision decision, CaseV1 recorded, int recipient)
    {
        var content = decision.Contents[recorded.Message.Recipients[recipient].Content];
        return
        [
            .. decision
                .Denied.Concat(decision.Shadow)
                .Concat(decision.Recipients[recipient].Rules)
                .Concat(decision.Recipients[recipient].Shadow)
                .Concat(content.Rules)
                .Select(hit => hit.Rule),
            .. content.Findings.Select(finding => finding.Rule),
            .. content.Obligations.Select(obligation => obligation.Rule),
        ];
    }
}

/// <summary>One recorded decision and what becomes of it.</summary>
public sealed record ReplayedCase
{
    public required CaseV1 Recorded { get; init; }

    public required CaseDecision After { get; init; }

    /// <summary>Equal to the last finding; never claimed where something was erased.</summary>
    public required bool Identical { get; init; }

    public required bool SameRevision { get; init; }

    /// <summary>Where it differs, an equal result proves nothing and a different one may be the engine's doing.</summary>
    public required bool SameEngine { get; init; }

    /// <summary>Slots that nobody asked for when the decision was made: taken as granted.</summary>
    public required int AssumedGrants { get; init; }

    public required ImmutableArray<RecipientChange> Changes { get; init; }
}

/// <param name="Added">Rules that leave a trace now and left none before.</param>
/// <param name="Removed">The other way round.</param>
public sealed record RecipientChange(
    int Recipient,
    Effect Was,
    Effect Becomes,
    ImmutableSortedSet<string> Added,
    ImmutableSortedSet<string> Removed
);
