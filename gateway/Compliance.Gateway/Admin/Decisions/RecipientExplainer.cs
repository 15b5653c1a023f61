using Compliance.Audit;
using Compliance.Gateway.Model;
using Compliance.Gateway.Recording;
using Compliance.Policies.Cases;
using Compliance.Rules.Decisions;

namespace Compliance.Gateway.Admin.Decisions;

internal sealed class RecipientExplainer(
    EntryView entry,
    DecisionRecordV1 record,
    RuleBook rules,
    DecisionEvidence? evidence,
    CaseV1? decided,
    KeptOutcome outcomes
)
{
    public List<RecipientView> Explain(int skip, int take, IReadOnlyList<RuleView> denied)
    {
        var views = new List<RecipientView>();
        var sent = 0;
        for (var i = 0; i < entry.Subjects.Length && i < skip + take; i++)
        {
            var terms = entry.Subjects[i].Terms.Select(t => entry.Terms[t]).ToList();
            var permitted = terms.Contains(new Term("effect", "permit"));
            var (outcome, receipt) = permitted ? (outcomes.OutcomeOf(sent), outcomes.ReceiptOf(sent)) : (null, null);
            if (permitted)
                sent++;
            if (i >= skip)
                views.Add(Explain(i, terms, permitted, outcome, denied) with { Receipt = receipt });
        }

        return views;
    }

    private RecipientView Explain(int i, List<Term> terms, bool permitted, string? outcome, IReadOnlyList<RuleView> denied)
    {
        var subject = entry.Subjects[i];
        var row = evidence is { } kept && i < kept.Rows.Length ? kept.Rows[i] : null;
        var hits = Values(terms, "rule").Select(id => RuleViews.Of(rules.Find(record.Revision, id), id, entry, subject.Terms)).ToList();
        var basis = Values(terms, "basis")
            .Select(id => RuleViews.Of(rules.Find(record.Revision, id), id, entry, subject.Terms))
            .FirstOrDefault();
        var reasons = Values(terms, "reason").Select(code => new ReasonView(code, Words.Reason(code))).ToList();
        return new RecipientView
        {
            Person = subject.Pseudonym,
            Index = i,
            Contact = Contact(i, row),
            Effect = permitted ? "permit" : "deny",
            Text = permitted ? Sent(basis, outcome) : Removed(hits, reasons, denied),
            Consent =
                row?.State == EvidenceState.Present && decided is not null
                    ? ConsentWords.Of(decided, i, Values(terms, "reason").Contains(Reasons.Withdrawn))
                    : null,
            Rules = hits,
            Reasons = reasons,
            Basis = basis,
            Caps = Values(terms, "cap"),
            Outcome = outcome,
            Evidence = row?.State switch
            {
                EvidenceState.Present => "present",
                EvidenceState.Erased => "erased",
                _ => "none",
            },
            ErasureReceipt = row?.Receipt,
        };
    }

    private static string Sent(RuleView? basis, string? outcome)
    {
        var by = basis is null
            ? ""
            : $"，合法性基础：{basis.Title ?? basis.Rule}{(basis.Laws.Count == 0 ? "" : $"（{string.Join("、", basis.Laws.Select(law => law.Text))}）")}";
        return $"放行{by}；{Words.Outcome(outcome)}。";
    }

    private static string Removed(List<RuleView> hits, List<ReasonView> reasons, IReadOnlyList<RuleView> denied)
    {
        if (hits.Count == 0)
            return denied.Count > 0 ? "未发送：整条消息被拒。" : "未发送：没有规则放行。";
        var because = reasons.Count == 0 ? "" : $"{string.Join("、", reasons.Select(reason => reason.Text))}。";
        return $"未发送：{because}{string.Join("；", hits.Select(RuleViews.Sentence))}。";
    }

    private string? Contact(int i, EvidenceRow? row) =>
        row?.State == EvidenceState.Present
        && decided is not null
        && Identity.TryParse(decided.Message.Recipients[i].Identity, out var identity, out _)
            ? identity.Masked
            : null;

    private static List<string> Values(List<Term> terms, string name) =>
        [.. terms.Where(term => term.Name == name).Select(term => term.Value)];
}
