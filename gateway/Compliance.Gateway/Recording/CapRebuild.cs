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
    public static async Task<int> RunAsync(ICapStore caps, IEnumerable<EntryView> entries, Func<PersonSlot, PersonSlot> root)
    {
        var open = new Dictionary<string, Held>(StringComparer.Ordinal);
        var restored = 0;
        foreach (var entry in entries)
        {
            if (entry.Type == "decision" && Read(entry, root) is { Rows.Count: > 0 } taken)
            {
                open.Add(entry.Id, taken);
            }
            else if (entry.Type == "outcome" && entry.Of is { } id && open.TryGetValue(id, out var held))
            {
                GiveBack(entry, held, root);
                // What an outcome says of single people a later one may still take back.
                if (held.Rows.Count > 0 && !entry.Subjects.IsEmpty)
                    continue;
                restored += await RestoreAsync(caps, held.At, held.Rows);
                open.Remove(id);
            }
        }

        foreach (var held in open.Values)
            restored += await RestoreAsync(caps, held.At, held.Rows);
        return restored;
    }

    private static async Task<int> RestoreAsync(ICapStore caps, DateTimeOffset at, IEnumerable<Row> rows)
    {
        var slots = rows.SelectMany(row => row.Counters.Select(counter => (row.Person, counter))).ToList();
        await caps.RestoreAsync(at, slots);
        return slots.Count;
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

    private static void GiveBack(EntryView outcome, Held held, Func<PersonSlot, PersonSlot> root)
    {
        if (outcome.Subjects.IsEmpty && IsReleased(outcome, outcome.All))
            held.Rows.Clear();
        foreach (var subject in outcome.Subjects)
        {
            if (subject.Slot is { } slot && IsReleased(outcome, subject.Terms.AddRange(outcome.All)))
                held.Drop(root(slot));
        }
    }

    private static bool IsReleased(EntryView outcome, IEnumerable<int> terms) =>
        terms.Any(i => outcome.Terms[i] is { Name: "slots", Value: "released" });

    /// <summary>A counter's name may hold an @ itself; the window's label never does.</summary>
    private static string CounterOf(string cap) => cap[..cap.LastIndexOf('@')];

    private sealed record Row(PersonSlot Person, string[] Counters);

    private sealed record Held(DateTimeOffset At, List<Row> Rows)
    {
        /// <summary>One row: somebody who stands twice in a batch holds two.</summary>
        public void Drop(PersonSlot person)
        {
            var place = Rows.FindIndex(row => row.Person == person);
            if (place >= 0)
                Rows.RemoveAt(place);
        }
    }
}
