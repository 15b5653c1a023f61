using System.Buffers;
using System.Buffers.Text;
using System.Collections.Immutable;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Compliance.Audit;
using Compliance.Gateway.Credentials;
using Compliance.Gateway.Model;
using Compliance.Gateway.Providers;
using Compliance.Gateway.Stores.Frequency;
using Compliance.Policies.Cases;
using Compliance.Rules.Decisions;
using Compliance.Rules.Links;
using Compliance.Rules.Messages;
using Compliance.Rules.PolicySets;

namespace Compliance.Gateway.Recording;

/// <summary>Builds the audit entry of a decision. Holds no personal data: people stand as vault slots, texts as HMACs, what somebody else named by the closed vocabulary.</summary>
internal sealed class DecisionEntry(byte[] contentKey, CounterNames counters, ClosedVocabulary vocabulary, string engine)
{
    /// <summary>What the console's overview and rules show by the hour.</summary>
    public static TallyShape Tally { get; } = new("decision", "channel", ["effect", "rule"]);

    /// <summary>More findings than this in one variant are counted by the evidence, not listed in the entry.</summary>
    private const int MostFindings = 40;

    /// <summary>What can't be read, or comes from who may not send, can't be proved lawful either.</summary>
    private const string BurdenOfProof = "个人信息保护法/69";

    public AuditEntry Build(
        string id,
        Message message,
        Decision decision,
        ImmutableArray<PersonSlot> people,
        CaseLayers evidence,
        Arrival arrival
    )
    {
        var table = new TermTable();
        var all = AllTerms(table, message, decision);
        var subjects = Subjects(table, message, decision, people, evidence);
        return new AuditEntry
        {
            Type = "decision",
            Id = id,
            At = message.At,
            Terms = table.ToImmutable(),
            All = all,
            Subjects = subjects,
            Body = Json(Body(message, decision, arrival)),
            SharedEvidence = evidence.Shared,
        };
    }

    /// <summary>A refusal before there was anything to judge: a decision without recipients, rule <c>gateway/&lt;reason&gt;</c>.</summary>
    public AuditEntry BuildRefusal(string id, DateTimeOffset at, Channel channel, Sender sender, Refusal refusal, string revision)
    {
        var rule = $"gateway/{refusal.Reason}";
        var record = new DecisionRecordV1
        {
            Account = sender.Account,
            Purpose = "unread",
            DeclaredCategory = null,
            EffectiveCategory = Category.Marketing.Wire(),
            CategoryBy = "unknown",
            Revision = revision,
            Engine = engine,
            Denied = [rule],
        };
        Term[] terms =
        [
            new("channel", channel.Id),
            new("family", channel.Family),
            new("sender", sender.Name),
            new("revision", revision),
            new("effect", "deny"),
            new("rule", rule),
            new("law", BurdenOfProof),
            new("reason", refusal.Reason),
        ];
        return new AuditEntry
        {
            Type = "decision",
            Id = id,
            At = at,
            Terms = [.. terms],
            All = [.. Enumerable.Range(0, terms.Length)],
            Body = Json(record),
        };
    }

    private ImmutableArray<int> AllTerms(TermTable table, Message message, Decision decision)
    {
        var all = new List<int>
        {
            table.Add("channel", message.Channel),
            table.Add("family", message.Family),
            table.Add("sender", message.Sender),
            table.Add("category", decision.Category.Effective.Wire()),
            table.Add("revision", decision.Revision),
        };
        if (message.Campaign is { } campaign)
            all.Add(table.Add(ClosedVocabulary.CampaignTerm, vocabulary.Of(campaign)));
        all.AddRange(table.Add(decision.Denied));
        return [.. all];
    }

    private ImmutableArray<EntrySubject> Subjects(
        TermTable table,
        Message message,
        Decision decision,
        ImmutableArray<PersonSlot> people,
        CaseLayers evidence
    )
    {
        var caps = CapTerms(table, decision.Held);
        var shared = new Dictionary<object, ImmutableArray<int>>(ReferenceEqualityComparer.Instance);
        var subjects = ImmutableArray.CreateBuilder<EntrySubject>(people.Length);
        for (var i = 0; i < people.Length; i++)
        {
            var recipient = decision.Recipients[i];
            var terms =
                recipient.Effect == Effect.Permit
                    ? Permitted(table, recipient, shared)
                    :
                    [
                        table.Add("effect", "deny"),
                        .. table.Add(recipient.Determining),
                        .. Cause(table, decision, message.Recipients[i], i),
                    ];
            if (caps is not null && caps.TryGetValue(i, out var slots))
                terms = terms.AddRange(slots);
            subjects.Add(
                new EntrySubject
                {
                    Slot = people[i],
                    Terms = terms,
                    Evidence = evidence.Row(i),
                }
            );
        }

        return subjects.MoveToImmutable();
    }

    /// <summary>Where the rules that removed somebody don't tell what he was removed for: no consent to what a word made marketing.</summary>
    private static ImmutableArray<int> Cause(TermTable table, Decision decision, Recipient recipient, int index) =>
        decision.Kind(recipient, index) is var kind && kind != RefusalKinds.Of(decision.Hits(index))
            ? [table.Add(RemovedSends.Cause, RefusalKinds.Name(kind))]
            : [];

    private static ImmutableArray<int> Permitted(
        TermTable table,
        RecipientDecision recipient,
        Dictionary<object, ImmutableArray<int>> shared
    )
    {
        // Only where somebody is permitted: the term says that an outcome must follow.
        var permit = table.Add("effect", "permit");
        if (recipient.LawfulBasis is not { } basis)
            return [permit];
        if (shared.TryGetValue(basis.Rule, out var known))
            return known;
        var terms = new List<int> { permit, table.Add("basis", basis.Rule.Id) };
        table.AddLaws(terms, basis.Rule);
        return shared[basis.Rule] = [.. terms];
    }

    private Dictionary<int, List<int>>? CapTerms(TermTable table, ImmutableArray<Demand> held)
    {
        if (held.IsDefaultOrEmpty)
            return null;
        var caps = new Dictionary<int, List<int>>();
        foreach (var demand in held)
        {
            if (!caps.TryGetValue(demand.Recipient, out var list))
                caps[demand.Recipient] = list = [];
            TermTable.AddOnce(list, table.Add("cap", $"{counters.Of(demand)}@{demand.Window}"));
        }

        return caps;
    }

    private DecisionRecordV1 Body(Message message, Decision decision, Arrival arrival)
    {
        var (sent, removed) = (decision.Recipients.Count(r => r.Effect == Effect.Permit), decision.Removed());
        return new DecisionRecordV1
        {
            Account = message.Account,
            Purpose = vocabulary.Of(decision.Purpose),
            DeclaredCategory = decision.Category.Declared?.Wire(),
            EffectiveCategory = decision.Category.Effective.Wire(),
            CategoryBy = decision.Category.By,
            Template = message.TemplateId is { } template ? vocabulary.Of(template) : null,
            Content = [.. decision.Contents.Select((content, i) => Content(message.Contents[i], content))],
            Revision = decision.Revision,
            Engine = engine,
            Denied = [.. decision.Denied.Select(hit => hit.Rule.Id)],
            Asked = sent + removed,
            Sent = sent,
            Removed = removed,
            Shadow = [.. decision.Shadow.GroupBy(s => s.Rule.Id).Select(g => new ShadowRecord(g.Key, g.Count(s => s.Recipient >= 0)))],
            Degraded = decision.Degraded,
            Remedy = decision.Remedy.Wire(),
            RetryAt = decision.RetryAt,
            Signature = sent == 0 ? null : arrival.Signature,
            Ignored = arrival.Ignored,
        };
    }

    private ContentRecord Content(MessageContent content, ContentDecision decision) =>
        new()
        {
            Hmac = Hmac(content),
            Category = decision.Category is { } category ? new(category.Effective.Wire(), category.By) : null,
            Findings =
            [
                .. decision
                    .Findings.Take(MostFindings)
                    .Select(f => new FindingRecord(
                        f.Rule.Id,
                        f.Start,
                        f.Length,
                        f.Severity.Wire(),
                        vocabulary.Of(content.FieldName(f.Field)),
                        Named(f),
                        f.Evidence
                    )),
            ],
            Obligations =
            [
                .. decision
                    .Obligations.Take(MostFindings)
                    .Select(o => new ObligationRecord(
                        o.Kind.Wire(),
                        o.Rule.Id,
                        vocabulary.Of(content.FieldName(o.Field)),
                        o.Start,
                        o.Length,
                        o.What
                    )),
            ],
        };

    /// <summary>A list's term and a kind of data are ours; where a link leads is the message's.</summary>
    private string Named(Finding finding) => finding.Rule is LinksRule or GatewayRule ? vocabulary.Of(finding.Term) : finding.Term;

    private string Hmac(MessageContent content)
    {
        var buffer = new ArrayBufferWriter<byte>(256);
        foreach (var field in content.Fields)
        {
            Encoding.UTF8.GetBytes(field.Text, buffer);
            buffer.Write([(byte)0]);
        }

        return Base64Url.EncodeToString(HMACSHA256.HashData(contentKey, buffer.WrittenSpan));
    }

    private static byte[] Json(DecisionRecordV1 record)
    {
        var buffer = new ArrayBufferWriter<byte>(512);
        using (var json = new Utf8JsonWriter(buffer, KeptJson.Options))
            record.Write(json);
        return buffer.WrittenSpan.ToArray();
    }
}
