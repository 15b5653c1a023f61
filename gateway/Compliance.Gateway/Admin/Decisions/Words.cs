using Compliance.Rules.Decisions;

namespace Compliance.Gateway.Admin.Decisions;

/// <summary>Kept codes in the words of the people who read them.</summary>
internal static class Words
{
    public static string Effect(DecisionEffect effect) =>
        effect switch
        {
            DecisionEffect.Permit => "全部放行",
            DecisionEffect.Partial => "部分放行",
            _ => "全部拒绝",
        };

    public static string Outcome(string? outcome) =>
        outcome switch
        {
            "accepted" => "服务商已受理",
            "refused" => "服务商拒绝",
            "failed" => "没有发出",
            "unknown" => "服务商没有给出明确答复，可能已发出",
            "in-doubt" => "存疑：网关在得到答复前中断，可能已发出",
            _ => "等待服务商答复",
        };

    /// <param name="done">False: nobody was sent to; null: the evidence that would tell is gone.</param>
    public static string Obligation(string kind, bool? done)
    {
        var duty = kind switch
        {
            "mask" => "脱敏",
            "append" => "追加",
            "drop-field" => "删除该字段",
            _ => kind,
        };
        return done switch
        {
            true => $"已{duty}",
            false => $"要求{duty}，没有发出",
            null => $"要求{duty}",
        };
    }

    public static string Severity(string severity) =>
        severity switch
        {
            "block" => "禁止",
            "evidence" => "需要证据",
            "review" => "需要人工审核",
            _ => "提示",
        };

    public static string Remedy(string remedy, DateTimeOffset? retryAt) =>
        remedy switch
        {
            "evidence" => "补充证据编号（Compliance-Evidence）后可重新发送。",
            "review" => "经人工审核通过后可重新发送。",
            "retry-at" when retryAt is { } at => $"{Time(at)} 起可重新发送。",
            _ => "",
        };

    public static string Reason(string reason) =>
        reason switch
        {
            Reasons.NoConsent => "没有查到此人的同意",
            Reasons.Withdrawn => "此人已撤回同意或拒收",
            Reasons.Expired => "同意已过有效期",
            Reasons.NoProof => "同意没有证明编号",
            Reasons.NoLawfulBasis => "没有适用的合法性基础",
            Reasons.Unresolvable => "无法确定收件人是谁",
            Reasons.Suppressed => "此人在黑名单中",
            Reasons.UnderAge => "未达到年龄要求",
            Reasons.UnknownAge => "年龄未知",
            Reasons.QuietHours => "处于免打扰时段",
            Reasons.Cap => "已达到频次上限",
            Reasons.Once => "近期已收到过同样的内容",
            Reasons.Repeated => "同一批中重复",
            Reasons.Term => "文案含有禁用或受限的词语",
            Reasons.PersonalData => "文案含有个人信息",
            Reasons.Missing => "缺少必须写明的内容",
            Reasons.Claim => "文案含有需要依据的宣称",
            Reasons.Link => "链接不在允许范围内",
            Reasons.Surplus => "含有不必要的字段",
            Reasons.Marketing => "内容属于营销",
            Reasons.Evidence => "需要有效的证据",
            Reasons.EvidenceUnknown => "所附的证据编号没有登记",
            Reasons.EvidenceNotInForce => "所附的证据不在有效期内",
            Reasons.EvidenceElsewhere => "所附的证据不覆盖这一内容",
            Reasons.Review => "需要先经人工审核",
            Reasons.NotEditable => "通道不允许改动此处内容",
            Reasons.TooLong => "改动后超过通道的长度限制",
            Reasons.AfterRewrite => "改动后仍不合规",
            Reasons.Velocity => "发送方发送过快",
            Reasons.Replay => "签名或随机数被重复使用",
            Reasons.Blast => "新内容首次触达人数过多",
            Reasons.Halted => "已被紧急停发",
            Reasons.BelowMinimum => "剩余收件人不足",
            Reasons.TemplateUnknown => "模板未登记",
            Reasons.Unavailable => "核对所需的信息查不到",
            Reasons.Error => "规则执行出错",
            Reasons.Granted => "本人同意",
            Reasons.Contract => "履行合同所必需",
            Reasons.LegalDuty => "履行法定义务所必需",
            Reasons.Emergency => "紧急情况下保护人身财产安全所必需",
            Reasons.PublicInterest => "为公共利益",
            Reasons.Degraded => "信息查不到，按规则降级放行",
            _ => reason,
        };

    /// <summary>What was found: a list's term as it is, a kind of personal data by its name.</summary>
    public static string Found(string term) =>
        term switch
        {
            "id-card" => "身份证号",
            "mobile" => "手机号",
            "landline" => "座机号",
            "bank-card" => "银行卡号",
            "passport" => "护照号",
            "plate" => "车牌号",
            "email" => "邮箱",
            "credit-code" => "统一社会信用代码",
            "address" => "地址",
            "name" => "姓名",
            _ => $"“{term}”",
        };

    /// <summary>Beijing time, as people here read it.</summary>
    public static string Time(DateTimeOffset at) =>
        at.ToOffset(TimeSpan.FromHours(8)).ToString("yyyy-MM-dd HH:mm:ss", System.Globalization.CultureInfo.InvariantCulture)
        + "（北京时间）";

    public static string Law(string law, string article) => $"《{law}》第 {article} 条";
}
