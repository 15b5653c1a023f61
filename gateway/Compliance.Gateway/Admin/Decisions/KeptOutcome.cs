using System.Collections.Immutable;
using System.Text.Json;
using Compliance.Audit;
using Compliance.Gateway.Recording;

namespace Compliance.Gateway.Admin.Decisions;

/// <summary>What the vendor made of a decision, as far as it is kept.</summary>
/// <param name="View">Null when nothing was sent.</param>
/// <param name="ByPermitted">The outcome of each who was sent to, in wire order.</param>
/// <param name="Receipts">The vendor's number for each of them; empty when it gave none, or the evidence is gone.</param>
internal sealed record KeptOutcome(OutcomeView? View, ImmutableArray<string> ByPermitted, ImmutableArray<string?> Receipts)
{
    public static KeptOutcome None { get; } = new(null, [], []);

    /// <param name="sent">How many were sent to.</param>
    public static KeptOutcome Open(AuditTrail trail, string decision, int sent)
    {
        if (trail.FindOf(decision).LastOrDefault(e => e.Type == "outcome") is not { } last)
        {
            var state = trail.InDoubt.Any(doubt => doubt.Id == decision) ? "in-doubt" : "pending";
            return new(new OutcomeView(state, Words.Outcome(state), null, null), [.. Enumerable.Repeat(state, sent)], []);
        }

        ImmutableArray<string> rows = last.Subjects.IsEmpty
            ? [.. Enumerable.Repeat(DecisionExplainer.Term(last, "outcome") ?? "unknown", sent)]
            :
            [
                .. last.Subjects.Select(s =>
                    s.Terms.Select(i => last.Terms[i]).FirstOrDefault(t => t.Name == "outcome").Value ?? "unknown"
                ),
            ];
        var (receipt, each, hidden) = InEvidence(trail, last);
        return new(Told(last, rows, receipt, hidden), rows, each);
    }

    public string? OutcomeOf(int sent) => sent < ByPermitted.Length ? ByPermitted[sent] : null;

    public string? ReceiptOf(int sent) => sent < Receipts.Length ? Receipts[sent] : null;

    /// <param name="hidden">The code, where the entry has it only by its hash.</param>
    private static OutcomeView Told(EntryView last, ImmutableArray<string> rows, string? receipt, string? hidden)
    {
        using var body = JsonDocument.Parse(last.Body);
        var code = KeptEvidence.Told(Text(body.RootElement, "vendorCode"), hidden);
        var states = rows.Distinct().ToList();
        var text =
            states.Count == 1
                ? Words.Outcome(states[0])
                : string.Join("；", rows.CountBy(row => row).Select(group => $"{Words.Outcome(group.Key)} {group.Value} 人"));
        if (code is not null)
            text += $"（服务商返回码 {code}）";
        else if (Text(body.RootElement, "reason") is { } reason)
            text += $"（网关原因 {reason}）";
        if (receipt is not null)
            text += $"，回执号 {receipt}";
        return new OutcomeView(states.Count == 1 ? states[0] : "mixed", text, code, last.At, receipt);
    }

    private static string? Text(JsonElement body, string name) => body.TryGetProperty(name, out var value) ? value.GetString() : null;

    private static (string? Whole, ImmutableArray<string?> Each, string? Code) InEvidence(AuditTrail trail, EntryView last)
    {
        if (last.Evidence is null)
            return (null, [], null);
        try
        {
            return trail.EvidenceOf(last.Id) is { } kept
                ? (
                    OutcomeEntry.Receipt(kept.Shared ?? default),
                    [.. kept.Rows.Select(row => row.State == EvidenceState.Present ? OutcomeEntry.Receipt(row.Bytes) : null)],
                    OutcomeEntry.Code(kept.Shared ?? default)
                )
                : (null, [], null);
        }
        catch (Exception unreadable) when (unreadable is JsonException or AuditDamagedException)
        {
            return (null, [], null);
        }
    }
}
