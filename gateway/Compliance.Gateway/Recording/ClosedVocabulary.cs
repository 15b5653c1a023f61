using System.Buffers.Text;
using System.Collections.Concurrent;
using System.Collections.Immutable;
using System.Security.Cryptography;
using System.Text;
using Compliance.Audit;
using Compliance.Gateway.Model;

namespace Compliance.Gateway.Recording;

/// <summary>
/// What a caller, a vendor or a file wrote, as it may stand where nothing can be changed any more: itself where it can only be the name of a thing,
/// else its HMAC. Who knows the value finds the entry by that; the value itself stands in the evidence alone.
/// </summary>
internal sealed class ClosedVocabulary(byte[] key)
{
    public const string ReceiptTerm = "receipt";

    /// <summary>The one term whose values others choose.</summary>
    public const string CampaignTerm = "campaign";

    /// <summary>Begins what stands for a value that is kept apart; no name in clear has this sign.</summary>
    private const char Sign = '~';

    private const int HashBytes = 16;
    private const int MostRemembered = 4096;

    private readonly ConcurrentDictionary<string, string> _known = new(StringComparer.Ordinal);

    /// <summary>A vendor's receipt (msgid, BizId, SerialNo): many look like phone numbers, so none stands in clear.</summary>
    public string Receipt(string receipt) => Hash($"receipt\0{receipt}");

    /// <summary>A sentence that somebody wrote may speak of anybody.</summary>
    public string OfProse(string value) => $"{Sign}{Hash($"name\0{value}")}";

    public string Of(string value)
    {
        if (_known.TryGetValue(value, out var known))
            return known;
        var kept = PlainName.Is(value) ? value : OfProse(value);
        if (value.Length > PlainName.Longest)
            return kept;
        // Strangers' values must not pile up; the few that a brand uses are soon back.
        if (_known.Count >= MostRemembered)
            _known.Clear();
        _known[value] = kept;
        return kept;
    }

    /// <summary>The same query, finding such a value as entries hold it now and as older ones do, in clear.</summary>
    public AuditQuery Spelled(AuditQuery query)
    {
        var hidden = query.Terms.IsDefault ? [] : query.Terms.Where(term => Spelled(term).Length > 1).ToList();
        return query with
        {
            Terms = query.Terms.IsDefault ? [] : query.Terms.RemoveRange(hidden),
            AnyOf =
            [
                .. (query.AnyOf.IsDefault ? [] : query.AnyOf).Select(any => any.SelectMany(one => Spelled(one)).ToImmutableArray()),
                .. hidden.Select(Spelled),
            ],
            Without = query.Without.IsDefault ? [] : [.. query.Without.SelectMany(one => Spelled(one))],
        };
    }

    private ImmutableArray<Term> Spelled(Term term) =>
        term.Name == CampaignTerm && Of(term.Value) is var kept && kept != term.Value ? [term with { Value = kept }, term] : [term];

    public static bool IsHidden(string kept) => kept.StartsWith(Sign);

    private string Hash(string what) =>
        Base64Url.EncodeToString(HMACSHA256.HashData(key, Encoding.UTF8.GetBytes(what)).AsSpan(0, HashBytes));
}
