using Compliance.Audit;
using Compliance.Gateway.Providers;
using Compliance.Rules.Messages;

namespace Compliance.Gateway.Admin;

/// <summary>The query of <c>GET /api/decisions</c>. All that is given must hold; with an identity, on that person's own row.</summary>
internal sealed record DecisionFilter(
    string? Identity,
    string? Channel,
    string? Campaign,
    string? Sender,
    string? Rule,
    string? Law,
    string? Effect,
    string? Revision,
    string? Receipt,
    string? From,
    string? To,
    string? Cursor,
    int? Limit
)
{
    private const int Most = 1_000;

    /// <summary>A receipt names one push: nothing is left to be asked beside it.</summary>
    public Fault? ToReceipt() =>
        this with { Receipt = null } == new DecisionFilter(null, null, null, null, null, null, null, null, null, null, null, null, null)
            ? null
            : new Fault("receipt", "receipt 只能单独查询", "去掉其他条件：一个回执号只对应一次推送。");

    /// <param name="contact">The identity, masked; null when none was asked for.</param>
    public Fault? ToQuery(out AuditQuery query, out string? contact)
    {
        contact = null;
        query = new AuditQuery { Cursor = Cursor, Limit = Limit ?? 50 };
        if (Limit is < 1 or > Most)
            return new Fault("limit", "limit 超出范围", $"写 1 到 {Most}。");
        if (Terms(out var terms) is { } fault)
            return fault;
        query = query with { Terms = [.. terms] };
        if (Identity is not null)
        {
            // In a query an unencoded + arrives as a space.
            if (
                !Model.Identity.TryParse(
                    Identity.Replace("phone: ", "phone:+", StringComparison.Ordinal),
                    out var identity,
                    out var problem
                )
            )
                return new Fault("identity", problem, "写成 kind:value 并做 URL 编码，例如 phone%3A%2B86…。");
            query = query with { Identity = identity.Text };
            contact = identity.Masked;
        }

        if (From is not null)
        {
            if (!Instant.TryParse(From, out var from))
                return Instant.Fault("from");
            query = query with { From = from };
        }

        if (To is not null)
        {
            if (!Instant.TryParse(To, out var to))
                return Instant.Fault("to");
            query = query with { To = to };
        }

        return null;
    }

    private Fault? Terms(out List<Term> terms)
    {
        terms = [];
        if (Channel is { } channel)
        {
            if (!ChannelCatalog.IsChannelOrFamily(channel))
                return new Fault("channel", "不认识这个通道", $"写通道族 {string.Join('、', ChannelCatalog.Families)}，或者具体通道。");
            terms.Add(new Term(ChannelCatalog.IsChannel(channel) ? "channel" : "family", channel));
        }

        Add(terms, "campaign", Campaign);
        Add(terms, "sender", Sender);
        Add(terms, "rule", Rule);
        Add(terms, "revision", Revision);
        if (Law is { } law)
        {
            if (!law.Contains('/'))
                return new Fault("law", "法条的写法不对", "写成 法律名/条，例如 个人信息保护法/13。");
            terms.Add(new Term("law", law));
        }

        switch (Effect)
        {
            case null:
                return null;
            case "permit" or "deny":
                terms.Add(new Term("effect", Effect));
                return null;
            case "partial" when Identity is null:
                terms.AddRange([new Term("effect", "permit"), new Term("effect", "deny")]);
                return null;
            default:
                return new Fault("effect", "不认识这个结果", "写 permit、deny；不按人查询时也可写 partial。");
        }
    }

    private static void Add(List<Term> terms, string name, string? value)
    {
        if (!string.IsNullOrEmpty(value))
            terms.Add(new Term(name, value));
    }
}
