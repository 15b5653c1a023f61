using System.Text.Json;
using Compliance.Audit;
using Compliance.Gateway.Recording;
using Compliance.Policies.Cases;
using Compliance.Rules.Decisions;
using Compliance.Rules.Masking;
using Compliance.Rules.Messages;

namespace Compliance.Gateway.Admin.Decisions;

/// <summary>What is left of a decision's evidence, opened. The explanation stands in the entry: without evidence only texts and contacts are missing.</summary>
/// <param name="Missing">Why something is missing, for people; null when nothing is.</param>
internal sealed record KeptEvidence(DecisionEvidence? Evidence, CaseV1? Case, string? Missing)
{
    public static KeptEvidence Open(AuditTrail trail, EntryView entry)
    {
        DecisionEvidence? evidence = null;
        try
        {
            evidence = trail.EvidenceOf(entry.Id);
            if (evidence?.Shared is not { } shared)
                return new(evidence, null, entry.Evidence is null ? null : "证据已不在，正文和收件人无法显示。");
            var erased = evidence.Rows.Count(row => row.State == EvidenceState.Erased);
            var receipts = string.Join("、", evidence.Rows.Select(row => row.Receipt).OfType<string>().Distinct());
            return new(
                evidence,
                CaseV1.Join(shared, [.. evidence.Rows.Select(row => row.Bytes)]),
                erased == 0 ? null : $"{erased} 位收件人的证据已应其要求删除（删除凭证 {receipts}）；判定和依据仍在日志里。"
            );
        }
        catch (JsonException)
        {
            return new(evidence, null, "证据无法解读，正文和收件人无法显示。");
        }
        catch (AuditDamagedException)
        {
            return new(null, null, "证据与日志不符，无法打开：请运行 auditctl verify。");
        }
    }

    public int? Readers(int content) => Case?.Message.Recipients.Count(recipient => recipient.Content == content);

    /// <summary>Whether anybody was sent this text; null where that can't be told any more.</summary>
    public bool? Sends(int content) =>
        Case
            ?.Message.Recipients.Zip(Case.Decision.Recipients)
            .Any(pair => pair.First.Content == content && pair.Second.Effect == Effect.Permit);

    /// <summary>What the template was registered or told as; null where there was none, or the evidence is gone.</summary>
    public string? TemplateCategory =>
        Case is { Message.TemplateId: not null } known && known.Facts.Template.IsKnown(out var template) ? template.Category.Wire() : null;

    /// <summary>One variant's texts. Personal data is masked without moving any other character.</summary>
    /// <param name="category">Under which the variant was judged.</param>
    public IReadOnlyList<FieldView> Fields(int content, string category)
    {
        if (Case is null || content >= Case.Message.Contents.Length || IsErased(content))
            return [];
        var (rewrites, sends) = (Case.Decision.Contents[content].Rewrites, Sends(content) == true);
        var security = category == "security";
        var template = Case.Facts.Template.IsKnown(out var known) ? new FieldView("template", "template", known.Text, null, false) : null;
        return
        [
            .. (template is null ? Array.Empty<FieldView>() : [template]),
            .. Case
                .Message.Contents[content]
                .Fields.Select(
                    (field, i) =>
                    {
                        var rewrite = sends ? rewrites.FirstOrDefault(one => one.Field == i) : null;
                        return new FieldView(
                            field.Name,
                            Role(field.Role),
                            Masked(OneTimeCodes.Hide(field, field.Text, known, security)),
                            rewrite?.Text is { } sent ? Masked(OneTimeCodes.Hide(field, sent, known, security)) : null,
                            rewrite is { Text: null }
                        );
                    }
                ),
        ];
    }

    /// <summary>A text for one person went with his row.</summary>
    private bool IsErased(int content) =>
        Case!.Erased.Length > 0 && Case.Message.Contents[content].Fields.All(field => field.Text.Length == 0);

    private static string Role(FieldRole role) =>
        role switch
        {
            FieldRole.Title => "title",
            FieldRole.Variable => "variable",
            FieldRole.Signature => "signature",
            FieldRole.Link => "link",
            _ => "text",
        };

    /// <summary>What somebody named; its HMAC where the evidence is gone, and nobody's contact in any case.</summary>
    public static string? Told(string? kept, string? said) =>
        kept is not null && ClosedVocabulary.IsHidden(kept) && said is not null ? Masked(said) : kept;

    internal static string Masked(string text)
    {
        var spans = new List<PersonalDataSpan>();
        PersonalDataDetector.Find(text, spans);
        return Masker.Mask(text, spans);
    }
}
