using System.Collections.Immutable;
using System.Text.Json;
using Compliance.Audit;
using Compliance.Gateway.Recording;
using Compliance.Rules.Decisions;
using Compliance.Rules.Messages;
using Compliance.Rules.PolicySets;

namespace Compliance.Gateway.Admin.Decisions;

/// <summary>Turns an entry, its outcomes and its evidence into what an officer reads. Everything comes from what is kept; nothing is decided again.</summary>
internal sealed class DecisionExplainer(AuditTrail trail, RuleBook rules)
{
    public DecisionSummary Summarise(EntryView entry) => Summarise(entry, Record(entry), null);

    /// <summary>With what happened to one person; his contact is the one that was asked for, so no evidence is opened.</summary>
    public DecisionSummary Summarise(EntryView entry, ImmutableArray<PersonSlot> linked, string contact)
    {
        var record = Record(entry);
        var summary = Summarise(entry, record, null);
        if (RowOf(entry, linked) is not { } row)
            return summary;
        var denied = record.Denied.Select(id => RuleOf(record.Revision, id, entry, entry.All)).ToList();
        var people = new RecipientExplainer(entry, record, rules, null, null, Outcome(entry, record));
        return summary with { Person = people.Explain(row, 1, denied)[0] with { Contact = contact } };
    }

    /// <param name="skip">Recipients to pass over.</param>
    /// <param name="take">Most recipients to show.</param>
    /// <param name="person">Whose row is shown apart, all his slots; empty: nobody's.</param>
    public DecisionView Explain(EntryView entry, int skip, int take, ImmutableArray<PersonSlot> person)
    {
        var record = Record(entry);
        var outcome = Outcome(entry, record);
        var kept = KeptEvidence.Open(trail, entry);
        var summary = Summarise(entry, record, kept);
        var people = new RecipientExplainer(entry, record, rules, kept.Evidence, kept.Case, outcome);
        var denied = record.Denied.Select(id => RuleOf(record.Revision, id, entry, entry.All)).ToList();
        var (groups, everybody) = RecipientGroups.Of(people.Explain(0, int.MaxValue, denied));
        var recipients = everybody.Skip(skip).Take(take).ToList();
        var contents = record.Content.Select((content, i) => Content(content, record, kept, i)).ToList();
        var proof = Proof(entry);
        return new DecisionView(summary)
        {
            Explanation = Explanation(summary, record, denied, recipients, contents, outcome.View, proof),
            CategoryReason = Category(record),
            Account = record.Account,
            Purpose = KeptEvidence.Told(record.Purpose, kept.Case?.Message.Purpose)!,
            Template = KeptEvidence.Told(record.Template, kept.Case?.Message.TemplateId),
            Ignored = record.Ignored,
            Engine = record.Engine,
            Denied = denied,
            Person = person.IsEmpty || RowOf(entry, person) is not { } row ? null : everybody[row],
            Groups = groups,
            Recipients = recipients,
            Contents = contents,
            Shadow = [.. record.Shadow.Select(s => new ShadowView(RuleOf(record.Revision, s.Rule, entry, []), s.Recipients))],
            Degraded = record.Degraded,
            Remedy = record.Remedy,
            RetryAt = record.RetryAt,
            Outcome = outcome.View,
            Proof = proof,
            Missing = kept.Missing,
            Timeline = Timeline(entry, record, outcome.View, proof),
        };
    }

    internal static string? Term(EntryView entry, string name)
    {
        foreach (var i in entry.All)
        {
            if (entry.Terms[i].Name == name)
                return entry.Terms[i].Value;
        }

        return null;
    }

    /// <summary>Where a person stands among the recipients; null: nowhere.</summary>
    private int? RowOf(EntryView entry, ImmutableArray<PersonSlot> linked)
    {
        var pseudonyms = linked.Select(slot => trail.Vault.Pseudonym(slot, entry.At)).ToHashSet(StringComparer.Ordinal);
        return Enumerable
            .Range(0, entry.Subjects.Length)
            .Cast<int?>()
            .FirstOrDefault(i => pseudonyms.Contains(entry.Subjects[i!.Value].Pseudonym));
    }

    private static DecisionRecordV1 Record(EntryView entry)
    {
        using var body = JsonDocument.Parse(entry.Body);
        return DecisionRecordV1.Read(body.RootElement);
    }

    /// <param name="kept">The evidence where it is open already; else it is opened only for what the entry doesn't tell.</param>
    private DecisionSummary Summarise(EntryView entry, DecisionRecordV1 record, KeptEvidence? kept)
    {
        var campaign = Term(entry, ClosedVocabulary.CampaignTerm);
        if (campaign is not null && ClosedVocabulary.IsHidden(campaign))
            campaign = KeptEvidence.Told(campaign, (kept ?? KeptEvidence.Open(trail, entry)).Case?.Message.Campaign);
        var effect =
            record.Sent == 0 ? DecisionEffect.Deny
            : record.Removed > 0 ? DecisionEffect.Partial
            : DecisionEffect.Permit;
        var (channel, sender) = (Term(entry, "channel"), Term(entry, "sender"));
        return new DecisionSummary
        {
            Id = entry.Id,
            Index = entry.Index,
            At = entry.At,
            Effect = effect.Wire(),
            Summary =
                $"{Words.Time(entry.At)}，{sender} 通过{ChannelCatalog.Chinese(channel ?? "")}请求发给 {record.Asked} 人：{Words.Effect(effect)}，发出 {record.Sent} 人，移除 {record.Removed} 人。",
            Channel = channel,
            Family = Term(entry, "family"),
            Campaign = campaign,
            Sender = sender,
            Category = record.EffectiveCategory,
            Counts = new CountsView(record.Asked, record.Sent, record.Removed),
            Rules = [.. entry.Terms.Where(t => t.Name == "rule").Select(t => t.Value).Distinct()],
            Laws = Laws(entry),
            Revision = record.Revision,
        };
    }

    /// <summary>13(1) stands in the terms as 13 too, for who searches; people are shown it once.</summary>
    private static List<string> Laws(EntryView entry)
    {
        var laws = entry.Terms.Where(t => t.Name == "law").Select(t => t.Value).Distinct().ToList();
        return [.. laws.Where(law => !laws.Any(other => other.StartsWith(law + "(", StringComparison.Ordinal)))];
    }

    private RuleView RuleOf(string revision, string id, EntryView entry, ImmutableArray<int> terms) =>
        RuleViews.Of(rules.Find(revision, id), id, entry, terms);

    private ContentView Content(ContentRecord content, DecisionRecordV1 record, KeptEvidence kept, int variant)
    {
        var sent = record.Sent == 0 ? false : kept.Sends(variant) ?? (record.Content.Length == 1 ? true : null);
        return new(
            content.Hmac,
            kept.Readers(variant),
            Category(content, record, kept.TemplateCategory),
            kept.Fields(variant, content.Category?.Effective ?? record.EffectiveCategory),
            [
                .. content.Findings.Select(f =>
                {
                    var rule = RuleViews.Of(rules.Find(record.Revision, f.Rule), f.Rule);
                    var lifted = f.Evidence is { } evidence ? $"，凭证据 {evidence} 豁免放行" : "";
                    return new FindingView(
                        f.Severity,
                        f.Field,
                        f.Start,
                        f.Length,
                        f.Term,
                        rule,
                        $"{f.Field} 第 {f.Start + 1} 个字符起“{f.Term}”：{Words.Severity(f.Severity)}{lifted}，{RuleViews.Sentence(rule)}",
                        f.Evidence
                    );
                }),
            ],
            [
                .. content.Obligations.Select(o =>
                {
                    var rule = RuleViews.Of(rules.Find(record.Revision, o.Rule), o.Rule);
                    return new ObligationView(
                        o.Kind,
                        o.Field,
                        o.Start,
                        o.Length,
                        o.What,
                        rule,
                        $"{o.Field}：{Words.Obligation(o.Kind, sent)}（{o.What}），{RuleViews.Sentence(rule)}",
                        sent
                    );
                }),
            ]
        );
    }

    private static CategoryView Category(DecisionRecordV1 record) =>
        new(
            record.DeclaredCategory,
            record.EffectiveCategory,
            record.CategoryBy,
            $"按{CategoryWords.Of(record.EffectiveCategory)}消息核对（{CategoryWords.By(record.CategoryBy)}；{CategoryWords.Called(record.DeclaredCategory)}）。"
        );

    /// <summary>Of one variant: its own where it has one, else the message's.</summary>
    private static CategoryView Category(ContentRecord content, DecisionRecordV1 record, string? template)
    {
        var (effective, by) = content.Category ?? new CategoryRecord(record.EffectiveCategory, record.CategoryBy);
        var marks = content.Findings.Where(found => found.Rule == by).Select(found => found.Term).Distinct().ToList();
        return new(
            record.DeclaredCategory,
            effective,
            by,
            CategoryWords.Variant(record.DeclaredCategory, template, effective, by, marks),
            template,
            marks
        );
    }

    private KeptOutcome Outcome(EntryView entry, DecisionRecordV1 record) =>
        record.Sent == 0 ? KeptOutcome.None : KeptOutcome.Open(trail, entry.Id, record.Sent);

    private ProofView Proof(EntryView entry)
    {
        var address = $"/api/decisions/{entry.Id}/proof";
        return entry.Index < trail.Health.SignedSize
            ? new ProofView("signed", entry.Index, address, $"日志第 {entry.Index} 条，已在签名检查点之下，可下载证明独立验证。")
            : new ProofView("pending", entry.Index, address, $"日志第 {entry.Index} 条，已落盘，等待检查点签名。");
    }

    private static List<StepView> Timeline(EntryView entry, DecisionRecordV1 record, OutcomeView? outcome, ProofView proof)
    {
        List<StepView> steps =
        [
            new(
                "decided",
                entry.At,
                $"收到 {record.Asked} 人的推送，按策略版本 {record.Revision[..Math.Min(12, record.Revision.Length)]} 判定"
            ),
            new("durable", null, $"判定先写入审计日志（第 {entry.Index} 条）并落盘"),
        ];
        if (outcome is null)
            steps.Add(new("refused", null, "没有可以发送的收件人，未转发"));
        else
            steps.Add(new(outcome.At is null ? "awaited" : "answered", outcome.At, $"转发 {record.Sent} 人，{outcome.Text}"));
        steps.Add(
            proof.State == "signed" ? new("signed", null, "已在签名检查点之下，可独立验证") : new("unsigned", null, "等待检查点签名")
        );
        return steps;
    }

    private static List<string> Explanation(
        DecisionSummary summary,
        DecisionRecordV1 record,
        List<RuleView> denied,
        List<RecipientView> recipients,
        List<ContentView> contents,
        OutcomeView? outcome,
        ProofView proof
    )
    {
        var lines = new List<string> { summary.Summary, Category(record).Text };
        lines.AddRange(denied.Select(rule => $"整条消息被拒：{RuleViews.Sentence(rule)}"));
        lines.AddRange(
            contents.SelectMany(content => content.Findings.Select(f => f.Text).Concat(content.Obligations.Select(o => o.Text)))
        );
        lines.AddRange(recipients.Select(Line));
        if (record.Ignored.Length > 0)
            lines.Add($"请求里的查询参数 {string.Join("、", record.Ignored)} 与文案和收件人无关，没有转发。");
        if (record.Degraded.Length > 0)
            lines.Add($"以下规则因信息查不到而降级跳过：{string.Join("、", record.Degraded)}。");
        if (Words.Remedy(record.Remedy, record.RetryAt) is { Length: > 0 } remedy)
            lines.Add(remedy);
        if (outcome is not null)
            lines.Add($"结果：{outcome.Text}。");
        lines.Add(proof.Text);
        return lines;
    }

    private static string Line(RecipientView recipient)
    {
        var consent = recipient.Consent is { } said ? $"（{said.Text}）" : "";
        var receipt = recipient.Receipt is { } number ? $"（回执号 {number}）" : "";
        return $"{recipient.Contact ?? recipient.Person}：{recipient.Text}{consent}{receipt}";
    }
}
