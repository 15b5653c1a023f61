using Compliance.Audit;
using Compliance.Gateway.Credentials;
using Compliance.Gateway.LivePolicies;
using Compliance.Gateway.Recording;

namespace Compliance.Gateway.Console.Filtering;

/// <summary>What completion offers: the keys, and the values that exist here now. Holds nobody's identity.</summary>
internal sealed class FilterVocabulary(LivePolicySet live, SenderRegistry senders, AuditTrail trail)
{
    private const int MostCampaigns = 200;

    public IReadOnlyList<VocabularyKey> Keys() =>
        [
            .. FilterKey.All.Select(key => new VocabularyKey(
                key.English,
                key.Chinese,
                key.Others,
                key.Example,
                key.CanBeNegated,
                [.. Values(key)]
            )),
        ];

    private IEnumerable<VocabularyValue> Values(FilterKey key) =>
        key.English switch
        {
            "rule" => live.Set.Rules.Select(rule => new VocabularyValue(rule.Id, rule.Title)),
            "law" => live
                .Set.Rules.SelectMany(rule => rule.Basis)
                .Select(basis => $"{basis.Law}/{basis.Article}")
                .Distinct()
                .Order(StringComparer.Ordinal)
                .Select(law => new VocabularyValue(law, null)),
            "sender" => senders.Senders.Select(sender => new VocabularyValue(sender.Name, null)),
            "campaign" => trail
                .TermValues(FilterKey.Campaign.Term!, MostCampaigns)
                .Where(campaign => !ClosedVocabulary.IsHidden(campaign))
                .Select(campaign => new VocabularyValue(campaign, null)),
            "channel" => key.Values.Select(value => new VocabularyValue(value.Value, value.Chinese)),
            _ => key.Values.Select(value => new VocabularyValue(value.Chinese, value.Value)),
        };
}

internal sealed record VocabularyKey(
    string English,
    string Chinese,
    IReadOnlyList<string> Others,
    string Example,
    bool Negatable,
    IReadOnlyList<VocabularyValue> Values
);

/// <param name="Text">As it is typed.</param>
/// <param name="Hint">What it means; found by as well.</param>
internal sealed record VocabularyValue(string Text, string? Hint);
