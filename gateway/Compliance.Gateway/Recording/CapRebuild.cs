using Compliance.Audit;
using Compliance.Gateway.Stores.Frequency;

namespace Compliance.Gateway.Recording;

/// <summary>
/// Fills the counters from the audit log at start: a <c>cap</c> term on a subject's own row is a slot that was taken, an outcome that says
/// <c>released</c> gives it back, and a decision without an outcome keeps what it holds.
/// </summary>
internal static class CapRebuild
{
    /// <param name="entries"><see cref="AuditTrail.Scan"/> from the start of the longest window on.</param>
    /// <param name="root">The vault's root of a slot.</param>
    /// <returns>How many slots are held.</returns>
    public static int Run(MemoryCapStore caps, IEnumerable<EntryView> entries, Func<PersonSlot, PersonSlot> root)
    {
        var open = new Dictionary<string, Held>(StringComparer.Ordinal);
        var held = 0;
        foreach (var entry in entries)
        {
            if (entry.Type == "decision" && Read(entry, root) is { Rows.Count: > 0 } taken)
            {
                foreach (var (person, counter) in taken.Slots)
                    caps.Restore(person, counter, taken.At);
                held += taken.Slots.Count();
                open.Add(entry.Id, taken);
            }
            else if (entry.Type == "outcome" && entry.Of is { } id && open.TryGetValue(id, out var before))
            {
                foreach (var (person, counter) in Released(entry, before, root).ToList())
                {
                    caps.Release(person, counter, before.At);
                    held--;
                }

                if (before.Rows.Count == 0 || entry.Subjects.IsEmpty)
                    open.Remove(id);
            }
        }

        return held;
    }

    private static Held? Read(EntryView entry, Func<PersonSlot, PersonSlot> root)
    {
        if (!entry.Terms.Any(term => term.Name == "cap"))
            return null;
        var rows = new List<Row>();
        foreach (var subject in entry.Subjects)
        {
            var counters = subject
                .Terms.Select(i => entry.Terms[i])
                .Where(term => term.Name == "cap")
                .Select(term => CounterOf(term.Value))
                .Distinct()
                .ToArray();
            if (counters.Length > 0 && subject.Slot is { } slot)
                rows.Add(new Row(root(slot), counters));
        }

        return new Held(entry.At, rows);
    }

    private static IEnumerable<(PersonSlot Person, string Counter)> Released(
        EntryView outcome,
        Held held,
        Func<PersonSlot, PersonSlot> root
    )
    {
        if (outcome.Subjects.IsEmpty)
            return IsReleased(outcome, outcome.All) ? held.Slots : [];
        return outcome
            .Subjects.Where(subject => subject.Slot is not null && IsReleased(outcome, subject.Terms.AddRange(outcome.All)))
            .SelectMany(subject => held.Take(root(subject.Slot!.Value)));
    }

    private static bool IsReleased(EntryView outcome, IEnumerable<int> terms) =>
        terms.Any(i => outcome.Terms[i] is { Name: "slots", Value: "released" });

    /// <summary>A counter's name may hold an @ itself; the window's label never does.</summary>
    private static string CounterOf(string cap) => cap[..cap.LastIndexOf('@')];

    private sealed record Row(PersonSlot Person, string[] Counters);

    private sealed record Held(DateTimeOffset At, List<Row> Rows)
    {
        public IEnumerable<(PersonSlot Person, string Counter)> Slots =>
            Rows.SelectMany(row => row.Counters.Select(counter => (row.Person, counter)));

        public IEnumerable<(PersonSlot Person, string Counter)> Take(PersonSlot person)
        {
            var row = Rows.FindIndex(r => r.Person == person);
            if (row < 0)
                return [];
            var taken = Rows[row];
            Rows.RemoveAt(row);
            return taken.Counters.Select(counter => (person, counter));
        }
    }
}
