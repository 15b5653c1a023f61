using System.Buffers;
using System.Collections.Immutable;
using System.Text.Json;
using Compliance.Gateway.Model;
using Compliance.Gateway.Providers;
using Compliance.Gateway.Recording;
using Compliance.Rules.Decisions;
using Compliance.Rules.Facts;
using Compliance.Rules.Messages;

namespace Compliance.Gateway.Pipeline;

/// <summary><c>Compliance-Dry-Run: true</c>: the decision as JSON. Nothing was sent, counted or reserved.</summary>
internal static class DryRunAnswer
{
    public static Answer Of(Message message, Fact<TemplateFact> template, Decision decision)
    {
        var body = new ArrayBufferWriter<byte>(1024);
        using (var json = new Utf8JsonWriter(body, KeptJson.Options))
        {
            json.WriteStartObject();
            json.WriteBoolean("dryRun", true);
            json.WriteString("effect", decision.Effect.Wire());
            json.WriteString("category", decision.Category.Effective.Wire());
            json.WriteString("remedy", decision.Remedy.Wire());
            if (decision.RetryAt is { } retryAt)
                json.WriteString("retryAt", UtcTime.Format(retryAt));
            Hits(json, "denied", decision, decision.Denied);
            json.WriteStartArray("recipients");
            for (var i = 0; i < message.Recipients.Length; i++)
            {
                json.WriteStartObject();
                json.WriteString("identity", message.Recipients[i].Identity);
                json.WriteString("effect", decision.Recipients[i].Effect.Wire());
                Hits(json, "rules", decision, decision.Recipients[i].Determining);
                json.WriteEndObject();
            }

            json.WriteEndArray();
            json.WriteStartArray("contents");
            for (var i = 0; i < message.Contents.Length; i++)
                Content(json, message, template, decision, i);
            json.WriteEndArray();
            json.WriteString("revision", decision.Revision);
            json.WriteEndObject();
        }

        var answer = Answer.Json(StatusCodes.Status200OK, body.WrittenMemory);
        return answer with { Headers = [.. answer.Headers, .. ComplianceHeaders.Of(decision)] };
    }

    private static void Content(Utf8JsonWriter json, Message message, Fact<TemplateFact> template, Decision whole, int variant)
    {
        var (content, decision) = (message.Contents[variant], whole.Contents[variant]);
        json.WriteStartObject();
        Category(json, decision.Category ?? whole.Category, template, decision);
        Hits(json, "rules", whole, decision.Determining);
        json.WriteStartArray("findings");
        foreach (var found in decision.Findings)
        {
            json.WriteStartObject();
            json.WriteString("rule", found.Rule.Id);
            json.WriteString("severity", found.Severity.Wire());
            json.WriteString("field", content.FieldName(found.Field));
            json.WriteNumber("start", found.Start);
            json.WriteNumber("length", found.Length);
            json.WriteString("term", found.Shown(content));
            json.WriteString("suggestion", found.Suggestion);
            if (found.Evidence is { } evidence)
            {
                json.WriteString("verdict", Finding.Exempted);
                json.WriteString("evidence", evidence);
            }

            json.WriteEndObject();
        }

        json.WriteEndArray();
        json.WriteStartArray("obligations");
        foreach (var duty in decision.Obligations)
        {
            json.WriteStartObject();
            json.WriteString("kind", duty.Kind.Wire());
            json.WriteString("rule", duty.Rule.Id);
            json.WriteString("field", content.FieldName(duty.Field));
            json.WriteString("what", duty.What);
            json.WriteEndObject();
        }

        json.WriteEndArray();
        json.WriteEndObject();
    }

    private static void Category(Utf8JsonWriter json, CategoryDecision category, Fact<TemplateFact> template, ContentDecision decision)
    {
        var declared = category.Declared?.Wire();
        var registered = template.IsKnown(out var known) ? known.Category.Wire() : null;
        var marks = decision.Findings.Where(found => found.Rule.Id == category.By).Select(found => found.Term).Distinct().ToList();
        json.WriteStartObject("category");
        json.WriteString("declared", declared);
        json.WriteString("template", registered);
        json.WriteString("effective", category.Effective.Wire());
        json.WriteString("by", category.By);
        json.WriteStartArray("marks");
        foreach (var mark in marks)
            json.WriteStringValue(mark);
        json.WriteEndArray();
        json.WriteString("text", CategoryWords.Variant(declared, registered, category.Effective.Wire(), category.By, marks));
        json.WriteEndObject();
    }

    private static void Hits(Utf8JsonWriter json, string name, Decision decision, ImmutableArray<RuleHit> hits)
    {
        json.WriteStartArray(name);
        foreach (var hit in hits)
        {
            json.WriteStartObject();
            json.WriteString("rule", hit.Rule.Id);
            json.WriteString("reason", hit.Reason);
            json.WriteString("law", hit.Rule.Basis[0].Law);
            json.WriteString("article", hit.Rule.Basis[0].Article);
            json.WriteString("message", decision.Tell(hit));
            json.WriteEndObject();
        }

        json.WriteEndArray();
    }
}
