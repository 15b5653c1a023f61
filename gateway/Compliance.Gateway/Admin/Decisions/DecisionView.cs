using System.Diagnostics.CodeAnalysis;

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
        : base(summary)
    {
    }

    /// <summary>The whole of it in Chinese, a line a statement.</summary>
    public IReadOnlyList<string> Explanation { get; init; } = [];

    public CategoryView? CategoryReason { get; init; }

    public string? Account { get; init; }

    public string? Purpose { get; init; }

    public string? Template { get; init; }

    public string? Engine { get; init; }

    /// <summary>Rules that refused the whole message.</summary>
    public IReadOnlyList<RuleView> Denied { get; init; } = [];

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
}

internal sealed record CategoryView(string? Declared, string Effective, string By, string Text);

internal sealed record LawView(string Law, string Article, string? Version, string Text);

internal sealed record RuleView(string Rule, string? Title, string? Message, IReadOnlyList<LawView> Laws);

internal sealed record RecipientView
{
    /// <summary>The person's pseudonym of the quarter.</summary>
    public required string Person { get; init; }

    /// <summary>Masked; null when there is no evidence (any more).</summary>
    public string? Contact { get; init; }

    public required string Effect { get; init; }

    public required string Text { get; init; }

    public required IReadOnlyList<RuleView> Rules { get; init; }

    public required IReadOnlyList<ReasonView> Reasons { get; init; }

    /// <summary>The lawful basis of who was sent to.</summary>
    public RuleView? Basis { get; init; }

    /// <summary>Slots of frequency caps that were taken.</summary>
    public required IReadOnlyList<string> Caps { get; init; }

    public string? Outcome { get; init; }

    /// <summary><c>present</c>, <c>erased</c> or <c>none</c>.</summary>
    public required string Evidence { get; init; }

    public string? ErasureReceipt { get; init; }
}

internal sealed record ReasonView(string Code, string Text);

internal sealed record ContentView(string Hmac, IReadOnlyList<FindingView> Findings, IReadOnlyList<ObligationView> Obligations);

internal sealed record FindingView(string Severity, string Field, int Start, int Length, string Term, RuleView Rule, string Text);

internal sealed record ObligationView(string Kind, string Field, int Start, int Length, string What, RuleView Rule, string Text);

internal sealed record ShadowView(RuleView Rule, int Recipients);

/// <param name="Result"><c>accepted</c>, <c>refused</c>, <c>failed</c>, <c>unknown</c>, <c>mixed</c>, <c>in-doubt</c> or <c>pending</c>.</param>
internal sealed record OutcomeView(string Result, string Text, string? VendorCode, DateTimeOffset? At);

/// <param name="State"><c>signed</c> or <c>pending</c>.</param>
internal sealed record ProofView(string State, long Index, string Address, string Text);
