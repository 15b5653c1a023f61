using System.Collections.Immutable;
using Compliance.Rules.Facts;
using Compliance.Rules.Messages;

namespace Compliance.Policies.Cases.Written;

/// <summary>A written case as the evaluator takes it.</summary>
internal static class CaseBuilder
{
    private static readonly DateTimeOffset LongAgo = new(2026, 9, 1, 9, 0, 0, TimeSpan.FromHours(8));

    public static (Message Message, KnownFacts Facts) Build(WrittenCase @case)
    {
        var people = People(@case);
        var family = ChannelCatalog.FamilyOf(@case.Message.Channel);
        var message = MessageOf(@case.Message, family, people);
        return (message, FactsOf(@case, message, people));
    }

    /// <summary>The people of the case, then copies of the last up to the audience.</summary>
    public static ImmutableArray<WrittenPerson> People(WrittenCase @case)
    {
        var people = @case.To.IsEmpty ? [new WrittenPerson()] : @case.To;
        var missing = (@case.Message.Audience ?? people.Length) - people.Length;
        return missing <= 0 ? people : people.AddRange(Enumerable.Repeat(people[^1], missing));
    }

    private static Message MessageOf(WrittenMessage written, string family, ImmutableArray<WrittenPerson> people) =>
        new()
        {
            Channel = ChannelCatalog.MemberOf(written.Channel),
            Family = family,
            Sender = written.Sender,
            Brand = written.Brand,
            At = written.At,
            Campaign = written.Campaign,
            Purpose = written.Purpose,
            Declared = written.Category,
            Industry = written.Industry,
            EvidenceId = written.Evidence,
            TemplateId = written.Template,
            Recipients = [.. people.Select((person, i) => new Recipient { Identity = $"subject:case-{i + 1}", Kind = person.Kind })],
            Contents = [new MessageContent { Fields = Fields(written) }],
        };

    private static ImmutableArray<ContentField> Fields(WrittenMessage written)
    {
        var fields = ImmutableArray.CreateBuilder<ContentField>();
        Add(written.Title, "title", FieldRole.Title);
        Add(written.Text, "text", FieldRole.Text);
        Add(written.Signature, "signature", FieldRole.Signature);
        foreach (var variable in written.Variables)
            fields.Add(
                new ContentField
                {
                    Name = $"variables.{variable.Name}",
                    Text = variable.Text,
                    Role = FieldRole.Variable,
                    Variable = variable.Name,
                }
            );
        return fields.ToImmutable();

        void Add(string? text, string name, FieldRole role)
        {
            if (text is not null)
                fields.Add(
                    new ContentField
                    {
                        Name = name,
                        Text = text,
                        Role = role,
                        Editable = written.Editable && role != FieldRole.Signature,
                    }
                );
        }
    }

    private static KnownFacts FactsOf(WrittenCase @case, Message message, ImmutableArray<WrittenPerson> people)
    {
        var facts = @case.Facts;
        return new KnownFacts
        {
            Template = facts.Template is { } template
                ? Fact.Known(
                    new TemplateFact
                    {
                        Id = message.TemplateId ?? "",
                        Text = template.Text,
                        Category = template.Category,
                        Signature = template.Signature,
                        Signatures = template.Signature is { } signature ? [signature] : [],
                        Variables = template.Variables.ToImmutableDictionary(variable => variable.Name, variable => variable.Type),
                        Confirmed = true,
                    }
                )
                : Fact.Nothing<TemplateFact>(),
            Sender = Fact.Known(
                new SenderFact
                {
                    LastMinute = facts.LastMinute,
                    MaxPerMinute = facts.MaxPerMinute,
                    BlastRadius = facts.BlastRadius,
                    Reached = facts.Reached,
                    Replayed = facts.Replayed,
                }
            ),
            Halts = facts.Halts.IsEmpty
                ? Fact.Nothing<ImmutableArray<HaltFact>>()
                : Fact.Known(facts.Halts.Select(reason => new HaltFact("all", reason)).ToImmutableArray()),
            Recipients = [.. people.Select(person => FactsOf(person, message))],
        };
    }

    private static RecipientFacts FactsOf(WrittenPerson person, Message message) =>
        new()
        {
            SameAs = person.SameAs - 1,
            Consents = Of<ImmutableArray<ConsentFact>>(
                person,
                PersonFact.Consents,
                person.Consent == WrittenConsent.None
                    ? null
                    : ImmutableArray.Create(
                        new ConsentFact
                        {
                            Channel = person.ConsentChannel ?? message.Family,
                            Purpose = person.ConsentPurpose ?? message.Purpose,
                            Granted = person.Consent == WrittenConsent.Granted,
                            At = person.ConsentAt,
                            Proof = "case",
                        }
                    )
            ),
            Suppression = OfReference(person, PersonFact.Suppression, person.Suppressed ? new SuppressionFact("投诉", LongAgo) : null),
            BirthYear = Of<int>(person, PersonFact.BirthYear, person.BirthYear),
            TimeZone = OfReference(person, PersonFact.TimeZone, person.TimeZone),
            Region = OfReference(person, PersonFact.Region, person.Region),
            Segments = Of<ImmutableArray<string>>(person, PersonFact.Segments, person.Segments.IsEmpty ? null : person.Segments),
        };

    private static Fact<T> Of<T>(WrittenPerson person, PersonFact fact, T? value)
        where T : struct
    {
        if (person.Unavailable.Contains(fact))
            return Fact.Unavailable<T>();
        return value is { } known && !person.Unknown.Contains(fact) ? Fact.Known(known) : Fact.Nothing<T>();
    }

    private static Fact<T> OfReference<T>(WrittenPerson person, PersonFact fact, T? value)
        where T : class
    {
        if (person.Unavailable.Contains(fact))
            return Fact.Unavailable<T>();
        return value is { } known && !person.Unknown.Contains(fact) ? Fact.Known(known) : Fact.Nothing<T>();
    }
}
