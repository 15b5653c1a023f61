using System.Collections.Immutable;
using System.Text.Json;
using Compliance.Rules.Decisions;
using Compliance.Rules.Facts;
using Compliance.Rules.Messages;

namespace Compliance.Policies.Cases;

internal static class CaseReader
{
    public static CaseV1 FromJson(ReadOnlyMemory<byte> json) =>
        Guarded(() =>
        {
            using var document = JsonDocument.Parse(json);
            var root = Versioned(document);
            var (message, facts, decision) = (
                JsonElements.Member(root, "message"),
                JsonElements.Member(root, "facts"),
                JsonElements.Member(root, "decision")
            );
            return new CaseV1
            {
                Engine = JsonElements.Required(root, "engine"),
                Message = Head(message) with
                {
                    Recipients = [.. JsonElements.Items(message, "recipients").Select(recipient => RecipientElements.Read(recipient))],
                    Contents = [.. JsonElements.Items(message, "contents").Select(ContentElements.Read)],
                },
                Facts = FactElements.Read(facts, [.. JsonElements.Items(facts, "recipients").Select(FactElements.Read)]),
                Grants = [.. GrantElements.Read(root)],
                Decision = DecisionElements.Read(
                    decision,
                    [.. JsonElements.Items(decision, "recipients").Select(DecisionElements.ReadRecipient)],
                    [.. JsonElements.Items(decision, "contents").Select(DecisionElements.ReadContent)]
                ),
                Erased = [.. JsonElements.Items(root, "erased").Select(recipient => recipient.GetInt32())],
            };
        });

    public static CaseV1 Join(ReadOnlyMemory<byte> shared, IReadOnlyList<ReadOnlyMemory<byte>> rows, IReadOnlyList<string>? identities) =>
        Guarded(() =>
        {
            using var document = JsonDocument.Parse(shared);
            var root = Versioned(document);
            var (message, decision) = (JsonElements.Member(root, "message"), JsonElements.Member(root, "decision"));
            if (JsonElements.Member(message, "recipients").GetInt32() != rows.Count)
                throw new JsonException(
                    $"The shared layer has {message.GetProperty("recipients")} recipients, there are {rows.Count} rows."
                );
            var contents = JsonElements.Items(message, "contents").Select(ContentElements.Read).ToArray();
            var contentDecisions = JsonElements.Items(decision, "contents").Select(DecisionElements.ReadContent).ToArray();
            var recipients = ImmutableArray.CreateBuilder<Recipient>(rows.Count);
            var facts = ImmutableArray.CreateBuilder<RecipientFacts>(rows.Count);
            var recipientDecisions = ImmutableArray.CreateBuilder<CaseRecipientDecision>(rows.Count);
            var grants = ImmutableArray.CreateBuilder<CaseGrant>();
            var erased = ImmutableArray.CreateBuilder<int>();
            for (var i = 0; i < rows.Count; i++)
            {
                if (rows[i].IsEmpty)
                {
                    erased.Add(i);
                    recipients.Add(new Recipient { Identity = identities?[i] ?? "erased", Kind = RecipientKind.Person });
                    facts.Add(new RecipientFacts());
                    recipientDecisions.Add(new CaseRecipientDecision { Effect = Effect.Deny });
                    continue;
                }
                using var row = JsonDocument.Parse(rows[i]);
                var recipient = RecipientElements.Read(row.RootElement, identities?[i]);
                recipients.Add(recipient);
                contents[recipient.Content] = ContentElements.ReadOwn(row.RootElement, contents[recipient.Content]);
                if (row.RootElement.TryGetProperty("rewrites", out _))
                    contentDecisions[recipient.Content] = contentDecisions[recipient.Content] with
                    {
                        Rewrites = DecisionElements.ReadRewrites(row.RootElement),
                    };
                facts.Add(FactElements.Read(JsonElements.Member(row.RootElement, "facts")));
                grants.AddRange(GrantElements.Read(row.RootElement, i));
                recipientDecisions.Add(DecisionElements.ReadRecipient(JsonElements.Member(row.RootElement, "decision")));
            }
            return new CaseV1
            {
                Engine = JsonElements.Required(root, "engine"),
                Message = Head(message) with { Recipients = recipients.MoveToImmutable(), Contents = [.. contents] },
                Facts = FactElements.Read(JsonElements.Member(root, "facts"), facts.MoveToImmutable()),
                Grants = grants.ToImmutable(),
                Decision = DecisionElements.Read(decision, recipientDecisions.MoveToImmutable(), [.. contentDecisions]),
                Erased = erased.ToImmutable(),
            };
        });

    private static JsonElement Versioned(JsonDocument document)
    {
        var root = document.RootElement;
        return root.ValueKind == JsonValueKind.Object && JsonElements.Member(root, "v").GetInt32() == 1
            ? root
            : throw new JsonException("It is not a case of version 1.");
    }

    private static Message Head(JsonElement message) =>
        new()
        {
            At = JsonElements.Time(JsonElements.Member(message, "at")),
            Channel = JsonElements.Required(message, "channel"),
            Family = JsonElements.Required(message, "family"),
            Sender = JsonElements.Required(message, "sender"),
            Brand = JsonElements.Required(message, "brand"),
            Account = JsonElements.Required(message, "account"),
            Campaign = JsonElements.Optional(message, "campaign"),
            Purpose = JsonElements.Required(message, "purpose"),
            PurposeNamed = message.TryGetProperty("purposeNamed", out var named) && named.GetBoolean(),
            Declared = message.TryGetProperty("declared", out _) ? JsonElements.Named<Category>(message, "declared") : null,
            ByChannel = message.TryGetProperty("byChannel", out _) ? JsonElements.Named<Category>(message, "byChannel") : null,
            Industry = JsonElements.Optional(message, "industry"),
            EvidenceId = JsonElements.Optional(message, "evidenceId"),
            TemplateId = JsonElements.Optional(message, "templateId"),
            MinimumRecipients = message.TryGetProperty("minimumRecipients", out var minimum) ? minimum.GetInt32() : 1,
            Recipients = [],
            Contents = [],
        };

    /// <summary>Whatever is wrong with the bytes is one kind of error to the caller.</summary>
    private static CaseV1 Guarded(Func<CaseV1> read)
    {
        try
        {
            return read();
        }
        catch (Exception error)
            when (error is InvalidOperationException or FormatException or IndexOutOfRangeException or ArgumentException)
        {
            throw new JsonException("It is not a case.", error);
        }
    }
}
