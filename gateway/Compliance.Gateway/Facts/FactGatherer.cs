using System.Collections.Immutable;
using Compliance.Audit;
using Compliance.Gateway.Credentials;
using Compliance.Gateway.Stores.Activity;
using Compliance.Gateway.Stores.Consent;
using Compliance.Gateway.Stores.Halts;
using Compliance.Gateway.Stores.Subjects;
using Compliance.Gateway.Stores.Suppression;
using Compliance.Rules.Facts;
using Compliance.Rules.Messages;

namespace Compliance.Gateway.Facts;

/// <summary>
/// Asks every store what the evaluator may know, all at the same time. A store that can't be asked, or is late, gives Unavailable: it MUST NOT look
/// as if there were nothing, and it MUST NOT end in an exception.
/// </summary>
internal sealed class FactGatherer(
    ISubjectStore subjects,
    IConsentStore consents,
    ISuppressionStore suppressions,
    IHaltStore halts,
    StoreDeadline deadline
)
{
    /// <param name="people">Root slots aligned with the recipients; default for who is not a person, or is not in the vault (dry run).</param>
    /// <param name="seen">What is known of the sender: counting this message, or only looking.</param>
    public async ValueTask<KnownFacts> GatherAsync(
        Message message,
        Fact<TemplateFact> template,
        CarriedContent carried,
        ImmutableArray<PersonSlot> people,
        Sender sender,
        ValueTask<Fact<SenderFact>> seen,
        CancellationToken cancel
    )
    {
        var asked = (
            Consents: deadline.OfAsync(consents.FindAsync(people, message.Brand, cancel), people.Length),
            Suppressions: deadline.OfAsync(suppressions.FindAsync(message.Recipients, people, message.At, cancel), people.Length),
            Subjects: deadline.OfAsync(subjects.FindAsync(people, message.At, cancel), people.Length),
            Halts: deadline.OfAsync(halts.CoveringAsync(message, carried, unnamed: message.Campaign == sender.Campaign)),
            Sender: deadline.OfAsync(seen)
        );
        var (consent, suppression, attributes) = (await asked.Consents, await asked.Suppressions, await asked.Subjects);
        var same = Same(message, people);
        var recipients = ImmutableArray.CreateBuilder<RecipientFacts>(people.Length);
        for (var i = 0; i < people.Length; i++)
        {
            recipients.Add(
                new RecipientFacts
                {
                    SameAs = same is not null && same[i] != i ? same[i] : null,
                    Consents = consent[i],
                    Suppression = suppression[i],
                    BirthYear = Of(attributes[i], static known => known.BirthYear is { } year ? Fact.Known(year) : Fact.Nothing<int>()),
                    TimeZone = Of(attributes[i], static known => known.TimeZone is { } zone ? Fact.Known(zone) : Fact.Nothing<string>()),
                    FormerTimeZones = attributes[i].IsKnown(out var known) ? known.FormerTimeZones : [],
                    Region = Of(attributes[i], static known => known.Region is { } region ? Fact.Known(region) : Fact.Nothing<string>()),
                    Segments = Of(
                        attributes[i],
                        static known =>
                            known.Segments.IsDefaultOrEmpty ? Fact.Nothing<ImmutableArray<string>>() : Fact.Known(known.Segments)
                    ),
                }
            );
        }

        return new KnownFacts
        {
            Template = template,
            Sender = await asked.Sender,
            Halts = await asked.Halts,
            Recipients = recipients.MoveToImmutable(),
        };
    }

    /// <summary>For each recipient the first who is the same person; in a dry run, where a stranger has no slot, who has the same identity.</summary>
    private static int[]? Same(Message message, ImmutableArray<PersonSlot> people)
    {
        if (people.Length < 2)
            return null;
        var first = new Dictionary<(PersonSlot, string?), int>(people.Length);
        var same = new int[people.Length];
        for (var i = 0; i < same.Length; i++)
        {
            var identity = people[i] == default ? message.Recipients[i].Identity : null;
            same[i] = first.TryAdd((people[i], identity), i) ? i : first[(people[i], identity)];
        }

        return same;
    }

    private static Fact<T> Of<T>(Fact<SubjectAttributes> attributes, Func<SubjectAttributes, Fact<T>> one) =>
        attributes.State switch
        {
            FactState.Unavailable => Fact.Unavailable<T>(),
            FactState.Known => one(attributes.Value!),
            _ => Fact.Nothing<T>(),
        };
}
