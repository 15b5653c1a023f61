using System.Diagnostics.CodeAnalysis;
using Compliance.Rules.Decisions;

namespace Compliance.Gateway.Admin.Decisions;

/// <summary>A decision in a list.</summary>
internal record DecisionSummary
{
    public required string Id { get; init; }

    public required long Index { get; init; }

    public required DateTimeOffset At { get; init; }

    /// <summary><c>permit</c>, <c>partial</c> or <c>deny</c>.</summary>
    public required string Effect { get; init; }

    public required string Summary { get; init; }

    public string? Channel { get; init; }

    public string? Family { get; init; }

    public string? Campaign { get; init; }

    public string? Sender { get; init; }

    public required string Category { get; init; }

    public required CountsView Counts { get; init; }

    public required IReadOnlyList<string> Rules { get; init; }

    public required IReadOnlyList<string> Laws { get; init; }

    public required string Revision { get; init; }

    /// <summary>When decisions were asked for by identity: what happened to that person.</summary>
    public RecipientView? Person { get; init; }
}

/// <param name="IndexedTo">How many entries of the log the answer covers.</param>
internal sealed record DecisionPage(IReadOnlyList<DecisionSummary> Items, string? Cursor, long IndexedTo);

/// <param name="Asked">Recipients that the caller named.</param>
internal sealed record CountsView(int Asked, int Sent, int Removed);

/// <summary>A decision with its reasons, for people.</summary>
internal sealed record DecisionView : DecisionSummary
{
    [SetsRequiredMembers]
    public DecisionView(DecisionSummary summary)
        : base(summary) { }

    /// <summary>The whole of it in Chinese, a line a statement.</summary>
    public IReadOnlyList<string> Explanation { get; init; } = [];

    public CategoryView? CategoryReason { get; init; }

    public string? Account { get; init; }

    public string? Purpose { get; init; }

    public string? Template { get; init; }

    /// <summary>Parameters that the caller wrote and that did not leave.</summary>
    public IReadOnlyList<string> Ignored { get; init; } = [];

    public string? Engine { get; init; }

    /// <summary>Rules that refused the whole message.</summary>
    public IReadOnlyList<RuleView> Denied { get; init; } = [];

    /// <summary>Everybody, told once for all to whom the same happened; the largest group last when it was sent to, so that what was refused is read first.</summary>
    public IReadOnlyList<GroupView> Groups { get; init; } = [];

    /// <summary>In wire order; <c>skip</c> and <c>take</c> choose some of a large batch.</summary>
    public IReadOnlyList<RecipientView> Recipients { get; init; } = [];

    public IReadOnlyList<ContentView> Contents { get; init; } = [];

    public IReadOnlyList<ShadowView> Shadow { get; init; } = [];

    /// <summary>Rules passed over because their facts were unavailable.</summary>
    public IReadOnlyList<string> Degraded { get; init; } = [];

    public string? Remedy { get; init; }

    public DateTimeOffset? RetryAt { get; init; }

    /// <summary>Null when nothing was sent.</summary>
    public OutcomeView? Outcome { get; init; }

    public ProofView? Proof { get; init; }

    /// <summary>Why texts and contacts are missing; null when they aren't.</summary>
    public string? Missing { get; init; }

    /// <summary>What happened when, in order.</summary>
    public IReadOnlyList<StepView> Timeline { get; init; } = [];
}

/// <param name="At">Null where the order is certain and the moment isn't kept.</param>
/// <param name="Step"><c>decided</c>, <c>durable</c>, <c>refused</c>, <c>answered</c>, <c>awaited</c>, <c>signed</c> or <c>unsigned</c>.</param>
internal sealed record StepView(string Step, DateTimeOffset? At, string Text);

/// <param name="Template">Of one variant: what its template is; null where there is none, or the evidence is gone.</param>
/// <param name="Marks">Of one variant: what the rule found that made it stricter.</param>
internal sealed record CategoryView(
    string? Declared,
    string Effective,
    string By,
    string Text,
    string? Template = null,
    IReadOnlyList<string>? Marks = null
);

internal sealed record LawView(string Law, string Article, string? Version, string Text);

internal sealed record RuleView(string Rule, string? Title, string? Message, IReadOnlyList<LawView> Laws);

internal sealed record RecipientView
{
    /// <summary>The person's pseudonym of the quarter.</summary>
    public required string Person { get; init; }

    /// <summary>Masked; null when there is no evidence (any more).</summary>
    public string? Contact { get; init; }

    /// <summary>Its place in the message, from 0.</summary>
    public required int Index { get; init; }

    /// <summary>Which of <see cref="DecisionView.Groups"/> it belongs to.</summary>
    public int Group { get; init; }

    public required string Effect { get; init; }

    public required string Text { get; init; }

    public required IReadOnlyList<RuleView> Rules { get; init; }

    public required IReadOnlyList<ReasonView> Reasons { get; init; }

    /// <summary>The lawful basis of who was sent to.</summary>
    public RuleView? Basis { get; init; }

    /// <summary>Slots of frequency caps that were taken.</summary>
    public required IReadOnlyList<string> Caps { get; init; }

    public string? Outcome { get; init; }

    /// <summary>The vendor's own number for this recipient (SerialNo); null: it gave none, or the evidence is gone.</summary>
    public string? Receipt { get; init; }

    /// <summary>What the person had said, as it was known then; null: nothing, or the evidence is gone.</summary>
    public ConsentView? Consent { get; init; }

    /// <summary><c>present</c>, <c>erased</c> or <c>none</c>.</summary>
    public required string Evidence { get; init; }

    public string? ErasureReceipt { get; init; }
}

/// <summary>Recipients to whom the same happened for the same reasons.</summary>
/// <param name="Number">What <see cref="RecipientView.Group"/> says.</param>
internal sealed record GroupView(
    int Number,
    int Count,
    string Effect,
    string Text,
    IReadOnlyList<RuleView> Rules,
    IReadOnlyList<ReasonView> Reasons,
    RuleView? Basis,
    string? Outcome
);

internal sealed record ReasonView(string Code, string Text);

/// <param name="Readers">How many recipients this text was for; null when there is no evidence (any more).</param>
/// <param name="Fields">The texts; empty when there is no evidence (any more).</param>
internal sealed record ContentView(
    string Hmac,
    int? Readers,
    CategoryView Category,
    IReadOnlyList<FieldView> Fields,
    IReadOnlyList<FindingView> Findings,
    IReadOnlyList<ObligationView> Obligations
);

/// <param name="Text">As the caller wrote it, personal data masked; every offset of a finding is true in it.</param>
/// <param name="Sent">As it left, when it was rewritten; personal data masked.</param>
/// <param name="Dropped">It did not leave at all.</param>
internal sealed record FieldView(string Name, string Role, string Text, string? Sent, bool Dropped);

/// <param name="Evidence">The id of the evidence that lifted it; null: none did.</param>
internal sealed record FindingView(
    string Severity,
    string Field,
    int Start,
    int Length,
    string Term,
    RuleView Rule,
    string Text,
    string? Evidence = null
)
{
    /// <summary><c>allow-with-exemption</c> where evidence lifted it; null otherwise.</summary>
    public string? Verdict => Evidence is null ? null : Finding.Exempted;
}

/// <param name="Done">False: nobody was sent this text; null: the evidence that would tell is gone.</param>
internal sealed record ObligationView(
    string Kind,
    string Field,
    int Start,
    int Length,
    string What,
    RuleView Rule,
    string Text,
    bool? Done
);

internal sealed record ShadowView(RuleView Rule, int Recipients);

/// <param name="State"><c>granted</c> or <c>withdrawn</c>.</param>
/// <param name="At">When the person said so.</param>
/// <param name="Notice">Under which notice it was given; of a withdrawal, the notice of the grant that it ended.</param>
/// <param name="GrantedAt">Of a withdrawal: when the grant that it ended was given.</param>
internal sealed record ConsentView(
    string State,
    DateTimeOffset At,
    string? Notice,
    string? Source,
    string? Proof,
    DateTimeOffset? GrantedAt,
    string Text
);

/// <param name="Result"><c>accepted</c>, <c>refused</c>, <c>failed</c>, <c>unknown</c>, <c>mixed</c>, <c>in-doubt</c> or <c>pending</c>.</param>
/// <param name="Receipt">The vendor's own number for the push (msgid, BizId, RequestId); null: it gave none, or the evidence is gone.</param>
internal sealed record OutcomeView(string Result, string Text, string? VendorCode, DateTimeOffset? At, string? Receipt = null);

/// <param name="State"><c>signed</c> or <c>pending</c>.</param>
internal sealed record ProofView(string State, long Index, string Address, string Text);
