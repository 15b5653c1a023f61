using System.Collections.Concurrent;
using System.Collections.Immutable;
using System.Security.Cryptography;
using System.Text;
using Compliance.Audit.Vaulting;

namespace Compliance.Audit;

/// <summary>Who is who. Thread-safe; lookups are in memory, keyed by HMAC-SHA256 of the identity, which itself is stored nowhere.</summary>
public sealed class PersonVault
{
    // Below 2^53, so that no JSON reader rounds one.
    private const long SlotLimit = 1L << 53;

    private readonly ConcurrentDictionary<LookupHash, Person> _byIdentity = new();
    private readonly ConcurrentDictionary<long, Person> _bySlot = new();
    private readonly ConcurrentDictionary<Quarter, QuarterNames> _names = new();
    private readonly List<Person> _people = []; // in the order in which they came
    private readonly ConcurrentDictionary<string, ClassKey> _classKeys = new();
    private volatile NamedKey? _lastKey;
    private readonly Lock _changing = new();
    private readonly VaultKeys _keys;
    private readonly byte[] _origin;
    private readonly TimeProvider _clock;
    private readonly Func<VaultChange[], Person[], ValueTask> _journal;
    private Quarter _oldest;

    /// <param name="journal">Makes changes durable, after the definitions of those people that are still pending.</param>
    internal PersonVault(
        VaultKeys keys,
        VaultFile file,
        string origin,
        TimeProvider clock,
        Func<VaultChange[], Person[], ValueTask> journal
    )
    {
        (_keys, _origin, _clock, _journal) = (keys, Encoding.UTF8.GetBytes(origin), clock, journal);
        _oldest = new Quarter(clock.GetUtcNow());
        foreach (var (name, wrapped) in file.ClassKeys())
            Apply(new VaultChange.NewClassKey(name, wrapped));
        var linked = new Dictionary<long, List<long>>();
        foreach (var (slot, lookup, wrapped, root) in file.Slots())
        {
            Apply(new VaultChange.NewSlot(slot, lookup, wrapped));
            if (root == slot)
                continue;
            if (!linked.TryGetValue(root, out var members))
                linked.Add(root, members = [root]);
            members.Add(slot);
        }
        foreach (var (root, members) in linked)
            Apply(new VaultChange.Link(root, [.. members]));
    }

    /// <summary>Finds or makes the identity's slot. A new one becomes durable with the next entry that names it: whoever keeps a slot anywhere else MUST call <see cref="Link"/> first.</summary>
    public PersonSlot Resolve(string identity) => new(PersonOf(identity).Slot);

    public bool TryFind(string identity, out PersonSlot slot)
    {
        var found = _byIdentity.TryGetValue(_keys.Lookup(identity), out var person);
        slot = new PersonSlot(found ? person!.Slot : 0);
        return found;
    }

    /// <summary>The one slot that stands for the person after links; the slot itself when there are none.</summary>
    public PersonSlot Root(PersonSlot slot)
    {
        if (!_bySlot.TryGetValue(slot.Value, out var person) || person.Group is null)
            return slot;
        lock (_changing)
            return new PersonSlot(person.Group is { } group ? group[0].Slot : slot.Value);
    }

    /// <summary>All slots of the person, this one included.</summary>
    public ImmutableArray<PersonSlot> Linked(PersonSlot slot)
    {
        if (!_bySlot.TryGetValue(slot.Value, out var person) || person.Group is null)
            return [slot];
        lock (_changing)
            return person.Group is { } group ? [.. group.Select(member => new PersonSlot(member.Slot))] : [slot];
    }

    /// <summary>These identities are one person's (one identity alone: keep its slot). Durable before it returns; rewrites nothing. Returns the root.</summary>
    /// <exception cref="AuditUnavailableException">It could not be made durable.</exception>
    public PersonSlot Link(IReadOnlyList<string> identities) => LinkAsync(identities).AsTask().GetAwaiter().GetResult();

    /// <summary><see cref="Link"/> without holding a thread: many at once share an fsync.</summary>
    public async ValueTask<PersonSlot> LinkAsync(IReadOnlyList<string> identities)
    {
        if (identities.Count == 0)
            throw new ArgumentException("no identity to link", nameof(identities));
        var people = identities.Select(PersonOf).Distinct().ToArray();
        VaultChange.Link? link = null;
        lock (_changing)
        {
            var root = (people[0].Group ?? [people[0]])[0];
            // Every member is said again, so that the change alone rebuilds the group.
            var members = people
                .SelectMany(person => person.Group ?? [person])
                .Prepend(root)
                .Distinct()
                .Select(person => person.Slot)
                .ToImmutableArray();
            if (people.Length > 1 && people.Any(person => person.Group is null || person.Group != people[0].Group))
                link = new VaultChange.Link(root.Slot, members);
        }
        if (link is null && people.All(person => person.Durable))
            return Root(new PersonSlot(people[0].Slot));
        await _journal(link is null ? [] : [link], people);
        if (link is not null)
            Apply(link);
        return Root(new PersonSlot(people[0].Slot));
    }

    /// <summary>
    /// The identity is somebody else's from now on: its slot, with all that was kept under it, stays with the person who had it, and whoever is resolved by the
    /// identity is new. Durable before it returns.
    /// </summary>
    /// <returns>False: nobody has the identity.</returns>
    /// <exception cref="AuditUnavailableException">It could not be made durable.</exception>
    public async ValueTask<bool> ReleaseAsync(string identity)
    {
        if (!_byIdentity.TryGetValue(_keys.Lookup(identity), out var person))
            return false;
        var release = new VaultChange.Release(person.Slot, new LookupHash(RandomNumberGenerator.GetBytes(VaultKeys.KeySize)));
        await _journal([release], [person]);
        Apply(release);
        return true;
    }

    /// <summary>The keyed hash under which the vault knows an identity: by it something may be kept of an identity whose person is forgotten.</summary>
    public byte[] Fingerprint(string identity) => _keys.Lookup(identity).ToArray();

    /// <inheritdoc cref="Fingerprint(string)" />
    public byte[] Fingerprint(PersonSlot slot) => Find(slot).Lookup.ToArray();

    /// <summary>base64url of the first 16 bytes of HMAC-SHA256(person's key, origin, 0x00, quarter such as <c>2026Q4</c>, UTC).</summary>
    /// <exception cref="ArgumentException">No such slot, or the person was erased.</exception>
    public string Pseudonym(PersonSlot slot, DateTimeOffset at) =>
        Find(slot) is { Erased: false } person
            ? Pseudonym(person, new Quarter(at))
            : throw new ArgumentException("the slot's person was erased");

    /// <summary>False: nobody's, or somebody's who was erased.</summary>
    public bool TryFindByPseudonym(string pseudonym, out PersonSlot slot)
    {
        for (var quarter = new Quarter(_clock.GetUtcNow()); quarter.Number >= _oldest.Number; quarter = quarter.Before)
            if (TryFindByPseudonym(pseudonym, quarter, out slot))
                return true;
        slot = default;
        return false;
    }

    internal VaultKeys Keys => _keys;

    internal bool TryFindByPseudonym(string pseudonym, Quarter quarter, out PersonSlot slot)
    {
        var names = _names.GetOrAdd(quarter, _ => new());
        lock (_changing)
        {
            // Each person's name in a quarter is made once.
            for (; names.Next < _people.Count; names.Next++)
                if (_people[names.Next] is { Erased: false } person)
                    names.Slots[Person.Name(person.Key(_keys), _origin, quarter)] = person.Slot;
            var found = names.Slots.TryGetValue(pseudonym, out var value) && !_bySlot[value].Erased;
            slot = new PersonSlot(found ? value : 0);
            return found;
        }
    }

    /// <summary>Nothing in the log is older.</summary>
    internal void Reaches(DateTimeOffset oldest)
    {
        if (new Quarter(oldest).Number < _oldest.Number)
            _oldest = new Quarter(oldest);
    }

    internal Quarter Oldest => _oldest;

    internal Person Find(PersonSlot slot) =>
        _bySlot.TryGetValue(slot.Value, out var person) ? person : throw new ArgumentException("no such slot");

    internal string Pseudonym(Person person, Quarter quarter)
    {
        if (quarter.Number < _oldest.Number)
            _oldest = quarter;
        return person.Pseudonym(_keys, _origin, quarter);
    }

    /// <summary>Every name the person ever had, for finding their rows.</summary>
    internal IEnumerable<string> Pseudonyms(Person person)
    {
        for (var quarter = new Quarter(_clock.GetUtcNow().AddDays(1)); quarter.Number >= _oldest.Number; quarter = quarter.Before)
            yield return Person.Name(person.Key(_keys), _origin, quarter);
    }

    /// <summary>The key of shared evidence: one for each retention class and quarter, so that a class can be let go by quarters.</summary>
    internal ClassKey KeyOf(string retentionClass, Quarter quarter)
    {
        // Nearly always the one before.
        if (_lastKey is { } last && last.Quarter == quarter && last.RetentionClass == retentionClass)
            return last.Key;
        var name = $"{retentionClass}/{quarter}";
        lock (_changing)
        {
            if (!_classKeys.TryGetValue(name, out var key))
            {
                var plain = RandomNumberGenerator.GetBytes(VaultKeys.KeySize);
                key = _classKeys[name] = new ClassKey(name, plain, _keys.Wrap(plain, 0)) { Pending = true };
            }
            _lastKey = new NamedKey(retentionClass, quarter, key);
            return key;
        }
    }

    /// <summary>From here on the identities are new people's, and nothing more is written under the old keys.</summary>
    internal Person[] Detach(PersonSlot slot)
    {
        lock (_changing)
        {
            var person = Find(slot);
            var people = person.Group?.ToArray() ?? [person];
            foreach (var one in people)
            {
                one.Leaving = true;
                _byIdentity.TryRemove(new(one.Lookup, one));
            }
            return people;
        }
    }

    /// <summary>Undoes <see cref="Detach"/>, unless somebody has come anew in between.</summary>
    internal void Attach(Person[] people)
    {
        lock (_changing)
        {
            foreach (var one in people)
            {
                one.Leaving = false;
                _byIdentity.TryAdd(one.Lookup, one);
            }
        }
    }

    /// <summary>Takes a durable change in, at recovery or after the journal has it.</summary>
    internal void Apply(VaultChange change)
    {
        lock (_changing)
        {
            switch (change)
            {
                case VaultChange.NewSlot made when !_bySlot.ContainsKey(made.Slot):
                    Add(new Person(made.Slot, made.Lookup, made.Wrapped));
                    break;
                case VaultChange.Release release when _bySlot.TryGetValue(release.Slot, out var person):
                    _byIdentity.TryRemove(new(person.Lookup, person));
                    person.Lookup = release.Nobody;
                    break;
                case VaultChange.NewClassKey key:
                    _classKeys.TryAdd(key.Name, new ClassKey(key.Name, _keys.Unwrap(key.Wrapped, 0), key.Wrapped));
                    break;
                case VaultChange.Link link:
                    Join(link);
                    break;
                case VaultChange.Erase erase:
                    foreach (var slot in erase.Slots)
                        Forget(slot);
                    break;
            }
        }
    }

    private void Join(VaultChange.Link link)
    {
        var group = new List<Person>();
        foreach (var slot in link.Members)
            if (_bySlot.TryGetValue(slot, out var member))
                foreach (var one in member.Group ?? [member])
                    if (!group.Contains(one))
                        group.Add(one);
        // Two links at the same time may each have named a root: the later one in the journal decides.
        group.Sort((a, b) => (b.Slot == link.Root).CompareTo(a.Slot == link.Root));
        foreach (var member in group)
            member.Group = group;
    }

    private void Forget(long slot)
    {
        if (!_bySlot.TryGetValue(slot, out var person))
            return;
        _byIdentity.TryRemove(new(person.Lookup, person));
        person.Shred();
    }

    private Person PersonOf(string identity)
    {
        ArgumentException.ThrowIfNullOrEmpty(identity);
        var lookup = _keys.Lookup(identity);
        if (_byIdentity.TryGetValue(lookup, out var person))
            return person;
        lock (_changing)
        {
            if (_byIdentity.TryGetValue(lookup, out person))
                return person;
            var slot = RandomSlot();
            person = new Person(slot, lookup, _keys.Wrap(RandomNumberGenerator.GetBytes(VaultKeys.KeySize), slot))
            {
                Pending = true,
                Durable = false,
            };
            Add(person);
            return person;
        }
    }

    private void Add(Person person)
    {
        _people.Add(person);
        // In this order: whoever finds the identity, without the lock, finds the slot as well.
        _bySlot[person.Slot] = person;
        _byIdentity[person.Lookup] = person;
    }

    private long RandomSlot()
    {
        while (true)
        {
            var slot = BitConverter.ToInt64(RandomNumberGenerator.GetBytes(8)) & (SlotLimit - 1);
            if (slot != 0 && !_bySlot.ContainsKey(slot))
                return slot;
        }
    }

    private sealed record NamedKey(string RetentionClass, Quarter Quarter, ClassKey Key);

    private sealed class QuarterNames
    {
        public Dictionary<string, long> Slots { get; } = [];

        public int Next { get; set; }
    }
}
