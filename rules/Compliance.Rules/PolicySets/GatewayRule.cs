namespace Compliance.Rules.PolicySets;

/// <summary>
/// What the gateway refuses by itself, whatever the policies say. No kind of YAML: it can't be switched off, and a pack can't be named <c>gateway</c>.
/// </summary>
public sealed record GatewayRule : Rule
{
    /// <summary>Pack of every built-in rule and first part of its id.</summary>
    public const string BuiltIn = "gateway";

    /// <summary>No lawful basis can be found for whoever stands behind a tag, a segment or "all" (PIPL Art. 13).</summary>
    public static GatewayRule Unresolvable { get; } =
        Refusing("unresolvable", "收件人无法逐人核对", "无法确定收件人是谁，因此不能核对其同意；请改为逐人发送", "个人信息保护法", "13");

    public static GatewayRule NoLawfulBasis { get; } =
        Refusing("no-lawful-basis", "没有适用的合法性基础规则", "没有任何规则说明可以依据什么向此人发送这类消息", "个人信息保护法", "13");

    /// <summary>One person stands in the message more than once, and would get one text more than once.</summary>
    public static GatewayRule Repeated { get; } =
        Refusing("repeated", "同一人重复", "同一批中，同样的内容只发给同一个人一次", "民法典", "1033");

    public static GatewayRule BelowMinimum { get; } =
        Refusing("below-minimum", "剩余收件人不足", "移除不能发送的收件人后，人数少于通道或者发送方要求的最低人数", "个人信息保护法", "6");

    public static GatewayRule Halted { get; } =
        Refusing("halted", "已被紧急停发", "该活动、发送方、通道、模板或者文案已被停发", "广告法", "45");

    public static GatewayRule FactsUnavailable { get; } =
        Refusing("facts-unavailable", "核对所需的信息查不到", "核对所需的信息暂时查不到，不能放行；请稍后重试", "个人信息保护法", "9");

    /// <summary>Nobody can have consented to what is not written down anywhere.</summary>
    public static GatewayRule PurposeUnknown { get; } =
        Refusing("purpose-unknown", "没有登记的目的", "这个目的不在规则包的 purposes.yaml 里，不能用来发送", "个人信息保护法", "6");

    /// <summary>What the variant turned out to be is a purpose that its sender may not pursue.</summary>
    public static GatewayRule PurposeNotAllowed { get; } =
        Refusing(
            "purpose-not-allowed",
            "发送方不得使用这一目的",
            "这份文案是营销内容，而该发送方没有营销这一目的的权限",
            "个人信息保护法",
            "6"
        );

    /// <summary>Recorded, never refusing: the message is judged as marketing.</summary>
    public static GatewayRule TemplateUnknown { get; } =
        Refusing("template-unknown", "模板未登记", "模板未登记，按营销处理，变量照常核对", "广告法", "34") with
        {
            Then = Outcome.Record,
        };

    /// <summary>A refusal of the gateway's own, e.g. before a message could be judged.</summary>
    /// <param name="reason">Kebab-case; the id becomes <c>gateway/reason</c>.</param>
    /// <param name="title">In Chinese.</param>
    /// <param name="message">What the caller is told, in Chinese.</param>
    public static GatewayRule Refusing(string reason, string title, string message, string law, string article) =>
        new()
        {
            Id = $"{BuiltIn}/{reason}",
            Pack = BuiltIn,
            Title = title,
            Message = message,
            Basis = [new() { Law = law, Article = article }],
            Owner = BuiltIn,
            ReviewDue = DateOnly.MaxValue,
            Effective = new() { From = DateOnly.MinValue },
            Then = Outcome.Deny,
        };
}
