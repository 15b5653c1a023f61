using System.Collections.Immutable;
using Compliance.Audit;
using Compliance.Gateway.Model;
using Compliance.Gateway.Providers;

namespace Compliance.Gateway.Recording;

/// <summary>Read from the log, as an officer would.</summary>
internal sealed class RemovedSends(AuditTrail trail, ClosedVocabulary vocabulary) : IRemovedSends
{
    /// <summary>The term that says what somebody was removed for, where the rules' reasons don't.</summary>
    public const string Cause = "cause";

    private static readonly Term Denied = new("effect", "deny");

    public RemovedSend? Find(string channel, string sender, string identity, string? receipt, DateTimeOffset day)
    {
        if (!trail.Vault.TryFind(identity, out var slot))
            return null;
        var linked = trail.Vault.Linked(slot);
        var decisions = receipt is null ? OfDay(channel, sender, identity, day) : OfReceipt(receipt);
        return decisions
            .Where(entry => entry.Terms.Contains(new Term("sender", sender)) && entry.Terms.Contains(new Term("channel", channel)))
            .Select(entry => Removed(entry, linked))
            .FirstOrDefault(removed => removed is not null);
    }

    private IEnumerable<EntryView> OfDay(string channel, string sender, string identity, DateTimeOffset day) =>
        trail
            .Query(
                new AuditQuery
                {
                    Identity = identity,
                    Terms = [new Term("channel", channel), new Term("sender", sender), Denied],
                    From = day,
                    To = day.AddDays(1),
                }
            )
            .Items;

    private IEnumerable<EntryView> OfReceipt(string receipt) =>
        trail
            .Query(new AuditQuery { Terms = [new Term(ClosedVocabulary.ReceiptTerm, vocabulary.Receipt(receipt))], Types = ["outcome"] })
            .Items.Select(outcome => trail.Find(outcome.Of!))
            .OfType<EntryView>();

    private RemovedSend? Removed(EntryView entry, ImmutableArray<PersonSlot> linked)
    {
        var pseudonyms = linked.Select(slot => trail.Vault.Pseudonym(slot, entry.At)).ToHashSet(StringComparer.Ordinal);
        foreach (var subject in entry.Subjects.Where(subject => pseudonyms.Contains(subject.Pseudonym)))
        {
            var terms = subject.Terms.AddRange(entry.All).Select(index => entry.Terms[index]).ToList();
            if (!terms.Contains(Denied))
                continue;
            if (terms.Find(term => term.Name == Cause) is { Value: { } cause } && RefusalKinds.Named(cause) is { } lifted)
                return new RemovedSend(entry.At, lifted);
            var kinds = terms.Where(term => term.Name == "reason").Select(term => RefusalKinds.Of(term.Value)).ToList();
            var kind = kinds.Count == 0 || kinds.Contains(RefusalKind.Person) ? RefusalKind.Person : kinds.Min();
            return new RemovedSend(entry.At, kind);
        }

        return null;
    }
}
