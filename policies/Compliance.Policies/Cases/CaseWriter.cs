using System.Buffers;
using System.Collections.Immutable;
using System.Text.Encodings.Web;
using System.Text.Json;
using Compliance.Policies.Binding;
using Compliance.Rules.Decisions;
using Compliance.Rules.Facts;
using Compliance.Rules.Messages;

namespace Compliance.Policies.Cases;

/// <summary>Writes cases. Runs once a push on the hot path: one reused writer a thread, no document in between.</summary>
internal static class CaseWriter
{
    private static readonly JsonWriterOptions Options = new()
    {
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
        SkipValidation = true,
    };

    [ThreadStatic]
    private static Utf8JsonWriter? _reusedWriter;

    [ThreadStatic]
    private static ArrayBufferWriter<byte>? _reusedBuffer;

    public static CaseLayers Split(CaseV1 @case)
    {
        var (json, buffer) = Begin();
        var message = @case.Message;
        var ends = new int[message.Recipients.Length + 1];
        var own = OwnedText.Of(message, @case.Decision);
        Shared(json, @case, own);
        ends[0] = End(json, buffer);
        var grant = 0;
        for (var i = 0; i < message.Recipients.Length; i++)
        {
            Row(json, @case, own, i, ref grant);
            ends[i + 1] = End(json, buffer);
        }
        return new CaseLayers(buffer.WrittenSpan.ToArray(), ends);
    }

    public static byte[] ToJson(CaseV1 @case)
    {
        var (json, buffer) = Begin();
        json.WriteStartObject();
        json.WriteNumber("v"u8, 1);
        json.WriteString("engine"u8, @case.Engine);
        json.WriteStartObject("message"u8);
        Head(json, @case.Message);
        json.WriteStartArray("recipients"u8);
        foreach (var recipient in @case.Message.Recipients)
        {
            json.WriteStartObject();
            RecipientElements.Write(json, recipient);
            json.WriteEndObject();
        }
        json.WriteEndArray();
        json.WriteStartArray("contents"u8);
        foreach (var content in @case.Message.Contents)
            ContentElements.Write(json, content, Stars.None, withText: true);
        json.WriteEndArray();
        json.WriteEndObject();
        json.WriteStartObject("facts"u8);
        FactElements.Write(json, @case.Facts);
        json.WriteStartArray("recipients"u8);
        foreach (var facts in @case.Facts.Recipients)
            FactElements.Write(json, facts);
        json.WriteEndArray();
        json.WriteEndObject();
        GrantElements.Write(json, @case.Grants);
        json.WriteStartObject("decision"u8);
        DecisionElements.WriteShared(json, @case.Decision);
        json.WriteStartArray("recipients"u8);
        foreach (var recipient in @case.Decision.Recipients)
            DecisionElements.Write(json, recipient);
        json.WriteEndArray();
        json.WriteStartArray("contents"u8);
        foreach (var content in @case.Decision.Contents)
            DecisionElements.Write(json, content, withRewrites: true);
        json.WriteEndArray();
        json.WriteEndObject();
        if (!@case.Erased.IsEmpty)
        {
            json.WriteStartArray("erased"u8);
            foreach (var recipient in @case.Erased)
                json.WriteNumberValue(recipient);
            json.WriteEndArray();
        }
        json.WriteEndObject();
        End(json, buffer);
        return buffer.WrittenSpan.ToArray();
    }

    /// <summary>A decision without its revision and its derived texts: equal bytes are equal decisions.</summary>
    public static byte[] ToJson(CaseDecision decision)
    {
        var (json, buffer) = Begin();
        json.WriteStartObject();
        DecisionElements.WriteShared(json, decision with { Revision = "" });
        json.WriteStartArray("recipients"u8);
        foreach (var recipient in decision.Recipients)
            DecisionElements.Write(json, recipient);
        json.WriteEndArray();
        json.WriteStartArray("contents"u8);
        foreach (var content in decision.Contents)
            DecisionElements.Write(json, content, withRewrites: false);
        json.WriteEndArray();
        json.WriteEndObject();
        End(json, buffer);
        return buffer.WrittenSpan.ToArray();
    }

    private static void Shared(Utf8JsonWriter json, CaseV1 @case, OwnedText own)
    {
        json.WriteStartObject();
        json.WriteNumber("v"u8, 1);
        json.WriteString("engine"u8, @case.Engine);
        json.WriteStartObject("message"u8);
        Head(json, @case.Message);
        json.WriteNumber("recipients"u8, @case.Message.Recipients.Length);
        json.WriteStartArray("contents"u8);
        for (var i = 0; i < @case.Message.Contents.Length; i++)
            ContentElements.Write(json, @case.Message.Contents[i], own.Stars(i), withText: own.SoleReader(i) < 0);
        json.WriteEndArray();
        json.WriteEndObject();
        json.WriteStartObject("facts"u8);
        FactElements.Write(json, @case.Facts);
        json.WriteEndObject();
        json.WriteStartObject("decision"u8);
        DecisionElements.WriteShared(json, @case.Decision);
        json.WriteStartArray("contents"u8);
        for (var i = 0; i < @case.Decision.Contents.Length; i++)
            DecisionElements.Write(
                json,
                own.SoleReader(i) < 0 ? Hidden(@case.Decision.Contents[i]) : @case.Decision.Contents[i],
                withRewrites: own.SoleReader(i) < 0
            );
        json.WriteEndArray();
        json.WriteEndObject();
        json.WriteEndObject();
    }

    /// <summary>What left to several people is kept without personal data that no rule hid.</summary>
    private static CaseContentDecision Hidden(CaseContentDecision content) =>
        content.Rewrites.IsEmpty
            ? content
            : content with
            {
                Rewrites = ImmutableArray.CreateRange(
                    content.Rewrites,
                    rewrite => rewrite with { Text = rewrite.Text is null ? null : Stars.Hide(rewrite.Text) }
                ),
            };

    private static void Row(Utf8JsonWriter json, CaseV1 @case, OwnedText own, int index, ref int grant)
    {
        var recipient = @case.Message.Recipients[index];
        json.WriteStartObject();
        RecipientElements.Write(json, recipient);
        if (own.SoleReader(recipient.Content) == index)
        {
            ContentElements.WriteTexts(json, @case.Message.Contents[recipient.Content]);
            DecisionElements.WriteRewrites(json, @case.Decision.Contents[recipient.Content].Rewrites);
        }
        own.Stars(recipient.Content).WriteHidden(json, @case.Message.Contents[recipient.Content]);
        json.WritePropertyName("facts"u8);
        FactElements.Write(json, @case.Facts.Recipients[index]);
        GrantElements.Write(json, @case.Grants, index, ref grant);
        json.WritePropertyName("decision"u8);
        DecisionElements.Write(json, @case.Decision.Recipients[index]);
        json.WriteEndObject();
    }

    private static void Head(Utf8JsonWriter json, Message message)
    {
        JsonElements.Time(json, "at"u8, message.At);
        json.WriteString("channel"u8, message.Channel);
        json.WriteString("family"u8, message.Family);
        json.WriteString("sender"u8, message.Sender);
        json.WriteString("brand"u8, message.Brand);
        json.WriteString("account"u8, message.Account);
        JsonElements.Optional(json, "campaign"u8, message.Campaign);
        json.WriteString("purpose"u8, message.Purpose);
        if (message.PurposeNamed)
            json.WriteBoolean("purposeNamed"u8, true);
        if (message.Declared is { } declared)
            json.WriteString("declared"u8, EnumNames<Category>.Of(declared));
        if (message.ByChannel is { } byChannel)
            json.WriteString("byChannel"u8, EnumNames<Category>.Of(byChannel));
        JsonElements.Optional(json, "industry"u8, message.Industry);
        JsonElements.Optional(json, "evidenceId"u8, message.EvidenceId);
        JsonElements.Optional(json, "templateId"u8, message.TemplateId);
        if (message.MinimumRecipients != 1)
            json.WriteNumber("minimumRecipients"u8, message.MinimumRecipients);
    }

    private static (Utf8JsonWriter Json, ArrayBufferWriter<byte> Buffer) Begin()
    {
        var buffer = _reusedBuffer ??= new ArrayBufferWriter<byte>(4096);
        buffer.ResetWrittenCount();
        var json = _reusedWriter ??= new Utf8JsonWriter(buffer, Options);
        json.Reset(buffer);
        return (json, buffer);
    }

    /// <summary>Ends one document; the next starts at the returned place.</summary>
    private static int End(Utf8JsonWriter json, ArrayBufferWriter<byte> buffer)
    {
        json.Flush();
        json.Reset(buffer);
        return buffer.WrittenCount;
    }
}
