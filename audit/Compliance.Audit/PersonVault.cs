using System.Collections.Immutable;

namespace Compliance.Audit;

/// <summary>Who is who. Thread-safe; lookups are in memory, keyed by HMAC-SHA256 of the identity, which itself is stored nowhere.</summary>
public sealed class PersonVault
{
    /// <summary>Finds or makes the identity's slot. A new one becomes durable with the next entry that names it: whoever keeps a slot anywhere else MUST call <see cref="Link"/> first.</summary>
    public PersonSlot Resolve(string identity) => throw new NotImplementedException();

    public bool TryFind(string identity, out PersonSlot slot) => throw new NotImplementedException();

    /// <summary>The one slot that stands for the person after links; the slot itself when there are none.</summary>
    public PersonSlot Root(PersonSlot slot) => throw new NotImplementedException();

    /// <summary>All slots of the person, this one included.</summary>
    public ImmutableArray<PersonSlot> Linked(PersonSlot slot) => throw new NotImplementedException();

    /// <summary>These identities are one person's (one identity alone: keep its slot). Durable before it returns; rewrites nothing. Returns the root.</summary>
    /// <exception cref="AuditUnavailableException">It could not be made durable.</exception>
    public PersonSlot Link(IReadOnlyList<string> identities) => LinkAsync(identities).AsTask().GetAwaiter().GetResult();

    /// <summary><see cref="Link"/> without holding a thread: many at once share an fsync.</summary>
    public ValueTask<PersonSlot> LinkAsync(IReadOnlyList<string> identities) => throw new NotImplementedException();

    /// <summary>base64url of the first 16 bytes of HMAC-SHA256(person's key, origin, 0x00, quarter such as <c>2026Q4</c>, UTC).</summary>
    public string Pseudonym(PersonSlot slot, DateTimeOffset at) => throw new NotImplementedException();

    /// <summary>False: nobody's, or somebody's who was erased.</summary>
    public bool TryFindByPseudonym(string pseudonym, out PersonSlot slot) => throw new NotImplementedException();
}
