using System.Collections.Immutable;
using Compliance.Rules.Decisions;
using Compliance.Rules.Facts;
using Compliance.Rules.Messages;

namespace Compliance.Policies.Cases;

/// <summary>
/// One decision with everything that went into it. Evidence is kept in this form, <c>GET /api/evidence</c> hands it out
/// (one JSON document a line, pseudonyms for identities) and <c>policyctl replay</c> decides it again.
/// The JSON form is kept for years: keys are added, never changed.
/// </summary>
public sealed record CaseV1
{
    /// <summary>What computed the decision, see <see cref="EngineVersion"/>: where it differs, replay claims no identity.</summary>
    public required string Engine { get; init; }

    /// <summary><see cref="Message.At"/> is kept to the millisecond: hand in a time without finer parts.</summary>
    public required Message Message { get; init; }

    public required KnownFacts Facts { get; init; }

    /// <summary>The counters' answers, by recipient (as the draft orders its demands).</summary>
    public ImmutableArray<CaseGrant> Grants { get; init; } = [];

    public required CaseDecision Decision { get; init; }

    /// <summary>Recipients whose row is gone (erased): their facts and own texts are unknown, replay leaves them out.</summary>
    public ImmutableArray<int> Erased { get; init; } = [];

    /// <param name="draft">Whose demands <paramref name="grants"/> answers.</param>
    public static CaseV1 Of(Message message, KnownFacts facts, Draft draft, Grants grants, Decision decision) =>
        new()
        {
            Engine = EngineVersion.Current,
            Message = message,
            Facts = facts,
            Grants = CaseGrant.Of(draft.Demands, grants),
            Decision = CaseDecision.Of(decision),
        };

    /// <summary>
    /// The two layers of evidence: what all recipients share (kept under the retention class's key) and one row a recipient
    /// (kept under the person's key, so that an erasure takes it away).
    /// A text that only one recipient would read stands in his row. Of a text for several, the shared layer holds a form in which
    /// personal data is starred out at its place, and each row holds what was starred.
    /// </summary>
    public CaseLayers Split() => CaseWriter.Split(this);

    /// <summary>Puts the layers together again.</summary>
    /// <param name="rows">In the message's order; empty for a row that was erased.</param>
    /// <param name="identities">Stand in for the recipients' identities (pseudonyms); default keeps those of the rows.</param>
    /// <exception cref="System.Text.Json.JsonException">These are not the layers of one case.</exception>
    public static CaseV1 Join(
        ReadOnlyMemory<byte> shared,
        IReadOnlyList<ReadOnlyMemory<byte>> rows,
        IReadOnlyList<string>? identities = null
    ) => CaseReader.Join(shared, rows, identities);

    /// <summary>One line of UTF-8 JSON without its line feed.</summary>
    public byte[] ToJson() => CaseWriter.ToJson(this);

    /// <exception cref="System.Text.Json.JsonException">It is not a case.</exception>
    public static CaseV1 FromJson(ReadOnlyMemory<byte> json) => CaseReader.FromJson(json);
}
