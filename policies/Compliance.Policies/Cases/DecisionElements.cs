using System.Collections.Immutable;
using System.Text.Json;
using Compliance.Policies.Binding;
using Compliance.Rules.Decisions;
using Compliance.Rules.Messages;

namespace Compliance.Policies.Cases;

internal static class DecisionElements
{
    public static void WriteShared(Utf8JsonWriter json, CaseDecision decision)
    {
        json.WriteString("effect"u8, EnumNames<DecisionEffect>.Of(decision.Effect));
        Write(json, decision.Category);
        Hits(json, "denied"u8, decision.Denied);
        Hits(json, "shadow"u8, decision.Shadow);
        if (!decision.Degraded.IsEmpty)
        {
            json.WriteStartArray("degraded"u8);
            foreach (var rule in decision.Degraded)
                json.WriteStringValue(rule);
            json.WriteEndArray();
        }
        if (decision.Remedy != Remedy.None)
            json.WriteString("remedy"u8, EnumNames<Remedy>.Of(decision.Remedy));
        if (decision.RetryAt is { } retryAt)
            JsonElements.Time(json, "retryAt"u8, retryAt);
        json.WriteString("revision"u8, decision.Revision);
    }

    public static void Write(Utf8JsonWriter json, CaseRecipientDecision recipient)
    {
        json.WriteStartObject();
        json.WriteString("effect"u8, EnumNames<Effect>.Of(recipient.Effect));
        Hits(json, "rules"u8, recipient.Rules);
        if (recipient.Basis is { } basis)
        {
            json.WritePropertyName("basis"u8);
            Hit(json, basis);
        }
        Hits(json, "shadow"u8, recipient.Shadow);
        json.WriteEndObject();
    }

    private static void Write(Utf8JsonWriter json, CategoryDecision category)
    {
        json.WriteStartObject("category"u8);
        if (category.Declared is { } declared)
            json.WriteString("declared"u8, EnumNames<Category>.Of(declared));
        json.WriteString("effective"u8, EnumNames<Category>.Of(category.Effective));
        json.WriteString("by"u8, category.By);
        json.WriteEndObject();
    }

    public static void Write(Utf8JsonWriter json, CaseContentDecision content, bool withRewrites)
    {
        json.WriteStartObject();
        if (content.Category is { } category)
            Write(json, category);
        Hits(json, "rules"u8, content.Rules);
        if (!content.Findings.IsEmpty)
        {
            json.WriteStartArray("findings"u8);
            foreach (var finding in content.Findings)
            {
                json.WriteStartObject();
                json.WriteString("rule"u8, finding.Rule);
                json.WriteString("severity"u8, EnumNames<Severity>.Of(finding.Severity));
                Place(json, finding.Field, finding.Start, finding.Length);
                json.WriteString("term"u8, finding.Term);
                json.WriteEndObject();
            }
            json.WriteEndArray();
        }
        if (!content.Obligations.IsEmpty)
        {
            json.WriteStartArray("obligations"u8);
            foreach (var obligation in content.Obligations)
            {
                json.WriteStartObject();
                json.WriteString("kind"u8, EnumNames<ObligationKind>.Of(obligation.Kind));
                json.WriteString("rule"u8, obligation.Rule);
                Place(json, obligation.Field, obligation.Start, obligation.Length);
                json.WriteString("what"u8, obligation.What);
                json.WriteEndObject();
            }
            json.WriteEndArray();
        }
        if (withRewrites)
            WriteRewrites(json, content.Rewrites);
        json.WriteEndObject();
    }

    public static void WriteRewrites(Utf8JsonWriter json, ImmutableArray<FieldRewrite> rewrites)
    {
        if (rewrites.IsEmpty)
            return;
        json.WriteStartArray("rewrites"u8);
        foreach (var rewrite in rewrites)
        {
            json.WriteStartObject();
            json.WriteNumber("field"u8, rewrite.Field);
            JsonElements.Optional(json, "text"u8, rewrite.Text);
            json.WriteEndObject();
        }
        json.WriteEndArray();
    }

    private static void Place(Utf8JsonWriter json, int field, int start, int length)
    {
        json.WriteNumber("field"u8, field);
        json.WriteNumber("start"u8, start);
        json.WriteNumber("length"u8, length);
    }

    private static void Hits(Utf8JsonWriter json, ReadOnlySpan<byte> name, ImmutableArray<CaseHit> hits)
    {
        if (hits.IsEmpty)
            return;
        json.WriteStartArray(name);
        foreach (var hit in hits)
            Hit(json, hit);
        json.WriteEndArray();
    }

    private static void Hit(Utf8JsonWriter json, CaseHit hit)
    {
        json.WriteStartArray();
        json.WriteStringValue(hit.Rule);
        json.WriteStringValue(hit.Reason);
        json.WriteEndArray();
    }

    public static CaseDecision Read(
        JsonElement element,
        ImmutableArray<CaseRecipientDecision> recipients,
        ImmutableArray<CaseContentDecision> contents
    )
    {
        return new CaseDecision
        {
            Effect = JsonElements.Named<DecisionEffect>(element, "effect"),
            Category = ReadCategory(element),
            Recipients = recipients,
            Contents = contents,
            Denied = Hits(element, "denied"),
            Shadow = Hits(element, "shadow"),
            Degraded = [.. JsonElements.Items(element, "degraded").Select(rule => rule.GetString()!)],
            Remedy = element.TryGetProperty("remedy", out _) ? JsonElements.Named<Remedy>(element, "remedy") : Remedy.None,
            RetryAt = element.TryGetProperty("retryAt", out var retryAt) ? JsonElements.Time(retryAt) : null,
            Revision = JsonElements.Required(element, "revision"),
        };
    }

    public static CaseRecipientDecision ReadRecipient(JsonElement element) =>
        new()
        {
            Effect = JsonElements.Named<Effect>(element, "effect"),
            Rules = Hits(element, "rules"),
            Basis = element.TryGetProperty("basis", out var basis) ? Hit(basis) : null,
            Shadow = Hits(element, "shadow"),
        };

    private static CategoryDecision ReadCategory(JsonElement element)
    {
        var category = JsonElements.Member(element, "category");
        return new(
            category.TryGetProperty("declared", out _) ? JsonElements.Named<Category>(category, "declared") : null,
            JsonElements.Named<Category>(category, "effective"),
            JsonElements.Required(category, "by")
        );
    }

    public static CaseContentDecision ReadContent(JsonElement element) =>
        new()
        {
            Category = element.TryGetProperty("category", out _) ? ReadCategory(element) : null,
            Rules = Hits(element, "rules"),
            Findings =
            [
                .. JsonElements
                    .Items(element, "findings")
                    .Select(finding => new CaseFinding(
                        JsonElements.Required(finding, "rule"),
                        JsonElements.Named<Severity>(finding, "severity"),
                        JsonElements.Member(finding, "field").GetInt32(),
                        JsonElements.Member(finding, "start").GetInt32(),
                        JsonElements.Member(finding, "length").GetInt32(),
                        JsonElements.Required(finding, "term")
                    )),
            ],
            Obligations =
            [
                .. JsonElements
                    .Items(element, "obligations")
                    .Select(obligation => new CaseObligation(
                        JsonElements.Named<ObligationKind>(obligation, "kind"),
                        JsonElements.Required(obligation, "rule"),
                        JsonElements.Member(obligation, "field").GetInt32(),
                        JsonElements.Member(obligation, "start").GetInt32(),
                        JsonElements.Member(obligation, "length").GetInt32(),
                        JsonElements.Required(obligation, "what")
                    )),
            ],
            Rewrites = ReadRewrites(element),
        };

    public static ImmutableArray<FieldRewrite> ReadRewrites(JsonElement element) =>
        [
            .. JsonElements
                .Items(element, "rewrites")
                .Select(rewrite => new FieldRewrite(
                    JsonElements.Member(rewrite, "field").GetInt32(),
                    JsonElements.Optional(rewrite, "text")
                )),
        ];

    private static ImmutableArray<CaseHit> Hits(JsonElement element, string name) => [.. JsonElements.Items(element, name).Select(Hit)];

    private static CaseHit Hit(JsonElement element) => new(element[0].GetString()!, element[1].GetString()!);
}
