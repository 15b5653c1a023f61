using System.Collections.Frozen;
using System.Collections.Immutable;
using System.ComponentModel;
using System.ComponentModel.DataAnnotations;
using Compliance.Rules.Messages;

namespace Compliance.Rules.PolicySets;

/// <summary>What personal data may be used for; from a pack's <c>purposes.yaml</c>. A consent to anything that is not listed is a basis for nothing.</summary>
public sealed record PurposeRecord
{
    [Description("目的编号：同意、请求头 Compliance-Purpose 和发送方的 Purposes 用的就是它")]
    [RegularExpression("^[a-z0-9]+(-[a-z0-9]+)*$")]
    public required string Id { get; init; }

    [Description("一句话说明")]
    public required string Title { get; init; }

    [Description("为这个目的可以发哪一类消息")]
    public required Category Category { get; init; }

    [Description("法律依据，至少一条")]
    [MinLength(1)]
    public required ImmutableArray<LawBasis> Basis { get; init; }
}

/// <summary>The purposes of a set. One that lists none leaves the word free.</summary>
public sealed class Purposes(ImmutableArray<PurposeRecord> listed)
{
    private readonly FrozenDictionary<string, Category> _categories = listed
        .DistinctBy(record => record.Id)
        .ToFrozenDictionary(record => record.Id, record => record.Category, StringComparer.Ordinal);

    public bool IsEmpty => _categories.Count == 0;

    public bool Has(string purpose) => IsEmpty || _categories.ContainsKey(purpose);

    /// <summary>Null when it is not listed.</summary>
    public Category? CategoryOf(string purpose) => _categories.TryGetValue(purpose, out var category) ? category : null;

    public string Known => string.Join("、", _categories.Keys.Order(StringComparer.Ordinal));
}
