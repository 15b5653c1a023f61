using System.Collections.Immutable;
using Compliance.Audit;
using Compliance.Gateway.Model;

namespace Compliance.Gateway.Stores.Subjects;

/// <summary>
/// Judges which identities may become one person's, line after line, before any of them does. Joining hands over consents and counts, so nobody
/// may be joined to another by the way: an identity that another named subject has, a second WeCom customer and a fourth phone are refused.
/// </summary>
internal sealed class LinkPlan(PersonVault vault, ISubjectStore subjects)
{
    private const int MostPhones = 3;
    private const int MostCustomers = 1;

    private readonly Dictionary<PersonSlot, Party> _known = [];
    private readonly Dictionary<string, Party> _new = new(StringComparer.Ordinal);

    /// <summary>Joins the identities in the plan, or says why they must stay apart.</summary>
    /// <param name="forced">Somebody who may decide has decided.</param>
    public LinkConflict? Join(ImmutableArray<Identity> identities, bool forced)
    {
        var parties = identities.Select(PartyOf).Distinct().ToList();
        var whole = new Party(parties);
        var conflict = forced || parties.Count == 1 ? null : Conflict(identities, parties, whole);
        if (conflict is not null)
            return conflict;
        foreach (var root in whole.Roots)
            _known[root] = whole;
        foreach (var member in whole.Members.Keys)
        {
            if (_new.ContainsKey(member))
                _new[member] = whole;
        }

        return null;
    }

    /// <summary>Why they must stay apart unless somebody decides otherwise; the plan stays as it is.</summary>
    public LinkConflict? Conflict(ImmutableArray<Identity> identities)
    {
        var parties = identities.Select(PartyOf).Distinct().ToList();
        return parties.Count == 1 ? null : Conflict(identities, parties, new Party(parties));
    }

    /// <summary>The identity is about to leave whoever has it.</summary>
    public void Release(Identity identity)
    {
        if (vault.TryFind(identity.Text, out var slot))
            PartyOf(identity).Members.Remove(Key(slot));
    }

    private LinkConflict? Conflict(ImmutableArray<Identity> identities, List<Party> parties, Party whole)
    {
        var own = identities.Where(identity => identity.Kind == "subject").Select(identity => (Identity?)identity).FirstOrDefault();
        var home = own is { } name ? PartyOf(name) : parties.Find(party => party.IsNamed);
        for (var i = 0; i < identities.Length; i++)
        {
            var party = PartyOf(identities[i]);
            if (party != home && party.IsNamed)
                return new LinkConflict(identities[i], $"{identities[i].Masked} 已属于另一个登记过的人（{party.Name}）", party.Name);
        }

        return TooMany("wecom", MostCustomers, "企业微信客户号") ?? TooMany("phone", MostPhones, "手机号");

        LinkConflict? TooMany(string kind, int most, string what) =>
            whole.Count(kind) > Math.Max(most, parties.Max(party => party.Count(kind)))
                ? new LinkConflict(
                    identities.LastOrDefault(identity => identity.Kind == kind),
                    $"这个人会有 {whole.Count(kind)} 个{what}（{string.Join('、', whole.Shown(kind))}），最多 {most} 个"
                )
                : null;
    }

    private Party PartyOf(Identity identity)
    {
        if (!vault.TryFind(identity.Text, out var slot))
            return _new.TryGetValue(identity.Text, out var planned)
                ? planned
                : _new[identity.Text] = new Party([]) { Members = { [identity.Text] = (identity.Kind, identity.Masked) } };
        var root = vault.Root(slot);
        if (!_known.TryGetValue(root, out var party))
        {
            _known[root] = party = new Party([]) { Roots = { root } };
            foreach (var told in subjects.Told(vault.Linked(root)))
                party.Members[Key(told.Slot)] = (told.Kind, told.Masked);
        }

        party.Members[Key(slot)] = (identity.Kind, identity.Masked);
        return party;
    }

    private static string Key(PersonSlot slot) => $"slot {slot.Value}";

    /// <summary>Who is one person, as far as the plan goes.</summary>
    private sealed class Party
    {
        public Party(IEnumerable<Party> parts)
        {
            foreach (var part in parts)
            {
                Roots.UnionWith(part.Roots);
                foreach (var (key, member) in part.Members)
                    Members[key] = member;
            }
        }

        public HashSet<PersonSlot> Roots { get; } = [];

        public Dictionary<string, (string? Kind, string? Masked)> Members { get; } = [];

        /// <summary>Told of under a name; who was told of before kinds were kept may have had one.</summary>
        public bool IsNamed => Members.Values.Any(member => member.Kind is "subject" or null);

        public string Name => Members.Values.FirstOrDefault(member => member.Kind == "subject").Masked ?? "早先登记";

        public int Count(string kind) => Members.Values.Count(member => member.Kind == kind);

        public IEnumerable<string> Shown(string kind) =>
            Members.Values.Where(member => member.Kind == kind).Select(member => member.Masked!);
    }
}

/// <param name="Identity">The one that can't be joined.</param>
/// <param name="What">In Chinese, masked.</param>
/// <param name="HeldBy">Who has it, masked; null where there would only be too many.</param>
internal sealed record LinkConflict(Identity Identity, string What, string? HeldBy = null);
